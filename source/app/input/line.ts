import { processHost } from '../../terminal/modes.ts';

/** How a terminal is reached, and what it is said to be. */
export interface Line {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
  /** Writes at once, past the stream. */
  readonly write: (sequence: string) => void;
}

/** The terminal that this process was started on. */
export const ownLine: Line = {
  stdin: process.stdin,
  stdout: process.stdout,
  env: process.env,
  write: processHost.write,
};
