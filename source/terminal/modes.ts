import { writeSync } from 'node:fs';
import onExit from 'signal-exit';

/** One terminal mode that segtop switches itself, with the sequence that undoes it. */
export interface Mode {
  readonly on: string;
  readonly off: string;
}

/**
 * No automatic wrap at the right edge: a row that a terminal draws wider than we measured is cut there instead of
 * pushing every row below it down.
 */
export const noAutowrap: Mode = { on: '\u001b[?7l', off: '\u001b[?7h' };
/** The wheel sends arrow keys on the alternate screen, and text can still be selected. */
export const wheelAsArrows: Mode = { on: '\u001b[?1007h', off: '\u001b[?1007l' };
/** The terminal keeps its own window title until segtop ends (xterm window operations 22 and 23). */
export const keptTitle: Mode = { on: '\u001b[22;2t', off: '\u001b[23;2t' };

/**
 * The modes that are on. Only modes that Ink does not know are switched here: alternate screen, raw mode and cursor are
 * Ink's, which restores them on every kind of exit.
 */
export interface Modes {
  enable(mode: Mode): void;
  /** Undoes all modes for a while, such as before a pager. */
  pause(): void;
  /** Switches them on again. */
  resume(): void;
  /** Undoes all modes for good; calling it twice does nothing more. */
  end(): void;
}

export interface ModesHost {
  /** Writes at once: nothing asynchronous happens any more while a process exits. */
  readonly write: (sequence: string) => void;
  /** Registers what runs when the process exits for whatever reason. */
  readonly onExit: (run: () => void) => void;
}

/** The terminal of this process. */
export const processHost: ModesHost = {
  write: (sequence) => {
    try {
      writeSync(process.stdout.fd, sequence);
    } catch {
      // The terminal is gone; there is nothing left to restore.
    }
  },
  // Signals too: the same package restores Ink's modes, and two of its kind would each wait for the other.
  onExit: (run) => onExit(run),
};

export function createModes({ write, onExit }: ModesHost = processHost): Modes {
  const enabled: Mode[] = [];
  let registered = false;
  const undo = (): void => {
    if (enabled.length > 0)
      write(
        enabled
          .map(({ off }) => off)
          .reverse()
          .join(''),
      );
  };
  const end = (): void => {
    undo();
    enabled.length = 0;
  };
  return {
    enable(mode) {
      if (enabled.includes(mode)) return;
      if (!registered) onExit(end);
      registered = true;
      enabled.push(mode);
      write(mode.on);
    },
    pause: undo,
    resume() {
      if (enabled.length > 0) write(enabled.map(({ on }) => on).join(''));
    },
    end,
  };
}
