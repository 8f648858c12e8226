import { joined, type SafeText, sanitise, t, word } from '../../domain/text.ts';
import { keyLabel, keyNames } from '../../keys/labels.ts';
import type { Pane, PaneRow } from '../../state/pane.ts';
import { type Place, paneState, rowKeys, sameTarget, selectedIndex } from '../../state/place.ts';
import type { AppState } from '../../state/store.ts';
import { fit, type Line, line, lineWidth, type Span, slice, span } from '../../theme/line.ts';
import { worstTarget } from '../../views/kit/payload-target.ts';
import { type Hint, keyNamesOf } from '../overlays/overlay.ts';
import { opened } from '../overlays/registry.ts';
import type { Scene } from '../scene/context.ts';
import type { Runtime } from '../scene/runtime.ts';

/** Hints in the order they stand in. */
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

/** A pane's own commands get room before this one, and this one before where else the row leads. */
const afterOwn: Shown = 'row.open';
const afterRow: Shown = 'page.worst';

/** The line that is typed, a message for a few seconds, or key hints of what is open, else of the place. Only keys that work are shown, none is cut. */
export function footer(runtime: Runtime, scene: Scene, state: AppState, width: number): Line {
  const { toast } = state;
  const { ascii } = runtime.glyphs;
  const open = opened(state);
  if (open?.of.foot) return open.of.foot(open.data, scene, width);
  if (toast && toast.until > runtime.clock.now()) return fit(line(t` `, span(toast.text, toast.tone)), width);
  if (open) return hintLine(open.of.hints?.(open.data, keyNamesOf(ascii)) ?? [], width);
  const pane = scene.panes[Math.min(scene.context.place.pane, scene.panes.length - 1)];
  const own = ownHints(state, pane, ascii);
  const row = rowHints(state, scene, pane, ascii);
  const common = commonHints(scene, state, [...own, ...row], ascii);
  const get = (id: Shown): Hint[] => (common.has(id) ? [common.get(id)!] : []);
  const { kept, left } = fitting(
    useful.flatMap((id) => [...(id === afterOwn ? own : id === afterRow ? row : []), ...get(id)]),
    width - 1,
  );
  const all = [...own, ...row, ...shown.flatMap(get)].filter((hint) => kept.has(hint));
  const move: Hint = [ascii ? t`j/k` : t`↑↓`, t`move`];
  const moves = (pane?.rows.length ?? 0) > 1 && hintWidth(move) <= left + 2;
  return hintLine(moves ? [move, ...all] : all, width);
}

/** Commands that work everywhere, but for those whose key means something else here. */
function commonHints(
  { panes, view, context: { overview, place } }: Scene,
  state: AppState,
  own: readonly Hint[],
  ascii: boolean,
): Map<Shown, Hint> {
  const hints = new Map<Shown, Hint>();
  const pane = panes[Math.min(place.pane, panes.length - 1)];
  const worst = worstTarget(overview);
  for (const id of shown) {
    if (id === 'pane.next' && panes.length < 2) continue;
    if (id === 'row.open' && !opens(pane, place)) continue;
    if (id === 'page.triage' && view.id === 'triage') continue;
    if (id === 'page.worst' && (!worst || sameTarget(worst, place))) continue;
    const { keys, hint } = state.keymap.find((one) => one.id === id)!;
    const key = keys[0] && keyLabel(keys[0], ascii);
    if (!key || own.some(([taken]) => taken === key)) continue;
    hints.set(id, [key, id === 'quit' && state.stack.length === 1 ? t`quit` : sanitise(hint)]);
  }
  return hints;
}

/** As many as there is room for, in this order, and the columns left. */
function fitting(hints: readonly Hint[], width: number): { readonly kept: ReadonlySet<Hint>; readonly left: number } {
  const kept = new Set<Hint>();
  let left = width;
  for (const hint of hints) {
    if (hintWidth(hint) > left + 2) continue;
    kept.add(hint);
    left -= hintWidth(hint);
  }
  return { kept, left };
}

/** What the focused pane alone can do: its own commands, and its tabs. */
function ownHints({ keymap }: AppState, pane: Pane | undefined, ascii: boolean): Hint[] {
  const working = pane?.scope === 'payload' && (pane.document?.shown ?? -1) < 0 ? [] : keymap;
  const commands = working.flatMap(({ id, scope, keys, hint }): Hint[] =>
    scope !== 'global' && scope === pane?.scope && hint && keys[0] && hasUse(id, pane)
      ? [[keyLabel(keys[0], ascii), sanitise(hint)]]
      : [],
  );
  const keyOf = keyNames(keymap, ascii);
  const turns = joined(
    [keyOf('tab.previous'), keyOf('tab.next')].filter((key) => key !== ''),
    t` `,
  );
  return pane?.tabs && commands.length > 0 && turns !== '' ? [[turns, t`tab`], ...commands] : commands;
}

/** Whether Enter has something to do on the selected row. */
function opens(pane: Pane | undefined, place: Place): boolean {
  if (!pane) return false;
  const row = selectedRow(pane, place);
  return [row?.open, row?.focus, row?.fold, pane.open].some((target) => target !== undefined);
}

function selectedRow(pane: Pane, place: Place): PaneRow | undefined {
  return pane.rows[selectedIndex(paneState(place, pane.id), rowKeys(pane.rows), pane.initial)];
}

/** Some lists have neither rows without problems nor groups. */
function hasUse(id: string, { narrows, table }: Pane): boolean {
  return (id !== 'rows.problems' || narrows === true) && (id !== 'rows.group' || table?.grouped !== undefined);
}

/**
 * What the selected row leads to besides its own page: the payload of its error, the violations of its source, the lines
 * that unfold under it.
 */
function rowHints({ keymap }: AppState, { context: { place } }: Scene, pane: Pane | undefined, ascii: boolean): Hint[] {
  if (!pane) return [];
  const row = selectedRow(pane, place);
  const toSource = row?.subject?.kind === 'source' || pane.subject?.kind === 'source';
  const arrow = (id: string, usual: string): SafeText => {
    const keys = keymap.find((command) => command.id === id)?.keys ?? [];
    return keyLabel(ascii || !keys.includes(usual) ? (keys[0] ?? usual) : usual, ascii);
  };
  const fold: Hint[] = row?.unfold
    ? [row.unfold.open ? [arrow('tab.previous', 'left'), t`fold`] : [arrow('tab.next', 'right'), t`unfold`]]
    : [];
  const leads = {
    payload: row?.payload !== undefined,
    violations: toSource && !place.view.startsWith('violation'),
  };
  const along: Hint[] = row?.points ? [[ascii ? t`h/l` : t`←→`, t`time`]] : [];
  const pages = keymap.flatMap(({ id, keys: [key] }): Hint[] =>
    (id === 'payload' || id === 'violations') && leads[id] && key ? [[keyLabel(key, ascii), word(id)]] : [],
  );
  return [...fold, ...along, ...pages];
}

const spansOf = ([key, does]: Hint): Span[] => [span(key, 'key'), span(t` ${does}  `, 'dim')];

const hintWidth = (hint: Hint): number => lineWidth({ spans: spansOf(hint) });

function hintLine(hints: readonly Hint[], width: number): Line {
  return slice(line(t` `, ...hints.flatMap(spansOf)), 0, width);
}
