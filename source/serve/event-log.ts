import { type Redactor, secrets } from '../log/redact.ts';

type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;
export type Level = 'info' | 'warn' | 'error';

/** One line of JSON an event. What is told is numbers and names: never a token, an address with one, or a payload. */
export interface EventLog {
  info(event: string, fields?: Fields): void;
  warn(event: string, fields?: Fields): void;
  error(event: string, fields?: Fields): void;
}

export interface EventLogOptions {
  readonly write: (line: string) => void;
  readonly now?: () => number;
  readonly redactor?: Redactor;
}

export function eventLog({ write, now = Date.now, redactor = secrets }: EventLogOptions): EventLog {
  const at =
    (level: Level) =>
    (event: string, fields: Fields = {}): void =>
      write(`${redactor.redact(JSON.stringify({ time: new Date(now()).toISOString(), level, event, ...fields }))}\n`);
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

/** The log with these fields on every line. */
export function logOf(log: EventLog, own: Fields): EventLog {
  return {
    info: (event, fields) => log.info(event, { ...own, ...fields }),
    warn: (event, fields) => log.warn(event, { ...own, ...fields }),
    error: (event, fields) => log.error(event, { ...own, ...fields }),
  };
}
