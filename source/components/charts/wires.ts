/** Lines from the rows of one column to the rows of another, routed so that no two of them can be taken for one. */
import { t } from '../../domain/text.ts';
import { type Arms, boxLine, type Weight } from '../../theme/box-lines.ts';
import type { Span, Tone } from '../../theme/line.ts';

/** A row at the left joined with rows at the right. */
export interface Wire {
  readonly from: number;
  readonly to: readonly number[];
  readonly tone: Tone;
  readonly dashed: boolean;
}

/** What a cell belongs to: the way along its row to the lane, the lane, a turn of it, the way along the row of an end. */
type Part = 'stub' | 'lane' | 'turn-left' | 'turn-right' | 'turn-both' | 'branch';

interface Cell {
  readonly arms: Arms;
  readonly part: Part;
  readonly tone: Tone;
  readonly dashed: boolean;
  /** Another line passes under this one. */
  readonly crossed?: boolean | undefined;
}

/** The gutter between the columns: lines by row and column. */
export interface Wiring {
  readonly width: number;
  readonly height: number;
  readonly cells: ReadonlyMap<number, Cell>;
}

/** Columns between two lanes. */
const spacing = 2;

/** Which parts may lie over each other: lines that cross, that come from the same row, or that end in the same row. */
function compatible(there: Cell, part: Part): 'crossing' | 'joint' | undefined {
  if (there.crossed) return undefined;
  const isAcross = (one: Part) => one === 'stub' || one === 'branch';
  if ((there.part === 'lane' && isAcross(part)) || (part === 'lane' && isAcross(there.part))) return 'crossing';
  const sameStart = (one: Part) => one === 'stub' || one === 'turn-left';
  const sameEnd = (one: Part) => one === 'branch' || one === 'turn-right';
  const bothTurn = !isAcross(there.part) && !isAcross(part);
  return !bothTurn && ((sameStart(there.part) && sameStart(part)) || (sameEnd(there.part) && sameEnd(part)))
    ? 'joint'
    : undefined;
}

interface Piece {
  readonly x: number;
  readonly y: number;
  readonly arms: Arms;
  readonly part: Part;
}

const across = (weight: Weight): Arms => ({ up: 0, right: weight, down: 0, left: weight });

interface Course {
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly lane: number;
  readonly weight: Weight;
  /** The lane runs on past the first and the last row. */
  readonly above?: boolean;
  readonly below?: boolean;
}

/** The cells of a line. */
function pieces({ left, right, lane, weight, above = false, below = false }: Course, width: number, height: number) {
  const top = above ? 0 : Math.min(...left, ...right);
  const bottom = below ? height - 1 : Math.max(...left, ...right);
  const has = (there: boolean): Weight => (there ? weight : 0);
  const run = (y: number, from: number, to: number, part: Part): Piece[] =>
    Array.from({ length: to - from }, (_, index) => ({ x: from + index, y, arms: across(weight), part }));
  return Array.from({ length: bottom - top + 1 }, (_, index): Piece[] => {
    const y = top + index;
    const [isStart, isEnd] = [left.includes(y), right.includes(y)];
    const arms = { up: has(y > top || above), right: has(isEnd), down: has(y < bottom || below), left: has(isStart) };
    return [
      { x: lane, y, arms, part: turnOf(isStart, isEnd) },
      ...(isStart ? run(y, 0, lane, 'stub') : []),
      ...(isEnd ? run(y, lane + 1, width, 'branch') : []),
    ];
  }).flat();
}

function turnOf(isStart: boolean, isEnd: boolean): Part {
  if (isStart) return isEnd ? 'turn-both' : 'turn-left';
  return isEnd ? 'turn-right' : 'lane';
}

/** How a line fits into a lane: the ends it can be led to, and how many others it crosses. */
function tried(cells: ReadonlyMap<number, Cell>, { from, to }: Wire, lane: number, width: number) {
  const meets = (x: number, y: number, part: Part) => {
    const there = cells.get(y * width + x);
    return there ? (compatible(there, part) ?? 'conflict') : 'free';
  };
  let crossed = 0;
  for (let x = 0; x < lane; x += 1) {
    const met = meets(x, from, 'stub');
    if (met === 'conflict') return undefined;
    if (met === 'crossing') crossed += 1;
  }
  const reach = (step: 1 | -1): number => {
    const furthest = step > 0 ? Math.max(from, ...to) : Math.min(from, ...to);
    for (let y = from + step; step * y <= step * furthest; y += step) {
      const met = meets(lane, y, to.includes(y) ? 'turn-right' : 'lane');
      if (met === 'conflict') return y - step;
      if (met === 'crossing') crossed += 1;
    }
    return furthest;
  };
  const own = meets(lane, from, to.includes(from) ? 'turn-both' : 'turn-left');
  if (own === 'conflict') return undefined;
  const [lowest, highest] = [reach(-1), reach(1)];
  const ends = to.filter((y) => {
    if (y < lowest || y > highest) return false;
    for (let x = lane + 1; x < width; x += 1) if (meets(x, y, 'branch') === 'conflict') return false;
    return true;
  });
  return { ends, crossed };
}

interface Way {
  readonly lane: number;
  readonly ends: readonly number[];
  readonly cost: number;
}

/**
 * Where a line should have its lane, 0 at the left to 1 at the right: left of those that end in the row it starts in, and right of
 * those that start in rows it ends in, so that they meet nowhere.
 */
function preferred(wire: Wire, wires: readonly Wire[]): number {
  let left = 1;
  let right = 1;
  for (const other of wires) {
    if (other.from === wire.from) continue;
    if (other.to.includes(wire.from)) left += 1;
    if (wire.to.includes(other.from)) right += 1;
  }
  return right / (left + right);
}

/** Two lines in one cell: arms of a joint are joined; of a crossing the one that was there stays above. */
function laid(there: Cell | undefined, piece: Piece, { tone, dashed }: Wire): Cell {
  const { arms, part } = piece;
  if (!there) return { arms, part, tone, dashed };
  if (compatible(there, part) === 'crossing') return { ...there, crossed: true };
  const joined = (side: keyof Arms) => Math.max(there.arms[side], arms[side]) as Weight;
  return {
    ...there,
    arms: { up: joined('up'), right: joined('right'), down: joined('down'), left: joined('left') },
    part: there.part.startsWith('turn') ? there.part : part,
  };
}

/**
 * Routes lines through a gutter of this size: each along its row to a lane, up and down that, and along the rows of its ends.
 * Lines are placed in the order given, the most important first; an end that could be reached only along another line
 * is left out.
 */
export function routed(wires: readonly Wire[], width: number, height: number): Wiring {
  const cells = new Map<number, Cell>();
  const lanes: number[] = [];
  for (let x = 1; x < width - 1; x += spacing) lanes.push(x);
  for (const wire of wires) {
    const wanted = preferred(wire, wires) * (width - 1);
    let best: Way | undefined;
    for (const lane of lanes) {
      const found = tried(cells, wire, lane, width);
      if (!found || found.ends.length === 0) continue;
      const cost = found.crossed + Math.abs(lane - wanted);
      const gain = found.ends.length - (best?.ends.length ?? 0);
      if (gain > 0 || (gain === 0 && cost < best!.cost)) best = { lane, ends: found.ends, cost };
    }
    if (!best) continue;
    for (const piece of pieces({ left: [wire.from], right: best.ends, lane: best.lane, weight: 1 }, width, height)) {
      const at = piece.y * width + piece.x;
      cells.set(at, laid(cells.get(at), piece, wire));
    }
  }
  return { width, height, cells };
}

/** Rows at the right that are joined with something no line was led from: an open end says so. */
export function withOpenEnds(wiring: Wiring, right: Iterable<number>): Wiring {
  const cells = new Map(wiring.cells);
  for (const y of right) {
    const at = y * wiring.width + wiring.width - 1;
    const arms: Arms = { up: 0, right: 1, down: 0, left: 0 };
    if (!cells.has(at)) cells.set(at, { arms, part: 'branch', tone: 'dim', dashed: false });
  }
  return { ...wiring, cells };
}

/** A line that lies above all others, heavy: from one row to many, or from many to one. */
export interface LitWire {
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** One row at the left leads to those at the right, not many to one. */
  readonly fans: boolean;
  /** The way that all ends share. */
  readonly tone: Tone;
  /** The way of one end alone, by its row. */
  end(y: number): { readonly tone: Tone; readonly dashed: boolean };
  readonly above: boolean;
  readonly below: boolean;
}

/** The gutter with one line lit; its lane is next to the side where it ends in many rows. */
export function withLit(wiring: Wiring, wire: LitWire): Wiring {
  const { width, height } = wiring;
  const { left, right, fans, tone, above, below } = wire;
  if (left.length + right.length === 0 || width < 3) return wiring;
  const cells = new Map(wiring.cells);
  const course: Course = { left, right, lane: fans ? width - 2 : 1, weight: 2, above, below };
  for (const piece of pieces(course, width, height)) {
    const ends = piece.part === (fans ? 'branch' : 'stub');
    const look = ends ? wire.end(piece.y) : { tone, dashed: false };
    cells.set(piece.y * width + piece.x, { ...piece, ...look });
  }
  return { ...wiring, cells };
}

/** One row of the gutter, in spans of one tone. */
export function wiringRow({ width, cells }: Wiring, y: number): Span[] {
  const spans: Span[] = [];
  for (let x = 0; x < width; x += 1) {
    const cell = cells.get(y * width + x);
    const text = cell ? boxLine(cell.arms, cell.dashed) : t` `;
    const last = spans.at(-1);
    if (last && (!cell || last.tone === cell.tone)) spans[spans.length - 1] = { ...last, text: t`${last.text}${text}` };
    else spans.push({ text, tone: cell?.tone });
  }
  return spans;
}
