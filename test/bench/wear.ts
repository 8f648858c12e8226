import { type SpawnOptions, spawnTerminal } from '../harness/terminal/pty.ts';
import type { Row } from './numbers.ts';
import { usageOf } from './usage.ts';

/** Keys that open, move, sort, filter and leave; none that quits, writes, or gives the terminal away. */
const keys = [
  ...'123456789jjjkkkGg?etsSlhp/abn',
  ...['tab', 'shift+tab', 'enter', 'enter', 'esc', 'esc', 'esc', 'down', 'up', 'pgdn', 'pgup', 'home', 'end'],
];
/** Sent without waiting, as from a held key. */
const burst = 25;

/** Memory after many keys of a fixed disorder, and how much of it the second half of them added. */
export async function measureWear(options: SpawnOptions, filled: RegExp, presses: number): Promise<readonly Row[]> {
  await using terminal = spawnTerminal(options);
  await terminal.waitFor(filled, 30_000);
  let state = 1;
  const press = async (count: number) => {
    for (let sent = 0; sent < count; sent += burst) {
      for (let one = 0; one < burst; one += 1) {
        state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
        terminal.press(keys[(state >> 12) % keys.length]!);
      }
      const seen = terminal.raw().length;
      terminal.press('ctrl+l');
      await terminal.waitFor(() => terminal.raw().length > seen, 10_000);
      terminal.forget();
    }
    return usageOf(terminal.pid).rssMb;
  };
  const half = await press(presses / 2);
  const whole = await press(presses / 2);
  return [
    {
      name: 'memory after random keys',
      value: whole,
      unit: 'MB',
      against: { value: half, what: 'after half of them' },
    },
  ];
}
