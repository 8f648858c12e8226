import { type SafeText, sanitise, t } from '../domain/text.ts';
import { type ConfigContent, configShape } from './shape.ts';

/** One entry of the configuration that is not used, and why. */
export interface ConfigProblem {
  readonly file: string;
  /** Path of the key joined with dots; empty for the whole file. */
  readonly key: SafeText;
  /** File, key, value and what is allowed, in one line. Never holds a token. */
  readonly message: SafeText;
}

export interface CheckedConfig {
  readonly config: ConfigContent;
  readonly problems: readonly ConfigProblem[];
}

type Path = readonly PropertyKey[];

/** All allowed values are named: the configuration has some dozens of keys. */
const longestList = 4000;

/** More wrong entries than this are not told one by one. */
const mostRounds = 50;

/**
 * Checks the content of a configuration file. A wrong entry is left out and reported, everything else counts: a typing
 * error never keeps the dashboard from starting.
 */
export function checkConfig(file: string, content: unknown): CheckedConfig {
  const problems: ConfigProblem[] = [];
  const rest: unknown = structuredClone(content);
  for (let round = 0; round < mostRounds; round += 1) {
    const { success, data, error } = configShape.safeParse(rest);
    if (success) return { config: data, problems };
    for (const issue of error.issues) {
      const wrong = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
      for (const path of wrong) {
        const [found, value] = take(rest, path);
        if (found) problems.push(problemOf(file, path, value, issue.message));
      }
      if (issue.path.length === 0 && issue.code !== 'unrecognized_keys') {
        return { config: {}, problems: [problemOf(file, [], rest, issue.message)] };
      }
    }
  }
  return { config: {}, problems };
}

/** Takes the entry at a path out of the content: whether it was there, and its value. */
function take(content: unknown, path: Path): readonly [boolean, unknown] {
  let owner = content;
  for (const key of path.slice(0, -1)) owner = isObject(owner) ? owner[key] : undefined;
  const key = path.at(-1);
  if (key === undefined || !isObject(owner) || !Object.hasOwn(owner, key)) return [false, undefined];
  const value = owner[key];
  delete owner[key];
  return [true, value];
}

const isObject = (value: unknown): value is Record<PropertyKey, unknown> => typeof value === 'object' && value !== null;

/** Keys whose value is or may hold a secret. */
const secretKey = /token|secret|password|key/i;

function problemOf(file: string, path: Path, value: unknown, allowed: string): ConfigProblem {
  const key = sanitise(path.map(String).join('.'), 120);
  const where = key === '' ? t`${sanitise(file)}` : t`${sanitise(file)}: ${key}`;
  return {
    file,
    key,
    message: t`${where}: ${shown(path, value)} is not allowed; use ${sanitise(allowed, longestList)}`,
  };
}

function shown(path: Path, value: unknown): SafeText {
  if (Array.isArray(value)) return t`a list`;
  if (isObject(value)) return t`an object`;
  if (path.some((key) => secretKey.test(String(key)))) return t`the (hidden) value`;
  return sanitise(JSON.stringify(value), 60);
}
