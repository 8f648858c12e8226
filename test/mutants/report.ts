import { type Mutant, told } from './mutate.ts';

/** What became of a mutant. */
export interface Verdict {
  readonly mutant: Mutant;
  /** The test file that noticed it; undefined for a survivor. */
  readonly by?: string;
  readonly timedOut?: boolean;
  /** Test files that were run. */
  readonly tests: number;
}

const percent = (part: number, all: number) => (all === 0 ? '–' : `${((100 * part) / all).toFixed(0)}%`);

/** `workspace` of `source/workspace/privacy/fields.ts`. */
export const folderOf = (path: string): string => path.split('/')[1]!.replace(/\.tsx?$/, '');

/** Killed and all by folder, as lines of a table, and all together in the last one. */
export function table(verdicts: readonly Verdict[]): readonly string[] {
  const folders = [...Map.groupBy(verdicts, ({ mutant }) => folderOf(mutant.path))].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const line = (name: string, some: readonly Verdict[]) => {
    const killed = some.filter(({ by }) => by !== undefined).length;
    const timedOut = some.filter(({ timedOut }) => timedOut).length;
    return [name, killed, timedOut, some.length - killed, some.length, percent(killed, some.length)].map(String);
  };
  const rows = [
    ['folder', 'killed', 'timed out', 'survived', 'all', 'rate'],
    ...folders.map(([name, some]) => line(name, some)),
    line('all', verdicts),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '),
  );
}

/** Each survivor with its place and its change. @param read gives a file's text */
export const survivors = (verdicts: readonly Verdict[], read: (path: string) => string): readonly string[] =>
  verdicts
    .filter(({ by }) => by === undefined)
    .map(
      ({ mutant, tests }) =>
        `${mutant.path}:${mutant.line}  ${mutant.kind}, ${tests} test files\n    ${told(read(mutant.path), mutant)}`,
    );
