import { nearest } from './nearest.ts';
import { type SafeText, sanitise, t } from './text.ts';

/** What the user adds to segtop: commands that are programs, other names for pages and commands, keys to pages. */

/** Kinds of things that a command can be about. */
export const thingKinds = [
  'source',
  'destination',
  'warehouse',
  'function',
  'mapping',
  'filter',
  'model',
  'tracking-plan',
  'space',
  'audience',
  'trait',
  'field',
  'audit',
] as const;
export type ThingKind = (typeof thingKinds)[number];

/** What an argument may hold, each with what stands in its place. */
export const placeholders = {
  id: 'id of the row, or of what the page is about',
  name: 'its name',
  kind: 'what it is: source, destination, …',
  parentId: 'id of what it belongs to',
  sourceId: 'id of its source, or its own',
  sourceName: 'name of that source',
  destinationId: 'id of its destination, or its own',
  destinationName: 'name of that destination',
  address: 'its page as `segtop show` and `segtop open` take it',
  url: 'its page in the web app',
  workspace: 'the workspace as addresses of the web app have it',
  workspaceId: 'id of the workspace',
  profile: 'the profile that is open',
  period: '24h or 7d',
} as const;
export type Placeholder = keyof typeof placeholders;
export type PlaceholderValues = Readonly<Partial<Record<Placeholder, string | undefined>>>;

/** What becomes of what a program prints; `terminal` gives the program the whole terminal. */
export const ownOutputs = ['toast', 'pager', 'nothing', 'terminal'] as const;
export type OwnOutput = (typeof ownOutputs)[number];

/** A program as a command of its own. */
export interface OwnCommand {
  readonly name: string;
  /** Program and arguments. */
  readonly run: readonly string[];
  readonly title: string;
  /** The kinds of things that it is for; all of them, and none, where it is undefined. */
  readonly on?: readonly ThingKind[] | undefined;
  readonly key?: string | readonly string[] | null | undefined;
  /** Whether it asks first, and the question where it is the user's own. */
  readonly confirm: boolean | string;
  readonly output: OwnOutput;
}

/** What has to stand in the configuration as the program of a command. */
export const runText = 'a list of program and arguments, such as [jira, new, "{name}"]';

export interface Own {
  readonly commands: readonly OwnCommand[];
  /** Lines of the palette, or addresses, by the name that stands for them. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Addresses by the key that opens them. */
  readonly hotkeys: Readonly<Record<string, string>>;
}

export const noOwn: Own = { commands: [], aliases: {}, hotkeys: {} };

const pattern = /\{([A-Za-z]+)\}/g;

/** What stands in braces and means nothing, with what may have been meant; undefined where all of it means something. */
export function unknownPlaceholder(argument: string): string | undefined {
  for (const [whole, name = ''] of argument.matchAll(pattern)) {
    if (Object.hasOwn(placeholders, name)) continue;
    const meant = nearest(name, Object.keys(placeholders));
    return meant === undefined ? whole : `${whole} (did you mean {${meant}}?)`;
  }
  return undefined;
}

export const hasPlaceholder = (argument: string): boolean => argument.search(pattern) >= 0;

/** Arguments with everything put in, or why that cannot be done. */
export type Filled =
  | { readonly kind: 'filled'; readonly argv: readonly string[] }
  | { readonly kind: 'lacking'; readonly why: SafeText };

/**
 * Puts values into arguments: each stays one argument whatever is in it. A value that would begin an argument with a dash is refused,
 * since names come from the network and a program takes such an argument for an option.
 */
export function filled(run: readonly string[], values: PlaceholderValues): Filled {
  let why: SafeText | undefined;
  const argv = run.map((argument) =>
    argument.replace(pattern, (whole, name: string, at: number) => {
      const value = Object.hasOwn(values, name) ? values[name as Placeholder] : undefined;
      if (value === undefined || value === '') why ??= t`there is no ${sanitise(whole)} here`;
      else if (at === 0 && value.startsWith('-'))
        why ??= t`${sanitise(whole)} begins with a dash here, which a program takes for an option`;
      return value ?? '';
    }),
  );
  return why === undefined ? { kind: 'filled', argv } : { kind: 'lacking', why };
}

/** Arguments as a person reads them: quoted where one has something else than plain characters. */
export const shownArgv = (argv: readonly string[]): SafeText =>
  sanitise(argv.map((one) => (/^[\w@%+=:,./{}-]+$/u.test(one) ? one : `'${one.replaceAll("'", "'\\''")}'`)).join(' '));
