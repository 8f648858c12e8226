import { asciiOf, asciiText } from '../../domain/ascii.ts';
import { difference, type Pen, type Send, sendAsIs } from './diff.ts';
import { Grid, unknownCell } from './grid.ts';
import { Interpreter, type Measure } from './interpreter.ts';
import { transition } from './style.ts';

/** The part of a terminal's output stream that is used here. */
export interface Target {
  readonly columns: number;
  readonly rows: number;
  write(output: string): boolean;
}

const beginFrame = '\u001b[?2026h';
const endFrame = '\u001b[?2026l';
const openScreen = '\u001b[?1049h';
const closeScreen = '\u001b[?1049l';
const showCursor = '\u001b[?25h';
/** From this size on a frame is marked, so that no terminal shows half of it. */
const markedFrom = 256;
/** How long a frame of Ink may take to come after rows were released; it draws nothing where its own frame did not change. */
const releaseMs = 20;

/**
 * Output that reaches the terminal as the least that a cell diff needs. On the alternate screen everything written is
 * played into a grid; at the end of each frame only the cells that changed are sent, in one write. Elsewhere output passes as it is.
 *
 * Whole rows can be shown past the writer, on a grid of their own: while they are, what is written changes only what the writer
 * believes to be on the screen, and is seen once the rows are released.
 */
export class CellDiff {
  readonly #target: Target;
  readonly #measure: Measure;
  readonly #send: Send;
  readonly #sendText: (text: string) => string;
  readonly #interpreter: Interpreter;
  #rows: RowGrid | undefined;
  #releasing: NodeJS.Timeout | undefined;
  #shown: Grid;
  #open = false;
  #ended = false;
  #inFrame = false;
  #reopened = false;
  readonly #pen: Pen = { row: undefined, column: 0, style: '' };

  /** @param ascii whether only ASCII may reach the terminal */
  constructor(target: Target, measure: Measure, ascii = false) {
    this.#send = ascii ? asciiOf : sendAsIs;
    this.#sendText = ascii ? (text) => asciiText(text, measure) : (text) => text;
    this.#target = target;
    this.#measure = measure;
    this.#interpreter = new Interpreter(target.columns, target.rows, measure);
    this.#shown = new Grid(target.columns, target.rows, unknownCell);
  }

  write(output: string): boolean {
    if (this.#ended) return true;
    if (!this.#open && !output.includes(openScreen)) return this.#target.write(this.#sendText(output));
    this.#fitSize();
    this.#interpreter.play(output, (raw) => this.#pass(raw));
    if (this.#releasing && this.#interpreter.touched.size > 0) this.#drop();
    if (this.#open && !this.#inFrame) this.#flush();
    return true;
  }

  /**
   * Nothing passes any more.
   * @returns what leaves the alternate screen with a cursor, where it is open: whoever asks writes it, and at once
   */
  end(): string {
    const isOpen = this.#open && !this.#ended;
    this.#ended = true;
    return isOpen ? closeScreen + showCursor : '';
  }

  /**
   * Shows these rows instead of what is written, until they are released.
   * @param lines each as wide as the screen, ending in plain style
   */
  show(lines: readonly string[]): void {
    clearTimeout(this.#releasing);
    this.#releasing = undefined;
    this.#fitSize();
    this.#rows ??= new RowGrid(this.#target, this.#measure);
    this.#rows.set(lines);
    this.#reopened = false;
    if (this.#open && !this.#inFrame) this.#flush();
  }

  /** What is written is on the screen again, from its next frame on. */
  release(): void {
    if (!this.#rows || this.#releasing) return;
    this.#releasing = setTimeout(() => this.settle(), releaseMs);
  }

  /** Ends the waiting for a frame after a release. */
  settle(): void {
    if (!this.#releasing) return;
    this.#drop();
    if (this.#open && !this.#inFrame) this.#flush();
  }

  #drop(): void {
    clearTimeout(this.#releasing);
    this.#releasing = undefined;
    this.#rows = undefined;
    this.#interpreter.touchAll();
  }

  /** Forgets what the terminal shows: the next frame paints every cell. */
  invalidate(): void {
    if (this.#ended) return;
    this.#fitSize();
    this.#forget();
    if (this.#open && !this.#inFrame) this.#flush();
  }

  /** What the terminal did with the screen when its size changed is unknown: some keep it, some wrap it, some clear it. */
  #fitSize(): void {
    const { columns, rows } = this.#target;
    const { grid } = this.#interpreter;
    if (grid.columns === columns && grid.height === rows) return;
    this.#interpreter.resize(columns, rows);
    this.#rows?.resize(columns, rows);
    this.#forget();
  }

  #forget(): void {
    this.#shown = new Grid(this.#target.columns, this.#target.rows, unknownCell);
    this.#pen.row = undefined;
    this.#interpreter.touchAll();
    this.#rows?.player.touchAll();
  }

  #pass(raw: string): void {
    if (raw === beginFrame) this.#inFrame = true;
    else if (raw === endFrame) this.#inFrame = false;
    else {
      if (this.#open) this.#flush();
      if (raw === openScreen) this.#enter();
      if (raw === closeScreen) this.#open = false;
      this.#target.write(this.#sendText(raw));
      this.#pen.row = undefined;
    }
  }

  /** A freshly opened alternate screen is blank. */
  #enter(): void {
    this.#open = true;
    this.#interpreter.clear(this.#target.columns, this.#target.rows);
    this.#forget();
    if (this.#rows) this.#interpreter.touched.clear();
    this.#reopened = this.#rows !== undefined;
  }

  #flush(): void {
    if (this.#ended) return;
    // Whoever opens the screen again sets its modes before it draws.
    if (this.#reopened && this.#interpreter.touched.size === 0) return;
    this.#reopened = false;
    const { touched, grid } = this.#rows?.player ?? this.#interpreter;
    if (touched.size === 0) return;
    const output = difference(this.#shown, grid, touched, this.#pen, this.#send) + transition(this.#pen.style, '');
    this.#pen.style = '';
    touched.clear();
    if (output === '') return;
    // Whatever is written next, by any part of the program, starts without a style.
    this.#target.write(output.length < markedFrom ? output : `${beginFrame}${output}${endFrame}`);
  }
}

/** Rows as cells; a row that is the same text as before is not played again. */
class RowGrid {
  readonly player: Interpreter;
  #lines: readonly string[] = [];

  constructor({ columns, rows }: Target, measure: Measure) {
    this.player = new Interpreter(columns, rows, measure);
    this.player.touchAll();
  }

  set(lines: readonly string[]): void {
    const { player } = this;
    for (let row = 0; row < player.grid.height; row += 1) {
      const line = lines[row] ?? '';
      if (line === this.#lines[row]) continue;
      player.row = row;
      player.column = 0;
      player.style = '';
      player.touched.add(row);
      player.play(line, () => undefined);
      if (player.column < player.grid.columns) player.grid.erase(row, player.column, player.grid.columns);
    }
    this.#lines = lines;
  }

  resize(columns: number, rows: number): void {
    this.player.resize(columns, rows);
    // Not left to the rows that are shown next: a size that is taken back before anybody has drawn for it brings none.
    const lines = this.#lines;
    this.#lines = [];
    this.set(lines);
  }
}

/** The stream to hand to Ink: like the real one in everything but `write`. */
export function diffingStdout(
  real: NodeJS.WriteStream,
  measure: Measure,
  ascii = false,
): { readonly stdout: NodeJS.WriteStream; readonly diff: CellDiff } {
  const diff = new CellDiff(real, measure, ascii);
  const write = (chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
    const written = diff.write(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    const callback = typeof encoding === 'function' ? encoding : done;
    if (typeof callback === 'function') queueMicrotask(() => callback());
    return written;
  };
  const stdout = new Proxy(real, {
    get(target, name) {
      if (name === 'write') return write;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { stdout, diff };
}
