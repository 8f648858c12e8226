import type { LogLine } from '../domain/log-line.ts';
import { type SafeText, sanitise } from '../domain/text.ts';
import type { Log, LogLevel } from './log.ts';
import { isSecretName, type Redactor, secrets } from './redact.ts';

/** What a process did last, whether or not a log is kept in a file. */
export interface RecentLog {
  /** Newest first; the same array until there is more. */
  lines(): readonly LogLine[];
  /** The log with an ear: what is written to it is remembered here as well. */
  heard(log: Log): Log;
}

/** Enough for some minutes of a busy workspace. */
const most = 500;
const longest = 300;

type Fields = Readonly<Record<string, unknown>>;

/** Fields that have a place of their own in a line. */
const placed = new Set(['method', 'path', 'status', 'kind', 'ms']);

/** A value as text; one that JSON cannot hold must not stop what is being logged. */
function written(value: unknown): string {
  try {
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

export function recentLog(now: () => number, redactor: Redactor = secrets): RecentLog {
  let lines: readonly LogLine[] = [];
  const news: LogLine[] = [];
  let id = 0;
  const safe = (value: unknown): SafeText => sanitise(redactor.redact(String(value)), longest);
  const note = (level: LogLevel, message: string, fields: Fields): void => {
    const { method, path, status, kind, ms } = fields;
    const rest = Object.entries(fields).flatMap(([name, value]) =>
      placed.has(name) || value === undefined ? [] : [`${name} ${isSecretName(name) ? '(hidden)' : written(value)}`],
    );
    const request = [method, path].filter((part) => part !== undefined);
    const answer = status ?? kind;
    news.push({
      id,
      at: now(),
      level,
      what: safe(message),
      about: safe([...(request.length > 0 ? [request.join(' ')] : []), ...rest].join(', ')),
      answer: answer === undefined ? undefined : safe(answer),
      took: typeof ms === 'number' ? ms : undefined,
    });
    id += 1;
    if (news.length > most) news.splice(0, news.length - most);
  };
  return {
    lines() {
      if (news.length === 0) return lines;
      lines = [...news.toReversed(), ...lines].slice(0, most);
      news.length = 0;
      return lines;
    },
    heard(log) {
      const at =
        (level: LogLevel) =>
        (message: string, fields: Fields = {}): void => {
          log[level](message, fields);
          try {
            note(level, message, fields);
          } catch {
            // A field that cannot even be read: the message counts without them.
            note(level, message, {});
          }
        };
      return { trace: at('trace'), debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
    },
  };
}
