import type { Sight } from '../../actions/environment.ts';
import { type Block, clip } from '../../components/block.ts';
import type { AppState } from '../../state/store.ts';
import { refused } from '../../workspace/resources/refused.ts';
import { keyNamesOf } from '../overlays/overlay.ts';
import { type Opened, opened } from '../overlays/registry.ts';
import type { Scene } from '../scene/context.ts';
import type { Runtime } from '../scene/runtime.ts';
import { footer } from './footer.ts';
import { asThen } from './past-line.ts';
import { spinnerWidth } from './shown.ts';

/** What a page is laid out of, and for. */
interface Parts {
  readonly runtime: Runtime;
  readonly sight: Sight;
  readonly scene: Scene;
  readonly state: AppState;
}

/**
 * The rows of the whole screen.
 * @param top the rows above the page
 * @param body what the page itself drew
 * @returns also whether nothing has been read yet, for which the footer leaves room
 */
export function laidPage({ runtime, sight, scene, state }: Parts, top: Block, body: Block) {
  const { columns: width, rows: height, past } = state;
  const { status, data } = scene.context.overview.flow.volume;
  const loading = status === 'loading' && data === undefined && !refused(scene.context.read);
  const room = Math.max(1, height - top.length - 1);
  const page: Block = [
    ...top,
    ...clip(past === undefined ? body : asThen(body, past), width, room),
    footer(runtime, sight, scene, state, loading ? width - spinnerWidth - 1 : width),
  ];
  return { page: clip(page, width, height), loading };
}

/** What lies over the page: its definition, and its rows where it draws them itself. */
export function overPage({ runtime, scene, state }: Parts): { open: Opened | undefined; over: Block | undefined } {
  const { columns: width, rows: height, keymap } = state;
  const { glyphs } = runtime;
  const open = opened(state);
  const names = keyNamesOf(keymap, glyphs.ascii);
  return { open, over: open?.of.draw?.(open.data, { scene, width, height, glyphs, names }) };
}
