import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../storage/make-folder.ts';
import { type Redactor, secretNames, secrets } from './redact.ts';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error';
type Fields = Readonly<Record<string, unknown>>;

/** What the rest of the program may write to. Never throws. */
export interface Log {
  trace(message: string, fields?: Fields): void;
  debug(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
}

const nothing = (): void => undefined;

/** The log of a program that keeps none. */
export const silentLog: Log = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

export interface LogOptions {
  /** Unset: no log is kept, and pino is not even loaded. */
  readonly level?: LogLevel | undefined;
  readonly stateDir: string;
  readonly redactor?: Redactor;
}

export interface OpenedLog {
  readonly log: Log;
  /** Set while a log is kept. */
  readonly file?: string | undefined;
  /** Why no log could be kept although one was asked for. */
  readonly problem?: string | undefined;
}

/** At the top and two levels below. */
const secretPaths = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/**
 * Opens segtop.log in the state folder, for the owner only. Lines are written at once, so that the last one before a
 * crash is there; secrets are taken out by name and by value.
 */
export async function openLog({ level, stateDir, redactor = secrets }: LogOptions): Promise<OpenedLog> {
  if (level === undefined) return { log: silentLog };
  const file = join(stateDir, 'segtop.log');
  try {
    await makeFolder(stateDir);
    // To open a pipe would wait for its reader.
    if (statSync(file, { throwIfNoEntry: false })?.isFile() === false)
      return { log: silentLog, problem: `${file} is not a regular file; no log is kept.` };
    // A bundled CommonJS module has a default export only.
    const { default: pino } = await import('pino');
    const stream = pino.destination({ dest: file, sync: true, append: true, mode: 0o600 });
    // A disk that fills up while segtop runs costs the log, not the program.
    stream.on('error', nothing);
    chmodSync(file, 0o600);
    const logger = pino(
      {
        level,
        base: { pid: process.pid },
        redact: { paths: secretPaths, censor: '(hidden)' },
        hooks: { streamWrite: (line) => redactor.redact(line) },
      },
      stream,
    );
    const at =
      (kind: LogLevel) =>
      (message: string, fields: Fields = {}): void => {
        try {
          logger[kind](fields, message);
        } catch {
          // A value that cannot be written must not stop what is being logged.
        }
      };
    return {
      log: { trace: at('trace'), debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') },
      file,
    };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return { log: silentLog, problem: `${file} cannot be written (${code}); no log is kept.` };
  }
}
