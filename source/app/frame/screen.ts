import type { Sight } from '../../actions/environment.ts';
import { type Block, clip } from '../../components/block.ts';
import { centred, overlaid } from '../../components/overlay.ts';
import type { AppState } from '../../state/store.ts';
import type { Line } from '../../theme/line.ts';
import { lineWidth } from '../../theme/line.ts';
import { paintAll } from '../../theme/paint.ts';
import type { Need } from '../../workspace/polling/resource.ts';
import { refused } from '../../workspace/resources/refused.ts';
import { opened } from '../overlays/registry.ts';
import { paneViews, type Scene, sceneBuilder } from '../scene/context.ts';
import type { Runtime } from '../scene/runtime.ts';
import { sightOf } from '../scene/sight.ts';
import { banner, barNeeds, crumbs, pageBar } from './chrome.ts';
import { footer } from './footer.ts';
import { header } from './header.ts';
import { lostLine } from './lost-line.ts';
import { asThen, pastLine } from './past-line.ts';
import { startPane, withOffsets } from './settled.ts';
import { type Painter, Showing, type Shown } from './shown.ts';
import { ToastTimer } from './toast-timer.ts';
import { Wanted } from './wanted.ts';

/** Below this height the page bar folds away: chrome goes before data. */
const barFrom = 16;
const crumbsFrom = 20;
/** From this height on crumbs are shown on pages right under Home, too. */
const tallFrom = 30;

/**
 * The whole screen as a value. Recomputed on every change of state or data; listeners are called only when a painted row
 * differs, so that polling without news costs no frame.
 */
export class Screen {
  readonly #runtime: Runtime;
  readonly #build: () => Scene;
  readonly #sight: Sight;
  readonly #showing = new Showing();
  #scene: Scene;
  #settling = false;
  #batching = false;
  #dirty = false;
  readonly #wanted: Wanted;
  #pageRows: number | undefined;
  readonly #toasts: ToastTimer;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
    this.#build = sceneBuilder(runtime);
    this.#sight = sightOf(runtime, () => this.#scene);
    this.#toasts = new ToastTimer(runtime.store, runtime.clock);
    this.#wanted = new Wanted(
      runtime,
      () => this.#needs(),
      () => this.update(),
    );
    this.#scene = this.#build();
    runtime.store.subscribe(() => {
      if (this.#settling) return;
      if (this.#batching) this.#dirty = true;
      else this.update();
    });
  }

  readonly subscribe = this.#showing.subscribe;

  /** For whoever draws what lies over the rows: called when rows have to be drawn by it, or it has to take away what it drew. */
  readonly subscribeLayers = this.#showing.subscribeLayers;

  /** From now on rows go straight to the terminal while nothing lies over them. */
  paintOn(painter: Painter): void {
    this.#showing.painter = painter;
  }

  readonly get = (): Shown => this.#showing.shown;

  /** The current scene; in the middle of a batch nothing of it has been painted yet. */
  get scene(): Scene {
    if (this.#dirty) {
      this.#dirty = false;
      this.#scene = this.#build();
    }
    return this.#scene;
  }

  /** Runs something that changes the state in several steps, and paints once. */
  batch(run: () => void): void {
    const before = this.#runtime.store.getState();
    this.#batching = true;
    try {
      run();
    } finally {
      this.#batching = false;
      this.#dirty = false;
      if (before !== this.#runtime.store.getState()) this.update();
    }
  }

  /** Rows that page keys jump by. */
  get pageHeight(): number {
    return this.#pageRows ?? Math.max(1, this.#runtime.store.getState().rows - 6);
  }

  /** Computes the screen anew, tells the poller what it needs, and the listeners if it looks different. */
  update(): void {
    this.#scene = this.#build();
    const start = startPane(this.#scene, this.#runtime.store.getState());
    if (start) {
      this.#settle(start);
      this.#scene = this.#build();
    }
    const needs = this.#wanted.follow(barNeeds(), refused(this.#scene.context.read));
    this.#toasts.follow();
    this.#showing.show(this.#draw(needs));
  }

  /** Stops its timers; it is not painted any more. */
  stop(): void {
    this.#toasts.stop();
    this.#wanted.stop();
  }

  #needs(): readonly Need[] {
    const { view, model, context } = this.#scene;
    const favorites = new Set(context.favorites.map(({ id }) => id));
    const needs = view.needs(model, context, { favorites, privacy: context.local.privacy });
    const state = this.#runtime.store.getState();
    const open = opened(state);
    const more = open?.of.needs?.(open.data, state.period) ?? [];
    // The same needs stay the same array: then there is nothing to plan anew.
    return more.length > 0 ? [...needs, ...more] : needs;
  }

  #draw(needs: readonly Need[]): Shown {
    const { store, palette, glyphs } = this.#runtime;
    const state = store.getState();
    const { columns: width, rows: height } = state;
    const scene = this.#scene;
    const alarm = banner(this.#runtime, scene);
    const depth = state.stack.length;
    const deep = depth > 2 || (depth > 1 && height >= tallFrom);
    const top: Line[] = [header(this.#runtime, scene, needs, width)];
    if (height >= barFrom)
      top.push(deep && height < crumbsFrom ? crumbs(scene, state, width) : pageBar(scene, state, width));
    if (deep && height >= crumbsFrom) top.push(crumbs(scene, state, width));
    if (height >= barFrom) {
      const past = pastLine(this.#runtime, needs, width);
      if (past) top.push(past);
    }
    for (const row of [alarm, lostLine(scene, needs, state.data, width)]) if (row) top.push(row);
    const bodyHeight = Math.max(1, height - top.length - 1);
    const { block, offsets, pageRows } = scene.view.draw(scene.model, {
      ...scene.context,
      width,
      height: bodyHeight,
      panes: paneViews(scene),
    });
    this.#pageRows = pageRows;
    this.#keepOffsets(offsets ?? {});
    let screen: Block = [
      ...top,
      ...clip(state.past === undefined ? block : asThen(block, state.past), width, bodyHeight),
      footer(this.#runtime, this.#sight, scene, state, width),
    ];
    const open = opened(state);
    const over = open?.of.draw?.(open.data, { scene, width, height, glyphs });
    if (over) {
      const at =
        open?.of.stands === 'foot'
          ? { left: 0, top: height - 1 - over.length }
          : centred(over, Math.max(0, ...over.map(lineWidth)), width, height);
      screen = overlaid(clip(screen, width, height), over, at, width);
    }
    return {
      lines: paintAll(screen.slice(0, height), width, palette),
      overlay: open?.of.component ? open.data : undefined,
      loading:
        scene.context.overview.flow.volume.status === 'loading' &&
        scene.context.overview.flow.volume.data === undefined &&
        !refused(scene.context.read),
      columns: width,
      rows: height,
    };
  }

  /** Scroll positions that drawing settled are kept without another frame. */
  #keepOffsets(offsets: Readonly<Record<string, number>>): void {
    const kept = withOffsets(this.#runtime.store.getState(), offsets);
    if (kept) this.#settle(kept);
  }

  #settle(change: Partial<AppState>): void {
    this.#settling = true;
    this.#runtime.store.setState(change);
    this.#settling = false;
  }
}
