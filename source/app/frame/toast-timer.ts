import type { AppStore, Toast } from '../../state/store.ts';
import type { Clock } from '../../workspace/polling/clock.ts';

/** Takes a message away by itself, also when nothing else changes: what it offers (`u undoes`) is over then. */
export class ToastTimer {
  readonly #store: AppStore;
  readonly #clock: Clock;
  #toast: Toast | undefined;
  #stop: (() => void) | undefined;

  constructor(store: AppStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Sets the timer for the current message and cancels that of an older one. */
  follow(): void {
    const { toast } = this.#store.getState();
    if (toast === this.#toast) return;
    this.stop();
    this.#toast = toast;
    if (!toast) return;
    const left = Math.max(0, toast.until - this.#clock.now());
    this.#stop = this.#clock.setTimer(() => this.#store.setState({ toast: undefined }), left);
  }

  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}
