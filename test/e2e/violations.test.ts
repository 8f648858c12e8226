import { beforeAll, expect, inject, test } from 'vitest';
import { type MockApi, mockApi } from '../harness/mock-api.ts';
import { type DemoTerminal, demoTerminal } from '../harness/terminal/in-process.ts';
import { spawnTerminal } from '../harness/terminal/pty.ts';
import { disallowed } from '../harness/terminal/sequences.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

const size = { cols: 120, rows: 40 };
/** Home with the source of the incident as its first row. */
const ranked = /❯ ● +(?:iOS|Web \(prod\)) +\d/;

/** How long the API beside a program may work on one answer, on a machine that is busy with others: nothing is painted meanwhile. */
const patience = 30_000;

/** Presses keys one by one, each once the screen shows what the one before led to. */
async function walk(
  terminal: DemoTerminal,
  steps: readonly (readonly [key: string, shows: RegExp])[],
): Promise<string> {
  let screen = terminal.text();
  for (const [key, shows] of steps) {
    terminal.press(key);
    screen = await terminal.waitFor(shows, patience);
  }
  return screen;
}

test.each(['tracking-plan-break', 'everything'])(
  '%s: from Home to a sample of the worst violation in four keys',
  async (scenario) => {
    await using terminal = demoTerminal({ args: ['--demo', '--scenario', scenario], ...size });
    await terminal.waitFor(ranked);
    const sample = await walk(terminal, [
      ['6', /❯ iOS +\d/],
      ['enter', /❯ Order Completed +\d/],
      ['enter', /❯ properties\.total/],
      ['p', /"total": "64\.90"/],
    ]);
    expect(sample).toContain('Invalid type. Expected: number, given: string');
    expect(sample).toContain('Home › Protocols › iOS violations › Order Completed from iOS › properties.total');
    expect(disallowed(terminal.raw())).toEqual([]);
  },
);

test('the same from the Sources panel of Home, through the page of the source', async () => {
  await using terminal = demoTerminal({ args: ['--demo', '--scenario', 'tracking-plan-break'], ...size });
  await terminal.waitFor(/❯ ● +iOS +\d/);
  await walk(terminal, [
    ['enter', /Home › iOS[\s\S]*Pipeline/],
    ['v', /❯ Order Completed +\d/],
    ['enter', /❯ properties\.total/],
    ['p', /"total": "64\.90"/],
  ]);
});

test('keys typed without waiting end on the same sample', async () => {
  await using terminal = demoTerminal({ args: ['--demo', '--scenario', 'everything'], ...size });
  await terminal.waitFor(ranked);
  await walk(terminal, [['6', /❯ iOS +\d/]]);
  terminal.press('enter');
  await terminal.waitFor(/❯ Order Completed +\d/);
  terminal.send('\rp');
  await terminal.waitFor(/"total": "64\.90"/);
});

const liveDashboard = (api: MockApi): DemoTerminal =>
  spawnTerminal({ args: ['--api-url', api.url], env: { SEGTOP_TOKEN: api.token }, ...size });

interface Asked {
  readonly path: string;
  readonly query: string;
}

const asked = async (api: MockApi, from = 0): Promise<Asked[]> =>
  (await api.requests()).slice(from).map(({ path, query }) => ({ path, query: decodeURIComponent(String(query)) }));

/** Reads of what was blocked by event: only the pages about violations make them. */
const byEvent = (all: readonly Asked[]): Asked[] =>
  all.filter(({ path, query }) => path.endsWith('/filtered-at-source') && /groupBy[^&]*=eventName/.test(query));

test('over HTTP: the same pages from counts, one such request for each that opens, and what they cannot tell', async () => {
  await using api = await mockApi(['--scenario', 'tracking-plan-break']);
  await using terminal = liveDashboard(api);
  await terminal.waitFor(ranked, patience);
  await walk(terminal, [['6', /❯ iOS +\d/]]);
  expect(byEvent(await asked(api))).toEqual([]);

  const events = await walk(terminal, [['enter', /❯ Order Completed +\d/]]);
  expect(events).toContain('does not tell field, sentence and samples');
  const [first, ...more] = byEvent(await asked(api));
  expect(more).toEqual([]);
  expect(first?.query).toContain('discardReason');
  expect(first?.query).not.toContain('appVersion');

  const list = await walk(terminal, [['enter', /❯ –[^\n]*5\.3\.0/]]);
  expect(list).toContain('Breaks its schema');
  const [, second, ...others] = byEvent(await asked(api));
  expect(others).toEqual([]);
  expect(second?.query).toContain('appVersion');
  expect(second?.query.replaceAll('+', ' ')).toContain('Order Completed');

  const sample = await walk(terminal, [['p', /has no samples of violations/]]);
  expect(sample.replaceAll(/[│\s]+/g, ' ')).toContain('forward them to a source of their own');
  expect(byEvent(await asked(api))).toHaveLength(2);
}, 120_000);

test('over HTTP: only what is on screen is asked for', async () => {
  await using api = await mockApi(['--scenario', 'tracking-plan-break', '--limits', 'off']);
  await using terminal = liveDashboard(api);
  await terminal.waitFor(ranked, patience);
  await walk(terminal, [
    ['6', /❯ iOS +\d/],
    ['enter', /❯ Order Completed +\d/],
  ]);
  const from = (await api.requests()).length;
  terminal.press('r');
  await expect.poll(async () => byEvent(await asked(api, from)).length, { timeout: patience }).toBe(1);
  const others = (await asked(api, from)).filter(({ path }) =>
    /delivery-metrics|failed-delivery|syncs|usage/.test(path),
  );
  expect(others).toEqual([]);
}, 120_000);

test('over HTTP: what a page was waiting for ends when the page is left', async () => {
  await using api = await mockApi(['--scenario', 'tracking-plan-break']);
  await using terminal = liveDashboard(api);
  await terminal.waitFor(ranked, patience);
  await walk(terminal, [['6', /❯ iOS +\d/]]);
  const slow = 60_000;
  await fetch(new URL('/__faults', api.url), {
    method: 'POST',
    body: JSON.stringify([{ match: 'GET /delivery-overview/filtered-at-source', kind: 'slow', ms: slow }]),
  });
  await walk(terminal, [['enter', /Reading violations…/]]);
  const underWay = async () => {
    const { faults } = (await (await fetch(new URL('/__faults', api.url))).json()) as {
      readonly faults: readonly { readonly applied: number }[];
    };
    return faults[0]?.applied ?? 0;
  };
  await expect.poll(underWay, { timeout: patience }).toBeGreaterThan(0);
  await walk(terminal, [['esc', /❯ iOS +\d/]]);
  await expect.poll(async () => byEvent(await asked(api)).length, { timeout: patience }).toBe(1);
}, 120_000);
