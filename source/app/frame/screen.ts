import type { Sight } from '../../actions/environment.ts';
import type { AppState } from '../../state/store.ts';
import { screenPainter } from '../../theme/paint.ts';
import type { Need } from '../../workspace/polling/resource.ts';
import { refused } from '../../workspace/resources/refused.ts';
import { paneViews, type Scene, sceneBuilder } from '../scene/context.ts';
import type { Runtime } from '../scene/runtime.ts';
import { sightOf } from '../scene/sight.ts';
import { barNeeds } from './chrome.ts';
import { FollowUp } from './follow-up.ts';
import { FramePace } from './frame-pace.ts';
import { laidPage, overPage } from './laid-page.ts';
import { LastLooks } from './last-looks.ts';
import { Layers } from './layers.ts';
import { RowNews } from './row-news.ts';
import { startPane, withOffsets } from './settled.ts';
import { type Painter, Showing, type Shown } from './shown.ts';
import { ToastTimer } from './toast-timer.ts';
import { topRows } from './top.ts';
import { Wanted } from './wanted.ts';

/**
 * The whole screen as a value. Recomputed on every change of state or data; listeners are called only when a painted row
 * differs, so that polling without news costs no frame.
 */
export class Screen {
  readonly #runtime: Runtime;
  readonly #build: () => Scene;
  readonly #sight: Sight;
  readonly #showing = new Showing();
  readonly #layers = new Layers();
  #scene: Scene;
  #settling = false;
  #batching = false;
  #dirty = false;
  /** What the screen asks for, while it has not been drawn since. */
  #unseen: readonly Need[] | undefined;
  readonly pace: FramePace;
  readonly #wanted: Wanted;
  #pageRows: number | undefined;
  readonly #news = new RowNews();
  readonly #paint = screenPainter();
  readonly #followUp: FollowUp;
  readonly #looks = new LastLooks();
  readonly #toasts: ToastTimer;
  readonly #unfollow: () => void;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
    this.pace = new FramePace(runtime.clock);
    this.#build = sceneBuilder(runtime);
    this.#sight = sightOf(runtime, () => this.scene);
    this.#toasts = new ToastTimer(runtime.store, runtime.clock);
    this.#wanted = new Wanted(
      runtime,
      () => this.scene,
      () => this.update(),
      () => this.pace.isBusy,
    );
    this.#followUp = new FollowUp(runtime.clock, () => this.update());
    this.#scene = this.#build();
    this.#unfollow = runtime.store.subscribe(() => {
      if (this.#settling) return;
      if (this.#batching) this.#dirty = true;
      else this.update();
    });
  }

  readonly subscribe = this.#showing.subscribe;

  /** For whoever draws what lies over the rows: called when rows have to be drawn by it, or it has to take away what it drew. */
  readonly subscribeLayers = this.#showing.subscribeLayers;

  /** What the mouse asks for what is where. */
  get layers(): Layers {
    this.#drawUnseen();
    return this.#layers;
  }

  /** From now on rows go straight to the terminal while nothing lies over them. */
  paintOn(painter: Painter): void {
    this.#showing.painter = painter;
  }

  /** What is to be seen; drawn now where nobody has looked since the last change. */
  readonly get = (): Shown => this.#drawUnseen();

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
    this.pace.heard();
    const before = this.#runtime.store.getState();
    this.#batching = true;
    try {
      run();
    } finally {
      this.#batching = false;
      if (before !== this.#runtime.store.getState() && !this.#recall()) {
        if (this.#showing.painter) this.#followUp.hurry();
        this.update(true);
      }
    }
  }

  /** Shows a place that was come back to as it was, until it is drawn. */
  #recall(): boolean {
    const { store, palette, clock } = this.#runtime;
    const look = this.#showing.painter && this.#looks.recall(store.getState(), palette, clock.now());
    if (!look) return false;
    this.#dirty = true;
    this.#unseen = undefined;
    this.#pageRows = look.pageRows;
    this.#layers.laid(look.page, undefined, undefined, look.shown.columns, look.shown.rows);
    this.#showing.show(look.shown);
    this.#followUp.owe();
    return true;
  }

  /** Rows that page keys jump by. */
  get pageHeight(): number {
    this.#drawUnseen();
    return this.#pageRows ?? Math.max(1, this.#runtime.store.getState().rows - 6);
  }

  /** Computes the screen anew, tells the poller what it needs, and the listeners if it looks different; at once where that is awaited. */
  update(isAwaited = false): void {
    this.#dirty = false;
    this.#scene = this.#build();
    const start = startPane(this.#scene, this.#runtime.store.getState());
    if (start) {
      this.#settle(start);
      this.#scene = this.#build();
    }
    const needs = this.#wanted.follow(barNeeds(), refused(this.#scene.context.read));
    this.#toasts.follow();
    this.#unseen = needs;
    const { overview } = this.#scene.context;
    if (this.#showing.isSeen) this.pace.draw(overview, needs, isAwaited, () => void this.#drawUnseen());
  }

  #drawUnseen(): Shown {
    const needs = this.#unseen;
    this.#unseen = undefined;
    if (needs) this.#showing.show(this.#draw(needs));
    return this.#showing.shown;
  }

  /** Follows nothing any more and stops its timers: what cannot be saved at the end would set one, and hold up the exit. */
  stop(): void {
    this.#unfollow();
    this.#toasts.stop();
    this.#wanted.stop();
    this.#followUp.stop();
    this.pace.stop();
  }

  #draw(needs: readonly Need[]): Shown {
    const { store, palette, clock } = this.#runtime;
    const state = store.getState();
    const { columns: width, rows: height } = state;
    const scene = this.#scene;
    const top = topRows(this.#runtime, scene, needs, width, height);
    const bodyHeight = Math.max(1, height - top.length - 1);
    const { block, offsets, pageRows } = scene.view.draw(scene.model, {
      ...scene.context,
      width,
      height: bodyHeight,
      panes: paneViews(scene),
      news: this.#news.of(scene, needs, state),
      aside: this.#followUp.aside,
    });
    const isOwed = this.#followUp.drawn();
    this.#pageRows = pageRows;
    // Scroll positions that drawing settled are kept without another frame.
    const kept = offsets && withOffsets(state, offsets);
    if (kept) this.#settle(kept);
    const parts = { runtime: this.#runtime, sight: this.#sight, scene, state };
    const { page, loading } = laidPage(parts, top, block);
    const { open, over } = overPage(parts);
    const screen = this.#layers.laid(page, over, open, width, height);
    const overlay = open?.of.component ? open.data : undefined;
    const shown = { lines: this.#paint(screen, width, palette), overlay, loading, columns: width, rows: height };
    this.#looks.keep(store.getState(), palette, clock.now(), { shown, page, pageRows, isOwed });
    return shown;
  }

  #settle(change: Partial<AppState>): void {
    this.#settling = true;
    this.#runtime.store.setState(change);
    this.#settling = false;
  }
}
