import { type PtyTerminal, quiet } from '../harness/terminal/pty.ts';
import { leastBytes } from './cell-diff.ts';
import { percentile, type Row } from './numbers.ts';

/** A small frame is one bare write; a large one stands between marks that may arrive in several reads. */
const frameBegin = '\u001b[?2026h';
const frameEnd = '\u001b[?2026l';
/** A key that paints nothing by then paints nothing. */
const patience = 400;
/** Longer than the pause between two frames of one change. */
const restMs = 90;

/** What the keys of the round do; the bytes of a moved row and of a new screen have nothing in common. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  'row (j k)': ['j', 'k'],
  'panel (tab)': ['tab', 'shift+tab'],
  'period (t)': ['t'],
  'help (? esc)': ['?', 'esc'],
};

interface Press {
  readonly key: string;
  readonly ms: number | undefined;
  readonly bytes: number;
  readonly least: number;
}

/** Presses a key: the time to the end of the frame that answers it, its bytes, and the least these could have been. */
export async function measurePress(terminal: PtyTerminal, key: string): Promise<Press> {
  const before = terminal.cells();
  terminal.forget();
  const start = performance.now();
  const painted = new Promise<number | undefined>((resolve) => {
    let open = false;
    const look = (data: string) => {
      open = (open || data.includes(frameBegin)) && !data.includes(frameEnd);
      if (!open) finish(performance.now() - start);
    };
    const finish = (ms: number | undefined) => {
      clearTimeout(timer);
      terminal.events.off('bytes', look);
      resolve(ms);
    };
    const timer = setTimeout(() => finish(undefined), patience);
    terminal.events.on('bytes', look);
  });
  terminal.press(key);
  const ms = await painted;
  await quiet(terminal, restMs);
  return { key, ms, bytes: Buffer.byteLength(terminal.raw()), least: leastBytes(before, terminal.cells()) };
}

/** Presses every key in turn and sums up; keys that painted nothing are counted apart. */
export async function measureKeys(
  terminal: PtyTerminal,
  page: string,
  keys: readonly string[],
): Promise<readonly Row[]> {
  const all: Press[] = [];
  for (const key of keys) all.push(await measurePress(terminal, key));
  const painted = all.filter(({ ms, least }) => ms !== undefined && least > 0);
  const times = painted.map(({ ms }) => ms ?? Number.NaN);
  const ratios = painted.map(({ bytes, least }) => bytes / least);
  return [
    {
      name: `${page}: keys that painted`,
      value: painted.length,
      unit: 'keys',
      against: { value: all.length, what: 'pressed' },
    },
    { name: `${page}: key to paint, p50`, value: percentile(times, 0.5), unit: 'ms' },
    { name: `${page}: key to paint, p99`, value: percentile(times, 0.99), unit: 'ms' },
    ...Object.entries(kinds).flatMap(([kind, keysOf]) =>
      bytesRow(
        `${page}: bytes per key, ${kind}`,
        painted.filter(({ key }) => keysOf.includes(key)),
      ),
    ),
    ...bytesRow(`${page}: bytes per key, any`, painted),
    { name: `${page}: bytes over a cell diff, p50`, value: percentile(ratios, 0.5), unit: 'times' },
    { name: `${page}: bytes over a cell diff, worst`, value: percentile(ratios, 1), unit: 'times' },
  ];
}

/** Mean bytes of some presses against the mean least; no row when there were none. */
function bytesRow(name: string, presses: readonly Press[]): readonly Row[] {
  if (presses.length === 0) return [];
  const mean = (pick: (press: Press) => number) =>
    presses.reduce((total, press) => total + pick(press), 0) / presses.length;
  const least = mean((press) => press.least);
  return [
    {
      name,
      value: mean(({ bytes }) => bytes),
      unit: 'B',
      against: { value: least, what: 'cell diff' },
    },
  ];
}

/** What every page of a tour is asked: its rows, its panels, its first row opened and left. */
const onPage = ['j', 'j', 'j', 'k', 'tab', 'j', 'j', 'shift+tab', 'pgdn', 'pgup', 'enter', 'esc'];

/** Key to paint over the pages that digits open. */
export async function measurePages(terminal: PtyTerminal): Promise<readonly Row[]> {
  const tour = ['2', '3', '4', '5', '6', '7', '8', '9', '0', '1'].flatMap((page) => [page, ...onPage]);
  return await measureKeys(terminal, 'pages', tour);
}
