import { replaceTop } from '../../state/navigation.ts';
import { withPane } from '../../state/place.ts';
import { type AppState, place } from '../../state/store.ts';
import type { Scene } from '../scene/context.ts';

/**
 * Until the first key the focus stands where the view wants it, which may change as its data comes in.
 * @returns the change that puts it there, undefined when there is nothing to move
 */
export function startPane({ view, model, context, panes }: Scene, state: AppState): Partial<AppState> | undefined {
  if (state.touched || !view.start) return undefined;
  const wanted = view.start(model, context, state);
  const pane = Math.max(
    0,
    panes.findIndex(({ id }) => id === wanted),
  );
  const top = place(state);
  return pane === top.pane ? undefined : replaceTop(state, { ...top, pane });
}

/** The top place with scroll positions by pane; undefined when they have not changed. */
export function withOffsets(state: AppState, offsets: Readonly<Record<string, number>>): Partial<AppState> | undefined {
  const before = place(state);
  const top = Object.entries(offsets).reduce(
    (kept, [pane, offset]) => ((kept.panes[pane]?.offset ?? 0) === offset ? kept : withPane(kept, pane, { offset })),
    before,
  );
  return top === before ? undefined : replaceTop(state, top);
}
