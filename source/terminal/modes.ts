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
/** Pasted text is told apart from typed keys. */
export const bracketedPaste: Mode = { on: '\u001b[?2004h', off: '\u001b[?2004l' };
/** The terminal keeps its own window title until segtop ends (xterm window operations 22 and 23). */
export const keptTitle: Mode = { on: '\u001b[22;2t', off: '\u001b[23;2t' };

/**
 * The modes that are on. Only modes that Ink does not know are switched here: alternate screen and cursor are Ink's, which
 * restores them on every kind of exit.
 */
export interface Modes {
  enable(mode: Mode): void;
  /** Writes what changes no mode, such as a bell; nothing while the modes are paused, when the terminal is somebody else's. */
  write(sequence: string): void;
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
      // The terminal is gone, so there is nothing left to restore.
    }
  },
  // Signals too: the same package restores Ink's modes, and two of its kind would each wait for the other.
  onExit: (run) => onExit(run),
};

export function createModes({ write, onExit }: ModesHost = processHost): Modes {
  const enabled: Mode[] = [];
  let registered = false;
  let paused = false;
  const all = (modes: readonly Mode[], way: keyof Mode): void => {
    if (modes.length > 0) write(modes.map((mode) => mode[way]).join(''));
  };
  const undo = (): void => {
    if (!paused) all([...enabled].reverse(), 'off');
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
      if (!paused) write(mode.on);
    },
    write(sequence) {
      if (!paused) write(sequence);
    },
    pause() {
      undo();
      paused = true;
    },
    resume() {
      if (!paused) return;
      paused = false;
      all(enabled, 'on');
    },
    end,
  };
}
