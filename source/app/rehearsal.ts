import { placeOf } from '../state/place.ts';
import { barPages } from '../views/loaded.ts';
import { paneViews, sceneBuilder } from './scene/context.ts';
import type { Runtime } from './scene/runtime.ts';

/** Between two pages, ms: a key waits for one of them at most. */
const pause = 30;
/** How often is asked whether it may go on, ms. */
const patience = 500;
/** Where lists are longer, drawing one takes longer than compiling it. */
const longest = 2_000;

/**
 * Draws each page of the bar once, unseen, after what is open is complete: the first opening of a page then compiles nothing.
 * What it works out belongs to no screen and goes when it is done.
 * @param isDue whether what is open is complete and nobody would be kept waiting
 * @returns what ends it
 */
export function rehearse(runtime: Runtime, isDue: () => boolean): () => void {
  const { clock, store } = runtime;
  const build = sceneBuilder(runtime);
  const left = barPages().map(({ id }) => placeOf(id));
  let stop: () => void;
  const next = (): void => {
    const { past, columns: width, rows: height } = store.getState();
    if (past !== undefined || !isDue()) {
      stop = clock.setTimer(next, patience);
      return;
    }
    const at = left.shift();
    if (!at) return;
    const scene = build(at);
    if (scene.context.overview.fleet.connections.length > longest) return;
    scene.view.draw(scene.model, { ...scene.context, width, height, panes: paneViews(scene) });
    stop = clock.setTimer(next, pause);
  };
  stop = clock.setTimer(next, patience);
  return () => stop();
}
