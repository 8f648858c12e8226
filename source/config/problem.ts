import { type SafeText, sanitise, t } from '../domain/text.ts';
import type { Position } from './document.ts';

/** One entry of the configuration that is not used, and why. */
export interface ConfigProblem {
  readonly file: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** Path of the key joined with dots; empty for the whole file. */
  readonly key: SafeText;
  /** File, line, column, key, value and what is allowed, in one line. Never holds a token. */
  readonly message: SafeText;
}

/** A problem with its place put before its words. */
export function problemAt(
  file: string,
  path: readonly PropertyKey[],
  words: SafeText,
  position?: Position,
): ConfigProblem {
  const key = sanitise(path.map(String).join('.'), 120);
  const place = position ? t`${sanitise(file)}:${position.line}:${position.column}` : t`${sanitise(file)}`;
  return { file, ...position, key, message: key === '' ? t`${place}: ${words}` : t`${place}: ${key}: ${words}` };
}
