import { EventEmitter } from 'node:events';
import xterm, { type IBufferCell } from '@xterm/headless';
import type { Cell, Colour } from '../../../source/terminal/picture/cell.ts';
import { clusterWidths } from './widths.ts';

export type { Cell, Colour } from '../../../source/terminal/picture/cell.ts';

/** A terminal in memory. */
export interface Emulator {
  readonly cols: number;
  readonly rows: number;
  /** Takes bytes from the program; the screen has them on return. */
  write(data: string): void;
  /** The screen: rows without their trailing blanks, joined by line feeds. */
  text(): string;
  /** One row without its trailing blanks; negative counts from the bottom. */
  line(y: number): string;
  cell(x: number, y: number): Cell;
  /** Every cell, by row. */
  cells(): readonly (readonly Cell[])[];
  readonly altScreen: boolean;
  readonly cursorHidden: boolean;
  readonly cursor: { readonly x: number; readonly y: number };
  /** Modes a program must leave as it found them. */
  readonly modes: { readonly autowrap: boolean; readonly bracketedPaste: boolean; readonly mouse: boolean };
  /** Everything written since the start, or since `forget()`. */
  raw(): string;
  forget(): void;
  /** How often the alternate screen scrolled: a full-screen program never lets it. */
  readonly scrolls: number;
  /** Rows that run over from the row above: text wider than the screen. */
  wrapped(): readonly number[];
  resize(cols: number, rows: number): void;
  /**
   * Resolves with the screen as soon as it matches (never in the middle of a synchronised frame).
   * Rejects with the screen as it is when nothing was written for `ms`, after three times as long in any case, or when the program
   * has ended without it: a busy machine makes a program slow, not silent.
   */
  waitFor(wanted: RegExp | ((screen: string) => boolean), ms?: number): Promise<string>;
  /** `data`: after each write; `reply`: bytes the terminal sends back (DA, DSR); `end`: nothing follows, and why. */
  readonly events: EventEmitter<{ data: [string]; reply: [string]; resize: []; end: [string] }>;
}

/** The parts of the emulator that its types keep to themselves: a write that is done on return, and the cursor's state. */
interface Core {
  writeSync(data: string): void;
  readonly coreService: { readonly isCursorHidden: boolean };
}

export interface EmulatorOptions {
  readonly cols?: number;
  readonly rows?: number;
  /** Counts widths as terminals of ten years ago did (Unicode 6), where emoji are narrow. */
  readonly oldWidths?: boolean;
}

/** A terminal in memory, on the engine of a real one. */
export function emulator({ cols = 80, rows = 24, oldWidths = false }: EmulatorOptions = {}): Emulator {
  const terminal = new xterm.Terminal({ cols, rows, allowProposedApi: true, logLevel: 'off', scrollback: 1000 });
  const core = (terminal as unknown as { readonly _core: Core })._core;
  const events: Emulator['events'] = new EventEmitter();
  let raw = '';
  let scrolls = 0;
  let inAlternate = false;
  let ended: string | undefined;

  if (!oldWidths) {
    terminal.unicode.register(clusterWidths);
    terminal.unicode.activeVersion = clusterWidths.version;
  }
  events.setMaxListeners(0);
  events.on('end', (why) => {
    ended = why;
  });
  terminal.onData((reply) => void events.emit('reply', reply));
  terminal.onScroll(() => {
    // The event also tells of the switch to the alternate screen itself.
    const alternate = terminal.buffer.active.type === 'alternate';
    if (alternate && inAlternate) scrolls += 1;
    inAlternate = alternate;
  });

  const rowAt = (y: number) => terminal.buffer.active.getLine(terminal.buffer.active.viewportY + y);
  // Up to the width only: after the terminal gets narrower, its rows keep what stood further right.
  const line = (y: number) => rowAt(y < 0 ? terminal.rows + y : y)?.translateToString(true, 0, terminal.cols) ?? '';
  const text = () => Array.from({ length: terminal.rows }, (_, y) => line(y).trimEnd()).join('\n');
  const cell = (x: number, y: number) => {
    const found = rowAt(y)?.getCell(x);
    if (found === undefined || x >= terminal.cols) throw new RangeError(`no cell at ${x},${y}`);
    return readCell(found);
  };

  return {
    get cols() {
      return terminal.cols;
    },
    get rows() {
      return terminal.rows;
    },
    write(data) {
      // Whoever measures a program does not want the time that the emulator takes to draw what it wrote.
      events.emit('bytes', data);
      raw += data;
      core.writeSync(data);
      events.emit('data', data);
    },
    text,
    line,
    cell,
    cells: () =>
      Array.from({ length: terminal.rows }, (_, y) => Array.from({ length: terminal.cols }, (_, x) => cell(x, y))),
    get altScreen() {
      return terminal.buffer.active.type === 'alternate';
    },
    get cursorHidden() {
      return core.coreService.isCursorHidden;
    },
    get cursor() {
      return { x: terminal.buffer.active.cursorX, y: terminal.buffer.active.cursorY };
    },
    get modes() {
      const { wraparoundMode, bracketedPasteMode, mouseTrackingMode } = terminal.modes;
      return { autowrap: wraparoundMode, bracketedPaste: bracketedPasteMode, mouse: mouseTrackingMode !== 'none' };
    },
    raw: () => raw,
    forget() {
      raw = '';
    },
    get scrolls() {
      return scrolls;
    },
    wrapped: () => Array.from({ length: terminal.rows }, (_, y) => y).filter((y) => rowAt(y)?.isWrapped === true),
    resize(newCols, newRows) {
      terminal.resize(newCols, newRows);
      events.emit('resize');
    },
    waitFor(wanted, ms = 10_000) {
      const matches = () => {
        const screen = text();
        return (typeof wanted === 'function' ? wanted(screen) : screen.search(wanted) >= 0) ? screen : undefined;
      };
      return new Promise((resolve, reject) => {
        const done = () => {
          clearTimeout(silence);
          clearTimeout(most);
          events.off('data', look);
          events.off('end', giveUp);
        };
        const look = () => {
          silence.refresh();
          const screen = terminal.modes.synchronizedOutputMode ? undefined : matches();
          if (screen === undefined) return;
          done();
          resolve(screen);
        };
        const giveUp = (why: string) => {
          done();
          reject(new Error(`the screen did not show ${wanted} ${why}:\n${framed(text(), terminal.cols)}`));
        };
        const silence = setTimeout(giveUp, ms, `in ${ms} ms`);
        const most = setTimeout(giveUp, 3 * ms, `in ${3 * ms} ms`);
        events.on('data', look);
        events.on('end', giveUp);
        look();
        if (ended !== undefined) giveUp(ended);
      });
    },
    events,
  };
}

function readCell(cell: IBufferCell): Cell {
  return {
    char: cell.getChars() || (cell.getWidth() === 0 ? '' : ' '),
    fg: colour(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor()),
    bg: colour(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor()),
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    italic: cell.isItalic() !== 0,
    underline: cell.isUnderline() !== 0,
    inverse: cell.isInverse() !== 0,
  };
}

function colour(isDefault: boolean, isRgb: boolean, value: number): Colour {
  if (isDefault) return undefined;
  return isRgb ? `#${value.toString(16).padStart(6, '0')}` : value;
}

/** A screen with a border, for messages. */
function framed(screen: string, cols: number): string {
  const rows = screen.split('\n').map((row) => `|${row.padEnd(cols)}|`);
  return [`+${'-'.repeat(cols)}+`, ...rows, `+${'-'.repeat(cols)}+`].join('\n');
}
