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
/** Buttons and wheel are reported, in the form that knows screens of any size; text can be selected with Shift held. */
export const mouseReports: Mode = { on: '\u001b[?1000h\u001b[?1006h', off: '\u001b[?1006l\u001b[?1000l' };
/** The terminal keeps its own window title until segtop ends (xterm window operations 22 and 23). */
export const keptTitle: Mode = { on: '\u001b[22;2t', off: '\u001b[23;2t' };

/** The modes that are on. */
export interface Modes {
  enable(mode: Mode): void;
  /** Undoes one mode; nothing where it is not on. */
  disable(mode: Mode): void;
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

/** A terminal that takes nothing for this long, ms, while a process wants to end, is stopped or gone. */
const longestFull = 1_000;
const pause = 5;

/**
 * Writes all of it before it returns, also where another program has made the output one that refuses what does not fit at once.
 * @param put takes what it can and says how much, as `writeSync` does
 */
export function writeWhole(
  text: string,
  put: (bytes: Uint8Array) => number = (bytes) => writeSync(process.stdout.fd, bytes),
): void {
  let rest: Uint8Array = Buffer.from(text);
  for (let waited = 0; rest.length > 0 && waited < longestFull; ) {
    try {
      rest = rest.subarray(put(rest));
    } catch (thrown) {
      // Any other failure means that the terminal is gone, so there is nothing left to write to.
      if ((thrown as NodeJS.ErrnoException).code !== 'EAGAIN') return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
      waited += pause;
    }
  }
}

/** The terminal of this process. */
export const processHost: ModesHost = {
  write: (sequence) => writeWhole(sequence),
  // Signals too: the same package restores Ink's modes, and two of its kind would each wait for the other.
  onExit: (run) => onExit(run),
};

/** @param leaving what else has to be written to leave the terminal as it was found, and is so once */
export function createModes({ write, onExit }: ModesHost = processHost, leaving: () => string = () => ''): Modes {
  const enabled: Mode[] = [];
  let registered = false;
  let paused = false;
  const send = (sequence: string): void => {
    if (sequence !== '') write(sequence);
  };
  const undone = (): string =>
    paused
      ? ''
      : enabled
          .map(({ off }) => off)
          .reverse()
          .join('');
  const end = (): void => {
    // In one piece: a signal that comes in between would leave half of it.
    send(undone() + leaving());
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
    disable(mode) {
      const at = enabled.indexOf(mode);
      if (at < 0) return;
      enabled.splice(at, 1);
      if (!paused) write(mode.off);
    },
    write(sequence) {
      if (!paused) write(sequence);
    },
    pause() {
      send(undone());
      paused = true;
    },
    resume() {
      if (!paused) return;
      paused = false;
      send(enabled.map(({ on }) => on).join(''));
    },
    end,
  };
}
