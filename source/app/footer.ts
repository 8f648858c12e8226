import { type SafeText, t } from '../domain/text.ts';
import { keyLabel } from '../keys/labels.ts';
import type { AppState, Overlay } from '../state/store.ts';
import { fit, type Line, line, lineWidth, type Span, span } from '../theme/line.ts';
import type { Scene } from './context.ts';
import type { Runtime } from './runtime.ts';

/** One key and what it does. */
type Hint = readonly [key: SafeText, does: SafeText];

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

/** The order in which they get room: help is what leads to all the others. */
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

/** Key hints of the place, of an open overlay, or a message for a few seconds. Only keys that work are shown, none is cut. */
export function footer(runtime: Runtime, scene: Scene, state: AppState, width: number): Line {
  const { toast, overlay } = state;
  const { ascii } = runtime.glyphs;
  if (toast && toast.until > runtime.clock.now()) return fit(line(t` `, span(toast.text, toast.tone)), width);
  if (overlay) return hintLine(overlayHints(overlay, ascii), width);
  const rows = scene.panes[Math.min(scene.context.place.pane, scene.panes.length - 1)]?.rows.length ?? 0;
  const hints = new Map<Shown, Hint>();
  for (const id of shown) {
    if (id === 'pane.next' && scene.panes.length < 2) continue;
    const { keys, hint } = state.keymap.find((one) => one.id === id)!;
    if (!keys[0]) continue;
    const text = id === 'quit' && state.stack.length === 1 ? t`quit` : (hint as SafeText);
    hints.set(id, [keyLabel(keys[0], ascii), text]);
  }
  const move: Hint = [ascii ? t`j/k` : t`↑↓`, t`move`];
  const kept = new Set<Shown>();
  let left = width - 1;
  for (const id of useful) {
    const hint = hints.get(id);
    if (!hint || hintWidth(hint) > left + 2) continue;
    kept.add(id);
    left -= hintWidth(hint);
  }
  const all = shown.flatMap((id): Hint[] => (kept.has(id) ? [hints.get(id)!] : []));
  return hintLine(rows > 1 && hintWidth(move) <= left + 2 ? [move, ...all] : all, width);
}

const spansOf = ([key, does]: Hint): Span[] => [span(key, 'key'), span(t` ${does}  `, 'dim')];

const hintWidth = (hint: Hint): number => lineWidth({ spans: spansOf(hint) });

function hintLine(hints: readonly Hint[], width: number): Line {
  return fit(line(t` `, ...hints.flatMap(spansOf)), width);
}

function overlayHints({ kind }: Overlay, ascii: boolean): readonly Hint[] {
  const key = (name: string) => keyLabel(name, ascii);
  const move: Hint = [ascii ? t`j/k` : t`↑↓`, kind === 'help' ? t`scroll` : t`move`];
  switch (kind) {
    case 'help':
      return [[key('esc'), t`close`], move];
    case 'quit':
      return [
        [key('enter'), t`choose`],
        [key('tab'), t`other button`],
        [t`y`, t`quit`],
        [key('esc'), t`stay`],
      ];
    case 'favorites':
      return [
        [key('space'), t`mark`],
        [key('enter'), t`save`],
        [key('esc'), t`cancel`],
        [t`a-z`, t`filter`],
      ];
    case 'menu':
      return [[key('enter'), t`choose`], [key('esc'), t`close`], move];
  }
}
