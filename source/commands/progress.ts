import { speaksInLines } from '../terminal/capabilities.ts';

/** What is over sooner needs no progress line, ms. */
const silence = 300;
/** The line is drawn no more often than this, ms. */
const step = 100;

/** What is used of the terminal that progress is drawn on. */
export interface ProgressOutput {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

export interface Progress {
  update(done: number, total: number): void;
  /** Removes the line without a trace. */
  end(): void;
}

/** Where nothing is drawn. */
export const noOutput: ProgressOutput = { write: () => undefined };

/** One line that counts what has been read, drawn over itself; on anything but a terminal there is none. */
export function progress(
  output: ProgressOutput,
  ascii: boolean,
  now: () => number = () => performance.now(),
): Progress {
  if (!output.isTTY || speaksInLines(process.env)) return { update: () => undefined, end: () => undefined };
  const began = now();
  let drawnAt = began + silence - step;
  let isDrawn = false;
  return {
    update(done, total) {
      if (now() - drawnAt < step) return;
      drawnAt = now();
      isDrawn = true;
      output.write(`\r\u001b[Kreading ${done} of ${total} ${ascii ? '...' : '…'}`);
    },
    end() {
      if (isDrawn) output.write('\r\u001b[K');
      isDrawn = false;
    },
  };
}
