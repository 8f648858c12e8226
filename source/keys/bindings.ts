import { nearest } from '../domain/nearest.ts';
import { type SafeText, sanitise, t, word } from '../domain/text.ts';
import { type Conflict, conflicts } from './conflicts.ts';
import { allKeys, type Command } from './keymap.ts';
import { readKey } from './notation.ts';
import { isOverlayCommand, leaving, type OverlayId } from './overlay-keys.ts';
import type { Stroke } from './strokes.ts';

/** Keys by command id as configured: one, several, or null for none. */
export type KeyOverrides = Readonly<Record<string, string | readonly string[] | null>>;

/** An entry that is not done: whose it is, and why. */
export interface KeyProblem {
  /** The command id as it was written. */
  readonly id: string;
  readonly words: SafeText;
}

export interface Bindings {
  /** The keymap in force. */
  readonly table: readonly Command[];
  /** What was asked for and is not done. */
  readonly problems: readonly KeyProblem[];
}

/** Ends the program whatever else goes wrong, so its key cannot be reassigned. */
const fixed = 'quit.now';

/**
 * Puts the user's keys into the keymap. What cannot be done is reported and the default kept: an unknown command, a key that no
 * terminal sends, a key that another command has. All overrides apply at once, so two commands may swap their keys.
 */
export function bind(overrides: KeyOverrides, table: readonly Command[] = allKeys): Bindings {
  const problems: KeyProblem[] = [];
  const asked = new Map<string, readonly Stroke[]>();
  for (const [id, keys] of Object.entries(overrides)) {
    if (!table.some((command) => command.id === id)) problems.push({ id, words: unknownCommand(id, table) });
    else if (id === fixed) problems.push({ id, words: t`${word(fixed)} always is ctrl+c` });
    else {
      const command = table.find((one) => one.id === id)!;
      const strokes = readKeys(command, keys, problems);
      if (strokes?.length === 0 && leaving.includes(id as OverlayId))
        problems.push({
          id,
          words: t`${sanitise(id)} always has a key: without one nothing of its kind could be left`,
        });
      else if (strokes) asked.set(id, strokes);
    }
  }
  for (;;) {
    const bound = table.map((command) => ({ ...command, keys: asked.get(command.id) ?? command.keys }));
    const conflict = [...conflicts(bound), ...hidden(bound, table)].find(
      ({ first, second }) => asked.has(first) || asked.has(second),
    );
    if (!conflict) return { table: bound, problems };
    const loser = [...asked.keys()].findLast((id) => id === conflict.first || id === conflict.second)!;
    asked.delete(loser);
    problems.push({ id: loser, words: collision(conflict, loser, table) });
  }
}

function unknownCommand(id: string, table: readonly Command[]): SafeText {
  const meant = nearest(
    id,
    table.map((command) => command.id),
  );
  const tail = meant === undefined ? t`; the README lists them all` : t`; did you mean ${sanitise(meant)}?`;
  return t`no command is called ${sanitise(id, 40)}${tail}`;
}

/** The keys of one entry; undefined, and a problem, when none of them can be. */
function readKeys(
  command: Command,
  keys: string | readonly string[] | null,
  problems: KeyProblem[],
): readonly Stroke[] | undefined {
  if (keys === null) return [];
  const strokes: Stroke[] = [];
  const written = typeof keys === 'string' ? [keys] : keys;
  for (const key of written) {
    const read = readKey(key);
    const why = 'stroke' in read ? whyNotOver(command, read.stroke) : read.why;
    if ('stroke' in read && why === undefined) strokes.push(read.stroke);
    else problems.push({ id: command.id, words: t`"${sanitise(key, 20)}" ${sanitise(why)}` });
  }
  return strokes.length > 0 || written.length === 0 ? strokes : undefined;
}

/** Why a key cannot be one of what lies over a page: there are no sequences, and in a line letters are typed. */
function whyNotOver(command: Command, stroke: Stroke): string | undefined {
  if (!isOverlayCommand(command)) return undefined;
  if (stroke.includes(' ')) return 'is several keys; over a page one key has to do';
  const types = command.scope === 'line' || command.scope === 'edit';
  return types && (stroke === 'space' || [...stroke].length === 1) ? 'is typed where this command works' : undefined;
}

/** Commands whose keys work over everything. */
const everywhere: readonly string[] = ['redraw', 'suspend', fixed];

/** Whether a key of the first would take that of the second away where both work. */
function hides({ scope }: Command, wide: Command): boolean {
  if (scope === 'global') return false;
  if (!isOverlayCommand({ scope })) return wide.scope === 'global';
  if (everywhere.includes(wide.id)) return true;
  return wide.scope === 'edit' && scope !== 'edit' && scope !== 'menu' && scope !== 'dialog';
}

/** Keys of a narrower scope that would hide a global key that was visible before: nobody wants that. */
function hidden(bound: readonly Command[], before: readonly Command[]): Conflict[] {
  const pairs = (table: readonly Command[]) =>
    table.flatMap((narrow) =>
      table
        .filter((wide) => hides(narrow, wide))
        .flatMap((wide) =>
          narrow.keys
            .filter((key) => wide.keys.includes(key))
            .map((key) => ({ key, first: wide.id, second: narrow.id })),
        ),
    );
  const known = new Set(pairs(before).map((pair) => JSON.stringify(pair)));
  return pairs(bound).filter((pair) => !known.has(JSON.stringify(pair)));
}

function collision({ key, first, second }: Conflict, loser: string, table: readonly Command[]): SafeText {
  const owner = loser === first ? second : first;
  const named = (id: string) => {
    const command = table.find((one) => one.id === id);
    return t`${sanitise(id)} (${sanitise(command?.title)})`;
  };
  const kept = table.find(({ id }) => id === loser)?.keys.join(', ') || 'no key';
  return t`${sanitise(key)} is of ${named(owner)}; ${named(loser)} keeps ${sanitise(kept)}`;
}
