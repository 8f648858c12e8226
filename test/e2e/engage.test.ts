import { beforeAll, expect, inject, test } from 'vitest';
import { mockApi } from '../harness/mock-api.ts';
import { demoTerminal } from '../harness/terminal/in-process.ts';
import { spawnTerminal } from '../harness/terminal/pty.ts';
import { disallowed } from '../harness/terminal/sequences.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

const size = { cols: 160, rows: 40 };

test('E-01 E-02 E lists audiences and computed traits with status, size, last run and destinations, failing ones first', async () => {
  await using terminal = demoTerminal({ args: ['--demo', '--scenario', 'runs-failing'], ...size });
  await terminal.waitFor(/E Engage/);
  terminal.press('E');
  await terminal.waitFor(/❯ ◆ +Newsletter r\S+ +Failed +0 +failed 2×/);
  await terminal.waitFor(/● +Cart aban\S+ +Live +18\.4k[^\n]*2: I/);
  expect(terminal.text()).toMatch(/Acme Users computed traits[\s\S]*● +Orders in 30 days +Live/);
  terminal.press('enter');
  await terminal.waitFor(/Home › Engage › Newsletter readers[\s\S]*Audience Run Failed[\s\S]*Iterable audiences/);
  expect(disallowed(terminal.raw())).toEqual([]);
});

test('E-01 E-04 without the features the bar lacks both pages, and each tells where to learn more', async () => {
  await using terminal = demoTerminal({ args: ['--demo', '--scenario', 'team-plan'], ...size });
  await terminal.waitFor(/5 Health +7 Privacy[^\n]*0 Settings *\n/);
  for (const [name, docs] of [
    ['engage', /has no Engage[\s\S]*contact\/demo[\s\S]*docs\/engage/],
    ['protocols', /has no Protocols[\s\S]*contact\/demo[\s\S]*docs\/protocols/],
  ] as const) {
    terminal.send(`:${name}\r`);
    await terminal.waitFor(docs);
  }
});

test('E-02 over HTTP: two requests a space, and one for each audience on screen', async () => {
  await using api = await mockApi(['--scenario', 'runs-failing']);
  await using terminal = spawnTerminal({ args: ['--api-url', api.url], env: { SEGTOP_TOKEN: api.token }, ...size });
  await terminal.waitFor(/E Engage/, 30_000);
  terminal.press('E');
  await terminal.waitFor(/● +Cart aban\S+ +Live +18\.4k[^\n]*2: I/, 30_000);
  await expect
    .poll(async () => (await api.requests()).filter(({ path }) => path.endsWith('/destination-connections')).length)
    .toBe(11);
  const lists = (await api.requests()).filter(({ path }) => /\/(?:audiences|computed-traits)$/.test(path));
  expect(lists).toHaveLength(4);
});
