import { nearest } from '../domain/nearest.ts';
import { type SafeText, sanitise, t } from '../domain/text.ts';
import type { ReadText, Replaced } from './document.ts';
import { type ConfigProblem, problemAt } from './problem.ts';
import { type ConfigContent, configShape } from './shape.ts';
import { keysOf, shapeAt, wordsOf } from './shape-walk.ts';
import { withoutLogin } from './web-address.ts';

export interface CheckedConfig {
  readonly config: ConfigContent;
  readonly problems: readonly ConfigProblem[];
  /** The file that was read; undefined without one. */
  readonly file?: string | undefined;
  /** Where a key or its value stands in that file. */
  readonly positionOf?: ReadText['positionOf'] | undefined;
  /** The file is there and nothing of it could be understood: while it is being written, for one. */
  readonly broken?: boolean | undefined;
}

export type Path = readonly PropertyKey[];

/** All allowed values are named: the configuration has some dozens of keys. */
const longestList = 4000;

/** Where the right one of so many keys is known, the others are left to the schema. */
const mostTold = 24;

/** More wrong entries than this are not told one by one. */
const mostRounds = 50;

/**
 * Checks the content of a configuration file. A wrong entry is left out and reported, everything else counts: a typing
 * error never keeps the dashboard from starting, and never unlocks a profile.
 * @param replaced what counts no longer, since its key is given again
 */
export function checkConfig(
  file: string,
  content: unknown,
  positionOf: ReadText['positionOf'] = () => undefined,
  replaced: readonly Replaced[] = [],
): CheckedConfig {
  const problems: (ConfigProblem & { readonly path: Path })[] = [];
  const rest: unknown = structuredClone(content);
  const locked = replaced.flatMap(({ path, value }) => lockedBy(path, value));
  const report = (path: Path, value: unknown, use: string, isUnknown: boolean, place: Path = path): void => {
    const position = positionOf(place, isUnknown ? 'key' : 'value');
    const known = isUnknown ? knownKeys(path) : [];
    const meant = isUnknown ? nearest(String(path.at(-1)), known) : nearestWord(path, value);
    const tail = meant === undefined ? t`` : t`; did you mean ${sanitise(meant)}?`;
    const isLong = meant !== undefined && known.length > mostTold;
    const allowed = isLong ? t`one of ${known.length} keys, see segtop config schema` : sanitise(use, longestList);
    const words = t`${shown(path, value, { meant, isUnknown })} is not allowed; use ${allowed}${tail}`;
    problems.push({ ...problemAt(file, path, words, position), path });
    locked.push(...lockedBy(path, value));
  };
  const told = (): readonly ConfigProblem[] => problems.toSorted(byPlace).map(({ path: _, ...problem }) => problem);
  for (let round = 0; round < mostRounds; round += 1) {
    for (const name of locked.splice(0)) lockProfiles(rest, name);
    const { success, data, error } = configShape.safeParse(rest);
    if (success) return { config: data, problems: told(), file, positionOf };
    // From the last one on, so that the places of earlier entries of a list stay theirs.
    for (const issue of error.issues.toReversed()) {
      const isUnknown = issue.code === 'unrecognized_keys';
      const wrong = isUnknown ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
      for (const path of wrong) {
        const [found, value] = take(rest, path);
        if (found) report(path, value, issue.message, isUnknown);
        else if (takesOwner(rest, path, problems)) report(path, undefined, issue.message, false, path.slice(0, -1));
      }
      if (issue.path.length === 0 && !isUnknown) {
        report([], rest, issue.message, false);
        return { config: {}, problems: told(), file, positionOf };
      }
    }
  }
  return { config: {}, problems: told(), file, positionOf };
}

const byPlace = (a: ConfigProblem, b: ConfigProblem): number =>
  (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);

const knownKeys = (path: Path): readonly string[] =>
  keysOf(shapeAt(configShape, path.slice(0, -1))).map(({ key }) => key);

/** What other formats, and YAML before 1.2, call true and false. */
const truths: ReadonlyMap<string, string> = new Map(
  Object.entries({ yes: 'true', on: 'true', no: 'false', off: 'false' }),
);

function nearestWord(path: Path, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const shape = shapeAt(configShape, path);
  if (shape?._zod.def.type === 'boolean') return truths.get(value.toLowerCase()) ?? nearest(value, ['true', 'false']);
  return nearest(value, wordsOf(shape));
}

/** The key that keeps everybody from changing a workspace. */
const lock = 'readOnly';

/** What is nested deeper was no key of a profile. */
const deepestLock = 4;

function isLock(key: PropertyKey | undefined, value: unknown, depth = 0): boolean {
  if (isObject(value))
    return depth < deepestLock && Object.entries(value).some(([inner, each]) => isLock(inner, each, depth + 1));
  return value !== false && nearest(String(key), knownKeys(['profiles', '', ''])) === lock;
}

/** Every profile. */
const all = Symbol('all');

/**
 * Profiles that an entry which does not count was to lock: left out like other mistakes, it would open what somebody locked. One that
 * stands above the profiles may have been meant for any of them.
 */
function lockedBy(path: Path, value: unknown): readonly PropertyKey[] {
  const isAbove = path[0] === 'profiles' ? path.length <= 2 : path.length === 1;
  if (path[0] === 'profiles' && path.length === 1)
    return isObject(value) ? Object.entries(value).flatMap(([key, each]) => lockedBy([...path, key], each)) : [];
  if (isAbove && !isObject(value)) return isLock(path.at(-1), value) ? [all] : [];
  return path[0] === 'profiles' && isLock(path.at(-1), value) ? [path[1]!] : [];
}

function lockProfiles(content: unknown, name: PropertyKey): void {
  const profiles = isObject(content) && content.profiles;
  if (!isObject(profiles)) return;
  for (const [key, profile] of Object.entries(profiles))
    if ((name === all || name === key) && isObject(profile)) profile[lock] = true;
}

const ownerOf = (content: unknown, path: Path): unknown =>
  path.slice(0, -1).reduce((owner: unknown, key) => (isObject(owner) ? owner[key] : undefined), content);

/** Takes the entry at a path out of the content: whether it was there, and its value. */
function take(content: unknown, path: Path): readonly [boolean, unknown] {
  const owner = ownerOf(content, path);
  const key = path.at(-1);
  if (key === undefined || !isObject(owner) || !Object.hasOwn(owner, key)) return [false, undefined];
  const value = owner[key];
  if (Array.isArray(owner)) owner.splice(Number(key), 1);
  else delete owner[key];
  return [true, value];
}

/**
 * What lacks a key that it needs, or had a wrong one, is of no use itself and taken out; it may be gone by another issue already.
 * @returns whether that is news: no mistake inside of it was told
 */
function takesOwner(content: unknown, path: Path, told: readonly { readonly path: Path }[]): boolean {
  const owner = path.slice(0, -1);
  const isInside = ({ path: other }: { readonly path: Path }) => owner.every((key, index) => key === other[index]);
  return owner.length > 0 && take(content, owner)[0] && !told.some(isInside);
}

const isObject = (value: unknown): value is Record<PropertyKey, unknown> => typeof value === 'object' && value !== null;

/** Keys whose value is or may hold a secret. */
const secretKey = /token|secret|password|key|webhook$/i;
/** Sections whose keys are names of commands, of keys of the keyboard, and of kinds of text. */
const plainSections: readonly (PropertyKey | undefined)[] = ['keys', 'themes', 'commands', 'aliases', 'hotkeys'];

/** Whether the value at a path is one that nobody else may see. */
export const isSecret = ([first, ...rest]: Path): boolean =>
  !plainSections.includes(first) && [first, ...rest].some((key) => key !== undefined && secretKey.test(String(key)));

/** What stands in a channel and is none of a few words may be its address by another name, which is as good as a password. */
const isInChannel = (path: Path): boolean =>
  path.includes('channels') && wordsOf(shapeAt(configShape, path)).length === 0;

/** Text where a whole section belongs: a token in place of its profile, an address in place of its channel. */
const isSection = (path: Path): boolean => {
  const type = shapeAt(configShape, path)?._zod.def.type;
  return type === 'object' || type === 'record';
};

/** Long enough to be a token or a password. */
const secretLength = 8;

interface Meaning {
  /** The key or word that was probably meant: a secret stays one under a name that was misspelt. */
  readonly meant: string | undefined;
  /** The key is none of those that are allowed. */
  readonly isUnknown: boolean;
}

/** A value as a message may tell it. Under a key that nobody knows anything may stand, a token by another name too. */
function shown(path: Path, value: unknown, { meant, isUnknown }: Meaning): SafeText {
  if (Array.isArray(value)) return t`a list`;
  if (isObject(value)) return t`an object`;
  const isNamedSecret = [path, [...path.slice(0, -1), meant ?? '']].some(isSecret) || isInChannel(path);
  const isFree = isUnknown ? meant === undefined : isSection(path);
  if (isNamedSecret || (isFree && typeof value === 'string' && value.length >= secretLength))
    return t`the (hidden) value`;
  return value === undefined ? t`nothing` : sanitise(withoutLogin(JSON.stringify(value)), 60);
}
