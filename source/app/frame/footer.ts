import { current, scopesHere } from '../../actions/current.ts';
import type { Sight } from '../../actions/environment.ts';
import { hintOf, whyNot } from '../../actions/index.ts';
import { joined, type SafeText, sanitise, t, word } from '../../domain/text.ts';
import { type CommandId, commandIn, commandsOf } from '../../keys/keymap.ts';
import { keyLabel, keyNames } from '../../keys/labels.ts';
import { leaving } from '../../keys/overlay-keys.ts';
import { nothingPending, resolve } from '../../keys/resolver.ts';
import { type AppState, place } from '../../state/store.ts';
import { fit, type Line, line, type Span, slice, span } from '../../theme/line.ts';
import { widthOf } from '../../theme/width.ts';
import { remembered } from '../../views/kit/remembered.ts';
import { type Hint, type KeyNames, keyNamesOf } from '../overlays/overlay.ts';
import { opened } from '../overlays/registry.ts';
import type { Scene } from '../scene/context.ts';
import type { Runtime } from '../scene/runtime.ts';
import { hasPeriod } from './has-period.ts';

/** Hints in the order they stand in: after what the row can do come movement, then what works everywhere. */
const shown = [
  'row.open',
  'pane.next',
  'page.triage',
  'page.worst',
  'filter',
  'period',
  'refresh',
  'palette',
  'help',
  'quit',
] as const;
type Shown = (typeof shown)[number];

/** Order of importance: help comes first because it leads to all others. */
const useful: readonly Shown[] = [
  'help',
  'quit',
  'row.open',
  'page.triage',
  'page.worst',
  'filter',
  'pane.next',
  'palette',
  'period',
  'refresh',
];

/** Pages about the selected row that have keys of their own. */
const rowPages = ['payload', 'violations'] as const;

/** A pane's own commands get room before this one, and this one before where else the row leads. */
const afterOwn: Shown = 'row.open';
const afterRow: Shown = 'page.worst';

/** The line that is typed, a message for a few seconds, or key hints of what is open, else of the place. Only keys that work are shown, none is cut. */
export function footer(runtime: Runtime, sight: Sight, scene: Scene, state: AppState, width: number): Line {
  const { toast } = state;
  const { ascii } = runtime.glyphs;
  const open = opened(state);
  const names = keyNamesOf(state.keymap, ascii);
  if (open?.of.foot) return open.of.foot(open.data, scene, width, names);
  if (toast && toast.until > runtime.clock.now()) return fit(line(t` `, span(toast.text, toast.tone)), width);
  if (open) {
    const hints = (open.of.hints?.(open.data, names) ?? []).filter((hint) => hint !== undefined);
    const { kept } = fitting([...hints.filter(leavingBy(names)), ...hints], width - 1);
    return hintLine(
      hints.filter((hint) => kept.has(hint)),
      width,
    );
  }
  const own = ownHints(sight, state, ascii);
  const row = rowHints(sight, state, ascii, names);
  const common = commonHints(sight, state, [...own, ...row], ascii);
  const get = (id: Shown): Hint[] => (common.has(id) ? [common.get(id)!] : []);
  const { kept, left } = fitting(
    useful.flatMap((id) => [...(id === afterOwn ? own : id === afterRow ? row : []), ...get(id)]),
    width - 1,
  );
  const keep = (hints: readonly Hint[]): Hint[] => hints.filter((hint) => kept.has(hint));
  const move = whyNot(sight, 'move.down') === undefined ? names.pair('move.down', 'move.up', t`move`) : undefined;
  const moves = move && hintWidth(move) <= left + 2 ? [move] : [];
  const [first, ...everywhere] = shown;
  const hints = [...keep(get(first)), ...keep(row), ...keep(own), ...moves, ...keep(everywhere.flatMap(get))];
  return hintLines(scene.context, [width, ...hints.flat()], () => hintLine(hints, width));
}

/** Whether a hint names how what is open is closed: with little room that is the last to go. */
const leavingBy =
  ({ key }: KeyNames) =>
  ([label]: Hint): boolean =>
    leaving.some((id) => key(id) === label);

/** Commands that work everywhere, but for those whose key means something else here. */
function commonHints(sight: Sight, state: AppState, own: readonly Hint[], ascii: boolean): Map<Shown, Hint> {
  const hints = new Map<Shown, Hint>();
  const { view } = place(state);
  const { keymap } = state;
  const scopes = scopesHere(sight);
  for (const id of shown) {
    if (id === 'period' && !hasPeriod(view, state.columns)) continue;
    const { keys, hint } = commandIn(keymap, id)!;
    const key = keys[0] && keyLabel(keys[0], ascii);
    if (!key || own.some(([taken]) => taken === key)) continue;
    const { command = id } = resolve(nothingPending, keys[0]!, scopes, keymap);
    if (whyNot(sight, command) === undefined) hints.set(id, [key, hintOf(sight, id) ?? sanitise(hint), keys[0]]);
  }
  return hints;
}

/** As many as there is room for, in this order, and the columns left. */
function fitting(hints: readonly Hint[], width: number): { readonly kept: ReadonlySet<Hint>; readonly left: number } {
  const kept = new Set<Hint>();
  let left = width;
  for (const hint of hints) {
    if (kept.has(hint) || hintWidth(hint) > left + 2) continue;
    kept.add(hint);
    left -= hintWidth(hint);
  }
  return { kept, left };
}

/** What the focused pane alone can do: its own commands, and its tabs. */
function ownHints(sight: Sight, { keymap }: AppState, ascii: boolean): Hint[] {
  const pane = current(sight)?.pane;
  const commands = commandsOf(keymap, pane?.scope).flatMap(({ id, keys, hint }): Hint[] =>
    hint && keys[0] && whyNot(sight, id as CommandId) === undefined
      ? [[keyLabel(keys[0], ascii), sanitise(hint), keys[0]]]
      : [],
  );
  const keyOf = keyNames(keymap, ascii);
  const turns = joined(
    [keyOf('tab.previous'), keyOf('tab.next')].filter((key) => key !== ''),
    t` `,
  );
  return pane?.tabs && commands.length > 0 && turns !== '' ? [[turns, t`tab`], ...commands] : commands;
}

/**
 * What the selected row leads to besides its own page: the payload of its error, the violations of its source, the lines
 * that unfold under it.
 */
function rowHints(sight: Sight, { keymap }: AppState, ascii: boolean, names: KeyNames): Hint[] {
  const here = current(sight);
  if (!here) return [];
  const { row, top } = here;
  const arrow = (id: string, usual: string, does: SafeText): Hint[] => {
    const keys = commandIn(keymap, id)?.keys ?? [];
    const stroke = !ascii && keys.includes(usual) ? usual : keys[0];
    return stroke === undefined ? [] : [[keyLabel(stroke, ascii), does, stroke]];
  };
  const fold = row?.unfold
    ? row.unfold.open
      ? arrow('tab.previous', 'left', t`fold`)
      : arrow('tab.next', 'right', t`unfold`)
    : [];
  const leads = {
    payload: row?.payload !== undefined,
    // Pages about violations are deeper than the one that the key leads back to.
    violations: !top.view.startsWith('violation') && whyNot(sight, 'violations') === undefined,
  };
  const along = row?.points ? names.pair('tab.previous', 'tab.next', t`time`) : undefined;
  const pages = rowPages.flatMap((id): Hint[] => {
    const key = leads[id] ? commandIn(keymap, id)?.keys[0] : undefined;
    return key ? [[keyLabel(key, ascii), word(id), key]] : [];
  });
  return [...fold, ...(along ? [along] : []), ...pages];
}

function spansOf([key, does, stroke]: Hint): Span[] {
  const hit: Pick<Span, 'hit'> = stroke === undefined ? {} : { hit: { kind: 'key', stroke } };
  return [{ ...span(key, 'key'), ...hit }, { ...span(t` ${does}`, 'dim'), ...hit }, span(t`  `, 'dim')];
}

const hintWidth = ([key, does]: Hint): number => widthOf(t`${key} ${does}  `);

const hintLines = remembered<Line>();

function hintLine(hints: readonly Hint[], width: number): Line {
  return slice(line(t` `, ...hints.flatMap(spansOf)), 0, width);
}
