import { placeOf } from '../state/place.ts';
import { barPages } from '../views/loaded.ts';
import type { Fleet } from '../workspace/delivery/fleet.ts';
import { paneViews, sceneBuilder } from './scene/context.ts';
import type { Runtime } from './scene/runtime.ts';

/** Between two pages, ms: a key waits for one of them at most. */
const pause = 30;
/** How often is asked whether it may go on, ms. */
const patience = 1_000;
/** With more connections, to work out and draw a page takes longer than to compile it. */
const longest = 2_000;

/**
 * Draws each page of the bar once, unseen, after what is open is complete: the first opening of a page then compiles nothing.
 * What it works out belongs to no screen and goes when it is done.
 * @param fleet as on the open screen: whether that is complete, and how much there is
 * @returns what ends it
 */
export function rehearse(runtime: Runtime, fleet: () => Pick<Fleet, 'isMeasured' | 'connections'>): () => void {
  const { clock, store } = runtime;
  const build = sceneBuilder(runtime);
  const left = barPages().map(({ id }) => placeOf(id));
  let stop: () => void;
  const next = (): void => {
    const { past, columns: width, rows: height } = store.getState();
    const { isMeasured, connections } = fleet();
    if (connections.length > longest) return;
    if (past !== undefined || !isMeasured) {
      stop = clock.setTimer(next, patience);
      return;
    }
    const at = left.shift();
    if (!at) return;
    try {
      const scene = build(at);
      scene.view.draw(scene.model, { ...scene.context, width, height, panes: paneViews(scene) });
    } catch {
      // A fault of a page that nobody opened ends nothing; who opens it sees it.
      return;
    }
    stop = clock.setTimer(next, pause);
  };
  stop = clock.setTimer(next, patience);
  return () => stop();
}
