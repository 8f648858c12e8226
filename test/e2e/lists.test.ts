import { beforeAll, expect, inject, test } from 'vitest';
import { mockApi } from '../harness/mock-api.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { type DemoTerminal, demoTerminal } from '../harness/terminal/in-process.ts';
import { type SpawnOptions, spawnTerminal } from '../harness/terminal/pty.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

/** The demo on one of its lists, with all of it read. */
async function listOf(key: '3' | '4', shows: RegExp, options: SpawnOptions = {}): Promise<DemoTerminal> {
  // What is kept for the next start is written when a process has ended.
  const open = options.env ? spawnTerminal : demoTerminal;
  const terminal = open({ args: ['--demo'], cols: 160, rows: 50, ...options });
  await terminal.waitFor(/Home/);
  terminal.press(key);
  await terminal.waitFor(shows);
  return terminal;
}

/** Headings on screen with the count they tell, and the sum of these. */
function headings(screen: string): { readonly titles: readonly string[]; readonly sum: number } {
  const found = [...screen.matchAll(/^│ {3}(\p{L}[^│]*?) {2}(\d+) {3,}/gmu)];
  return {
    titles: found.map(([, title = '']) => title),
    sum: found.reduce((all, [, , count]) => all + Number(count), 0),
  };
}

test('S-01 S-02 S-03 S-04 sources by kind, all of them, with status, last seen and whom they feed', async () => {
  await using terminal = await listOf('3', /❯ ◆ +Billing server +No recent data +\d+h/);
  const screen = await terminal.waitFor(/Braze, Amplitude, Mixpanel \+\d+/);
  const { titles, sum } = headings(screen);
  expect(titles).toEqual(expect.arrayContaining(['Website', 'Mobile', 'Server', 'Cloud app']));
  expect(screen).toContain(`1/${sum} `);
  expect(screen.match(/○ +.+Disabled/g)).toHaveLength(3);
  for (const row of [/● +Web \(prod\) +Live +(just now|\d+[sm])/, /○ +Legacy API +Disabled .* None/])
    expect(screen).toMatch(row);
  terminal.press('b');
  await terminal.waitFor((text) => headings(text).titles.length === 0 && text.includes(`1/${sum} `));
});

test('S-05 right unfolds a line for each destination with state and delivery rate, Enter opens the source, l its events by volume', async () => {
  await using terminal = await listOf('3', /❯ ◆ +Billing server/);
  terminal.press('right');
  await terminal.waitFor(/● Customer\.io billing +Enabled +[\d.]+% delivered/);
  terminal.press('j', 'enter');
  await terminal.waitFor(/Sources › .* ← Billing server/);
  terminal.press('esc');
  await terminal.waitFor(/❯ +● Customer\.io billing|❯ +● Amazon EventBridge/);
  terminal.press('left');
  await terminal.waitFor((text) => /❯ ◆ +Billing server/.test(text) && !/% delivered/.test(text));
  terminal.press('enter');
  await terminal.waitFor(/Sources › Billing server[\s\S]*Pipeline/);
  terminal.press('l');
  await terminal.waitFor(/events in 24 hours[\s\S]*Track {2}\d[\s\S]*❯ ◆ +Invoice Created .*[\d.]+k +\d+%/);
});

test('S-01 D-01 over HTTP the lists have as many rows as the API, disabled ones and warehouses included', async () => {
  await using api = await mockApi(['--scenario', 'healthy']);
  const count = async (path: string, key: string) => {
    const answer = await fetch(`${api.url}/${path}?pagination[count]=200`, {
      headers: { authorization: `Bearer ${api.token}` },
    });
    const { data } = (await answer.json()) as { readonly data: Readonly<Record<string, readonly unknown[]>> };
    return data[key]!.length;
  };
  const [sources, destinations, warehouses] = await Promise.all([
    count('sources', 'sources'),
    count('destinations', 'destinations'),
    count('warehouses', 'warehouses'),
  ]);
  await using terminal = spawnTerminal({
    env: { SEGTOP_TOKEN: api.token, SEGTOP_API_URL: api.url },
    cols: 160,
    rows: 50,
  });
  await terminal.waitFor(/Acme Production/);
  terminal.press('3');
  await terminal.waitFor((text) => text.includes(`1/${sources} `));
  terminal.press('4');
  await terminal.waitFor((text) => text.includes(`1/${destinations + warehouses} `));
});

test('D-01 D-02 D-03 destinations by category, warehouses among them; on, off, idle and not observable are told apart', async () => {
  await using terminal = await listOf('4', /❯ ◆ +Braze ← Web \(prod\) +Enabled ● +\d+%/, { cols: 230, rows: 90 });
  // Delivered count and rate: one that is on and delivers.
  await terminal.waitFor(/Klaviyo ← Web \(prod\) +Enabled ● +[\d.]+% +[\d.]+k? +[\d.]+k +99\.\d+%/);
  const screen = await terminal.waitFor(/Redshift \(warehouse\) +Enabled ●/);
  const { titles, sum } = headings(screen);
  expect(titles.slice(0, 1)).toEqual(['Email Marketing']);
  expect(titles).toEqual(expect.arrayContaining(['Analytics', 'Storage']));
  expect(screen).toContain(`1/${sum} `);
  expect(screen).toMatch(/○ +Amplitude ← iOS +Disabled ○ +– +– +DISABLED/);
  expect(screen).toMatch(/○ +\S.* ← .* Enabled ● +– .*not observable/);
  // At 120 columns the names are whole, and what is off says so in its verdict and its mark; at 80 the rate is still there.
  terminal.resize(120, 40);
  await terminal.waitFor(
    /Rate +Failed +Verdict +Reason[\s\S]*Braze ← Web \(prod\) +[\d.]+% +[\d.]+k? +LOST +401[\s\S]*○ +Amplitude ← iOS +– +DISABLED/,
  );
  terminal.resize(80, 24);
  await terminal.waitFor(/❯ ◆ +Braze ← Web \(prod\) .*\d+%/);
});

test('columns, groups and the side panel are kept for the next start', async () => {
  const env = { SEGTOP_STATE_DIR: await temporaryFolder() };
  {
    await using terminal = await listOf('3', /❯ ◆ +Billing server/, { env });
    await terminal.waitFor(/╭ Details/);
    terminal.press('i');
    await terminal.waitFor((text) => !text.includes('╭ Details'));
    terminal.press('c');
    await terminal.waitFor(/Columns/);
    terminal.send('kind');
    await terminal.waitFor(/❯\[ \] Kind/);
    terminal.press('space', 'enter');
    await terminal.waitFor(/Source .*Kind/);
    terminal.press('b');
    await terminal.waitFor((text) => headings(text).titles.length === 0);
    terminal.press('ctrl+c', 'ctrl+c');
    await terminal.exit;
  }
  await using again = await listOf('3', /❯ ◆ +Billing server/, { env });
  const screen = await again.waitFor(/Source .*Kind/);
  expect([screen.includes('╭ Details'), headings(screen).titles]).toEqual([false, []]);
});

test('from Home the last payload of the silent source takes three keys', async () => {
  await using terminal = await listOf('3', /❯ ◆ +Billing server +No recent data/);
  terminal.press('enter');
  await terminal.waitFor(/Sources › Billing server/);
  terminal.press('D');
  await terminal.waitFor(/Billing server debugger[\s\S]*"messageId": "segtop-demo-/);
});
