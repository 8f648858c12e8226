import { beforeAll, expect, inject, test } from 'vitest';
import { mockApi } from '../harness/mock-api.ts';
import { demoTerminal } from '../harness/terminal/in-process.ts';
import { spawnTerminal } from '../harness/terminal/pty.ts';
import { disallowed } from '../harness/terminal/sequences.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

const size = { cols: 160, rows: 40 };

test('E-03 6 lists violations, tracking plans with their sources, and the rules of a plan with what breaks them', async () => {
  await using terminal = demoTerminal({ args: ['--demo'], ...size });
  await terminal.waitFor(/EVENTS FAILED/);
  terminal.press('6');
  await terminal.waitFor(/❯ iOS +\d/);
  terminal.press('l');
  await terminal.waitFor(/❯ Acme Mobile +\d+ +\d* *events LOST +Live +2/);
  terminal.press('enter');
  await terminal.waitFor(/Broken in the last 24 hours[\s\S]*❯ ◆ +Order Completed/);
  terminal.press('l');
  await terminal.waitFor(/❯ iOS +\d+ +events LOST +block/);
  terminal.press('h', 'enter');
  await terminal.waitFor(/◆ properties\.total +required +number/);
  expect(terminal.text()).toContain('Home › Protocols › Acme Mobile › Order Completed');
  expect(disallowed(terminal.raw())).toEqual([]);
});

test('E-03 over HTTP: the rules of a plan are read once it is opened, and one request for each of its sources', async () => {
  await using api = await mockApi(['--scenario', 'tracking-plan-break']);
  await using terminal = spawnTerminal({
    args: ['--api-url', api.url],
    env: { SEGTOP_TOKEN: api.token },
    ...size,
  });
  await terminal.waitFor(/❯ ● +(?:iOS|Web \(prod\)) +\d/, 30_000);
  terminal.press('6', 'l');
  await terminal.waitFor(/❯ Acme Mobile +\d+/);
  const asked = async () => (await api.requests()).filter(({ path }) => path.endsWith('/rules')).length;
  expect(await asked()).toBe(0);
  terminal.press('enter');
  await terminal.waitFor(/Broken in the last 24 hours, blocked[\s\S]*❯ ◆ +Order Completed/);
  expect(await asked()).toBe(1);
});
