import { expect, test } from 'vitest';
import { demoTerminal } from '../harness/terminal/in-process.ts';
import { disallowed } from '../harness/terminal/sequences.ts';

const home = /failed deliveries in [\d.]+/;

test('from Home over triage to the page of what fails, and on to the response: three keys', async () => {
  await using terminal = demoTerminal({ args: ['--demo', '--scenario', 'destination-401'], cols: 120, rows: 40 });
  await terminal.waitFor(home);
  terminal.press('e');
  await terminal.waitFor(/Triage ─[\s\S]*401/);
  terminal.press('enter');
  const page = await terminal.waitFor(
    /❯ 401 {2}[\d.]+k? lost[\s\S]*Pipeline · last 24 h[\s\S]*❯ ◆ +Failed delivery +[\d.]+k? +/,
  );
  expect(page).toMatch(/◆ LOST {2}\d+% failing/);
  expect(page).toContain('Integration Modified');
  terminal.press('enter');
  await terminal.waitFor(/invalid_grant|revoked/);
  expect(terminal.wrapped()).toEqual([]);
  expect(disallowed(terminal.raw())).toEqual([]);
});

test('periods, percentages and breakdowns of a connection', async () => {
  await using terminal = demoTerminal({ args: ['--demo', '--scenario', 'destination-401'], cols: 120, rows: 40 });
  await terminal.waitFor(home);
  terminal.press('e');
  await terminal.waitFor(/Triage ─[\s\S]*401/);
  terminal.press('enter');
  await terminal.waitFor(/Failed delivery by[\s\S]*❯ 401 /);
  terminal.press('%');
  await terminal.waitFor(/Failed delivery +[\d.]+% +\+[\d.]+pp/);
  terminal.press('t');
  await terminal.waitFor(/Pipeline · last 7 d/);
  terminal.press('tab', 'tab', 'l', 'l');
  await terminal.waitFor(/Event name +Events[\s\S]*Order Completed/);
  expect(terminal.text()).toContain('Last 24 Hours');
  terminal.resize(40, 12);
  await terminal.waitFor(/LOST[\s\S]*401[\s\S]*Failed delivery by/);
  expect(terminal.scrolls).toBe(0);
});

test('a connection that somebody switched off, from triage', async () => {
  await using terminal = demoTerminal({ args: ['--demo', '--scenario', 'disabled-by-mistake'], cols: 80, rows: 24 });
  await terminal.waitFor(/DISABLED/);
  terminal.press('e');
  await terminal.waitFor(/Triage ─[\s\S]*DISABLED/);
  terminal.press('enter');
  const page = await terminal.waitFor(
    /DISABLED since (?:\w+ \d+ )?[\d:]+ \(4h 40m\) {2}by ci-deploy[\s\S]*iOS sent [\d.]+k? events since/,
  );
  expect(page).toContain('nothing was queued');
});
