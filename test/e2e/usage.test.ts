import { beforeEach, expect, test } from 'vitest';
import { laterInMonth } from '../harness/later-in-month.ts';
import { demoTerminal } from '../harness/terminal/in-process.ts';
import { disallowed } from '../harness/terminal/sequences.ts';

beforeEach(laterInMonth);

const home = /API calls [\d.]+M of 12M/;
const pace = /reaches 100% on \w+ \d+/;

test('9 is usage by source, l the other meter, tab its days', async () => {
  await using terminal = demoTerminal({ args: ['--demo', '--scenario', 'quota'], cols: 120, rows: 40 });
  await terminal.waitFor(home);
  terminal.press('9');
  await terminal.waitFor(/❯ API calls \S+ of 12,000,000/);
  await terminal.waitFor(/❯ +Web \(prod\) +\+/);
  terminal.press('l');
  await terminal.waitFor(/❯ MTU/);
  await terminal.waitFor(/MTU = \S+ identified \+ \S+ never identified/);
  terminal.press('tab', 'j');
  await terminal.waitFor(/Days[\s\S]*❯ +\w+ \d+/);
  expect(disallowed(terminal.raw())).toEqual([]);
});

test.each([
  [80, 24],
  [40, 12],
])('at %i×%i the meter, its outlook and the worst source stay', async (cols, rows) => {
  await using terminal = demoTerminal({ args: ['--demo', '--scenario', 'quota'], cols, rows });
  await terminal.waitFor(/API calls/);
  terminal.press('9');
  await terminal.waitFor(pace);
  await terminal.waitFor(/❯ +Web \(prod\) +\+/);
  expect([terminal.scrolls, terminal.wrapped()]).toEqual([0, []]);
  expect(terminal.text().split('\n').length).toBeLessThanOrEqual(rows);
});

test('without colours and in ASCII the same is told', async () => {
  await using terminal = demoTerminal({
    args: ['--demo', '--scenario', 'quota', '--ascii'],
    env: { NO_COLOR: '1' },
    cols: 120,
    rows: 40,
  });
  await terminal.waitFor(home);
  terminal.press('9');
  await terminal.waitFor(/reaches 100% on \w+ \d+ at the last 7 days' pace/);
  await terminal.waitFor(/> API calls/);
  expect(terminal.text()).not.toMatch(/[^\x00-\x7f]/);
});
