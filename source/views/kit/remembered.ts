import type { Period } from '../../domain/time.ts';
import type { PaneState } from '../../state/place.ts';
import type { DrawContext, PaneView, ViewContext } from './view.ts';

/** The screen that a value is kept for: what it reads through is its own, and goes with it. */
type OfScreen = Pick<ViewContext, 'read'> & Partial<Pick<ViewContext, 'period'>>;

/** The same inputs as before, one by one. */
export const sameParts = (before: readonly unknown[], now: readonly unknown[]): boolean =>
  before.length === now.length && before.every((part, index) => Object.is(part, now[index]));

interface Kept<Value> {
  readonly parts: readonly unknown[];
  readonly value: Value;
}

/**
 * Keeps the last value of each screen and period as long as all its inputs are the same, so that moving the selection over thousands
 * of rows costs no sorting, and who compares two periods goes there and back. Two screens, as of two workspaces, share nothing,
 * and what a screen kept goes with it.
 */
export function remembered<Value>(): (screen: OfScreen, parts: readonly unknown[], make: () => Value) => Value {
  const kept = new WeakMap<ViewContext['read'], Partial<Record<Period | 'any', Kept<Value>>>>();
  return ({ read, period }, parts, make) => {
    const slot = period ?? 'any';
    const ofScreen = kept.get(read) ?? {};
    const last = ofScreen[slot];
    if (last && sameParts(last.parts, parts)) return last.value;
    const value = make();
    ofScreen[slot] = { parts, value };
    kept.set(read, ofScreen);
    return value;
  };
}

/** Room on the screen. */
interface Size {
  readonly width: number;
  readonly height: number;
}

/** The context as a pane may know it: without the state of any other pane. */
function ownContext(context: DrawContext, pane: PaneView, { width, height }: Size): DrawContext {
  const panes: Record<string, PaneState> = { [pane.id]: pane.state };
  return { ...context, place: { ...context.place, panes }, panes: [pane], width, height };
}

/**
 * Keeps the drawing of each pane of a page until something differs that it could have looked at, so that a key costs the panes
 * it concerns. The drawing is given a context without the other panes: it cannot depend on them.
 * @param draw what a pane looks like in so much room
 */
export function drawnOnce<Drawing>(): (
  context: DrawContext,
  pane: PaneView,
  size: Size,
  draw: (own: DrawContext) => Drawing,
) => Drawing {
  const kept = new WeakMap<ViewContext['read'], Map<string, Kept<Drawing>>>();
  return (context, pane, size, draw) => {
    const { place, panes: _, width: __, height: ___, aside: ____, ...whole } = context;
    const parts = [size.width, size.height, place.view, place.params, ...Object.values(whole), ...Object.values(pane)];
    const ofScreen = kept.get(context.read) ?? new Map<string, Kept<Drawing>>();
    kept.set(context.read, ofScreen);
    // One of each period: who compares two goes there and back.
    const key = `${pane.id} ${context.period}`;
    const last = ofScreen.get(key);
    if (last && sameParts(last.parts, parts)) return last.value;
    const drawing = draw(ownContext(context, pane, size));
    ofScreen.set(key, { parts, value: drawing });
    return drawing;
  };
}
