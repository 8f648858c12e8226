import type { Block } from '../../components/block.ts';
import type { Need } from '../../workspace/polling/resource.ts';
import type { Scene } from '../scene/context.ts';
import type { Runtime } from '../scene/runtime.ts';
import { banner, crumbs, pageBar } from './chrome.ts';
import { header } from './header.ts';
import { lostLine } from './lost-line.ts';
import { pastLine } from './past-line.ts';

/** Below this height the page bar folds away: chrome goes before data. */
const barFrom = 16;
const crumbsFrom = 20;
/** From this height on crumbs are shown on pages right under Home, too. */
const tallFrom = 30;

/** The rows above the page: header, page bar, crumbs, and what is wrong with reading. */
export function topRows(runtime: Runtime, scene: Scene, needs: readonly Need[], width: number, height: number): Block {
  const state = runtime.store.getState();
  const depth = state.stack.length;
  const deep = depth > 2 || (depth > 1 && height >= tallFrom);
  const rows = [
    header(runtime, scene, needs, width),
    height < barFrom
      ? undefined
      : deep && height < crumbsFrom
        ? crumbs(scene, state, width)
        : pageBar(scene, state, width),
    deep && height >= crumbsFrom ? crumbs(scene, state, width) : undefined,
    height >= barFrom ? pastLine(runtime, needs, width) : undefined,
    banner(runtime, scene),
    lostLine(scene, needs, state, width),
  ];
  return rows.filter((row) => row !== undefined);
}
