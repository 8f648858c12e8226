import type { Row } from './numbers.ts';

/** What a measured row must keep to: at most so much of itself, or so many times another row of the same run. */
export interface Target {
  readonly row: string;
  readonly atMost: number;
  /** The row that `atMost` is a multiple of; itself in the row's own unit without it. */
  readonly of?: string;
}

export interface Verdict extends Target {
  /** In units of the row, or in multiples of the other one. */
  readonly value: number;
  /** Undefined when one of the two was not measured. */
  readonly isMet: boolean | undefined;
}

const echo = 'echo: key to paint, p50';
const bare = 'bare node -e 0';

/** What segtop promises of its speed: multiples of the same run wherever a machine could make the number. */
export const targets: readonly Target[] = [
  { row: 'pages: key to paint, p50', atMost: 5, of: echo },
  { row: 'pages: key to paint, p99', atMost: 16, of: echo },
  { row: 'pages: key to paint, p50', atMost: 0.6, of: 'gtop: key to paint, p50' },
  { row: 'pages: key to paint, p50', atMost: 0.5, of: 'btop: key to paint, p50' },
  { row: 'home: key to paint, p50', atMost: 5, of: echo },
  { row: 'home: key to paint, p99', atMost: 16, of: echo },
  { row: 'huge: keys while it loads, p50', atMost: 8, of: echo },
  { row: 'huge: keys while it loads, p99', atMost: 25, of: echo },
  { row: 'huge: key to paint, p50', atMost: 8, of: echo },
  { row: 'huge: key to paint, p99', atMost: 25, of: echo },
  { row: 'huge: key to paint, worst', atMost: 50, of: echo },
  { row: 'huge: filter, p99', atMost: 30, of: echo },
  { row: 'huge: home filled', atMost: 80, of: bare },
  { row: 'first complete frame', atMost: 4, of: bare },
  { row: 'first complete frame, from the store', atMost: 4, of: bare },
  { row: 'segtop --version', atMost: 1.3, of: bare },
  { row: 'segtop status --help', atMost: 1.3, of: bare },
  { row: 'segtop complete -- list so', atMost: 2, of: bare },
  { row: 'home: bytes over a cell diff, p50', atMost: 1.1 },
  { row: 'home: bytes over a cell diff, worst', atMost: 1.5 },
  { row: 'pages: bytes over a cell diff, p50', atMost: 1.1 },
  { row: 'idle processor', atMost: 0.2 },
  { row: 'idle output', atMost: 0 },
  { row: 'memory at rest', atMost: 110 },
  { row: 'memory after random keys', atMost: 150 },
  { row: 'huge: memory', atMost: 250 },
  { row: 'requests until the lists show', atMost: 6 },
  { row: 'requests until home is ranked', atMost: 80 },
  { row: 'requests afterwards', atMost: 25 },
  { row: '2,000 at 60 a minute: ranked whole', atMost: 240 },
];

/** Holds what was measured against every target; `rows` may lack parts that were not run. */
export function judged(rows: readonly Row[], held: readonly Target[] = targets): readonly Verdict[] {
  const measured = (name: string) => rows.find((row) => row.name === name)?.value ?? Number.NaN;
  return held.map((target) => {
    const value = measured(target.row) / (target.of === undefined ? 1 : measured(target.of));
    // Two digits are shown: what reads as the target meets it.
    const isMet = Number.isNaN(value) ? undefined : Math.round(value * 100) <= Math.round(target.atMost * 100);
    return { ...target, value, isMet };
  });
}

/** The verdicts as lines of a table: name, value, target, against what, and whether it is met. */
export function verdictCells(verdicts: readonly Verdict[]): readonly (readonly string[])[] {
  return [
    ['target', 'measured', 'at most', 'of', ''],
    ...verdicts.map(({ row, value, atMost, of, isMet }) => [
      row,
      Number.isNaN(value) ? '—' : `${value.toFixed(2)}${of === undefined ? '' : '×'}`,
      `${atMost}${of === undefined ? '' : '×'}`,
      of ?? '',
      isMet === undefined ? 'not measured' : isMet ? 'met' : 'MISSED',
    ]),
  ];
}
