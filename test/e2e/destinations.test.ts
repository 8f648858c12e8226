import { beforeAll, expect, inject, test } from 'vitest';
import { spawnTerminal } from '../harness/pty.ts';
import { disallowed } from '../harness/sequences.ts';

/** What stands behind one destination, on a real terminal. */
beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

test('H-23 from the list of failing destinations the name opens its configuration, d its deliveries, p the payload', async () => {
  await using terminal = spawnTerminal({ args: ['--demo', '--scenario', 'destination-401'], cols: 120, rows: 40 });
  await terminal.waitFor(/◆ Braze ← Web \(prod\) +401/);
  terminal.press('4');
  await terminal.waitFor(/❯ ◆ +Braze ← Web \(prod\)[\s\S]*Events Failed/);
  terminal.press('tab', 'enter');
  await terminal.waitFor(/Home › Destinations › Configuration of Braze/);
  const screen = await terminal.waitFor(/api_key +•+\w{4}[\s\S]*endpoint +https:/);
  expect(screen).toMatch(/Delivery Overview[\s\S]*Mappings[\s\S]*Filters/);
  terminal.press('d');
  await terminal.waitFor(/Home › Destinations › Configuration of Braze › Braze ← Web \(prod\)[\s\S]*Pipeline/);
  terminal.press('p');
  await terminal.waitFor(/401 · Braze ← Web \(prod\)/);
  expect(disallowed(terminal.raw())).toEqual([]);
  expect([terminal.scrolls, terminal.wrapped()]).toEqual([0, []]);
});
