import { type PtyTerminal, quiet, type SpawnOptions, spawnTerminal } from '../harness/terminal/pty.ts';
import { measurePress } from './keys.ts';
import { percentile, type Row } from './numbers.ts';
import { usageOf } from './usage.ts';

/** The lists of a workspace of 5,000 sources and 20,000 destinations, and the keys that open them. */
const lists: Readonly<Record<string, readonly string[]>> = {
  sources: ['3'],
  destinations: ['4'],
  triage: ['1', 'e'],
  health: ['5'],
  catalog: ['8'],
  audit: ['1', 'A'],
};

const scroll = ['down', 'down', 'down', 'ctrl+d', 'ctrl+d', 'ctrl+d', 'G', 'home'];
const filter = ['a', 'r', 'backspace', 'c'];
const sort = ['s', 's', 's', 'S'];

/** Where the selection stands, and the order of the list: what keys that scroll and sort change, and answers do not. */
function standing(terminal: PtyTerminal): string {
  const lines = terminal.text().split('\n');
  const at = lines.findIndex((line) => line.includes('❯'));
  return `${at} ${lines[at]?.slice(0, 40)} ${lines.find((line) => /[▲▼]/.test(line))}`;
}

/** Key to paint in a huge workspace: while it loads, and then in each list to open, scroll, filter and sort it. */
export async function measureHuge(options: SpawnOptions, filled: RegExp): Promise<readonly Row[]> {
  await using terminal = spawnTerminal({ ...options, args: ['--demo', '--scenario', 'huge'] });
  const start = performance.now();
  await terminal.waitFor(/Home/, 30_000);
  let idle = 0;
  /** @param moves keys that leave all as it stands are left out: the frame that follows them is of some answer, whenever that comes */
  const press = async (keys: readonly string[], moves = false): Promise<number[]> => {
    const times: number[] = [];
    for (const key of keys) {
      const before = moves ? standing(terminal) : undefined;
      const { ms } = await measurePress(terminal, key);
      const isIdle = moves && standing(terminal) === before;
      if (isIdle) idle += 1;
      else if (ms !== undefined) times.push(ms);
    }
    return times;
  };
  const early = await press(Array.from({ length: 30 }, (_, index) => (index % 2 ? 'tab' : 'shift+tab')));
  await terminal.waitFor(filled, 120_000);
  const rows: Row[] = [
    { name: 'huge: home filled', value: performance.now() - start, unit: 'ms' },
    ...both('huge: keys while it loads', early),
  ];
  const all: number[] = [];
  const filtered: number[] = [];
  for (const [list, keys] of Object.entries(lists)) {
    const open = await press(keys);
    await quiet(terminal, 200);
    const scrolled = await press([...scroll, ...scroll], true);
    await press(['/']);
    const typed = await press(filter);
    await press(['esc']);
    const sorted = await press(sort, true);
    await press(['home']);
    rows.push(
      ...both(`huge: ${list}, open`, open.slice(-1)),
      ...both(`huge: ${list}, scroll`, scrolled),
      ...both(`huge: ${list}, filter`, typed),
      ...both(`huge: ${list}, sort`, sorted),
    );
    all.push(...open, ...scrolled, ...sorted);
    filtered.push(...typed);
  }
  return [
    ...rows,
    ...both('huge: key to paint', all),
    { name: 'huge: keys that moved nothing, left out', value: idle, unit: 'keys' },
    { name: 'huge: key to paint, worst', value: Math.max(...all), unit: 'ms' },
    ...both('huge: filter', filtered),
    { name: 'huge: memory', value: usageOf(terminal.pid).rssMb, unit: 'MB' },
  ];
}

function both(name: string, times: readonly number[]): Row[] {
  const p99 = { name: `${name}, p99`, value: percentile(times, 0.99), unit: 'ms' } as const;
  return times.length < 2
    ? [{ ...p99, name }]
    : [{ name: `${name}, p50`, value: percentile(times, 0.5), unit: 'ms' }, p99];
}
