import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { type MockApi, mockApi } from '../harness/mock-api.ts';
import { type DemoTerminal, demoTerminal } from '../harness/terminal/in-process.ts';
import { type PtyTerminal, spawnTerminal } from '../harness/terminal/pty.ts';
import { disallowed } from '../harness/terminal/sequences.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

function over(api: MockApi, ...args: readonly string[]): PtyTerminal {
  return spawnTerminal({ args, env: { SEGTOP_TOKEN: api.token, SEGTOP_API_URL: api.url }, cols: 140, rows: 40 });
}

/** What was sent that is no read, as method and path. */
async function written(api: MockApi): Promise<string[]> {
  return (await api.requests()).filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);
}

/** Chooses an item of an open menu from below: round its end, one by one, as its own input merges keys that come together. */
async function upTo(terminal: DemoTerminal, ...items: readonly string[]): Promise<void> {
  for (const item of items) {
    terminal.press('up');
    await terminal.waitFor(new RegExp(`❯ ${item}`));
  }
  terminal.press('enter');
}

test('X-01 X-02 X-03 Health has the rule of the web app and ours beside it, sections with their counts, errors with theirs by source', async () => {
  await using terminal = demoTerminal({ args: ['--demo'], cols: 140, rows: 40 });
  await terminal.waitFor(/failed deliveries in [\d.]+/);
  terminal.press('5');
  await terminal.waitFor(/SOURCES \(OBJECTS\) 0 errors.*DESTINATIONS \(SERVER-SIDE\) \d errors.*WAREHOUSES 1 error/);
  await terminal.waitFor(/Integration +Error Type +Source +Last Seen +Errors/);
  await terminal.waitFor(
    /Failing {2}WAREHOUSES {2}the last sync of every source failed {2}1[\s\S]*◆ +Redshift +.*\d sourc\S+ +\S+ +\d/,
  );
  await terminal.waitFor(/\d sources impacted[\s\S]*Web \(prod\) +\d errors +\S/);
  terminal.press('l');
  await terminal.waitFor(/❯ +◆ +Redshift.*\n│ +\w[\w ().]+ +3 errors {2}\S+/);
  await terminal.waitFor(/Degraded {2}DESTINATIONS \(SERVER-SIDE\) {2}more fail than usual {2}\d[\s\S]*▲ +Braze +401 /);
  expect(disallowed(terminal.raw())).toEqual([]);
});

test('X-04 Enter on a line opens the drawer with the response of the erroring payload', async () => {
  await using terminal = demoTerminal({
    args: ['--demo', '--scenario', 'destination-401'],
    cols: 140,
    rows: 40,
  });
  await terminal.waitFor(/failed deliveries in [\d.]+/);
  terminal.press('5');
  await terminal.waitFor(/❯ +▲ +Braze/);
  terminal.press('enter');
  await terminal.waitFor(/You Sent.*Request.*Response[\s\S]*"error": "invalid_grant"/);
});

test('X-05 the menu disables and deletes after a question, each followed by its audit entry; exactly these two requests are sent', async () => {
  await using api = await mockApi(['--scenario', 'destination-401']);
  await using terminal = over(api, '--write');
  await terminal.waitFor(/failed deliveries in [\d.]+/);
  expect(terminal.text()).toContain('WRITE');
  terminal.press('5');
  await terminal.waitFor(/❯ +▲ +Braze/);
  terminal.press('m');
  await terminal.waitFor(/❯ Delivery/);
  await upTo(terminal, 'Cancel', 'Delete', 'Rename', 'Disable');
  await terminal.waitFor(
    /Disable Braze\?[\s\S]*gets nothing more from Web \(prod\) \([\d.]+k events in 24[\s\S]*Nothing is queued[\s\S]*\[ Cancel \]/,
  );
  terminal.press('enter');
  await terminal.waitFor((screen) => !screen.includes('Disable Braze?'));
  expect(await written(api)).toEqual([]);
  terminal.press('m');
  await terminal.waitFor(/❯ Delivery/);
  await upTo(terminal, 'Cancel', 'Delete', 'Rename', 'Disable');
  await terminal.waitFor(/Disable Braze\?/);
  terminal.press('y');
  await terminal.waitFor(/Disabled: Braze[\s\S]*Integration Disabled by[\s\S]*\[ Open the event \]/);
  expect(await written(api)).toEqual([expect.stringMatching(/^PATCH \/destinations\/\w+$/)]);
  terminal.press('enter');
  await terminal.waitFor(/Means +destination disabled/);
  terminal.press('4');
  await terminal.waitFor(/Home › Destinations/);
  terminal.press('/');
  terminal.send('zendesk billing\r');
  terminal.press('m');
  await terminal.waitFor(/❯ Delivery/);
  await upTo(terminal, 'Cancel', 'Delete');
  await terminal.waitFor(/Delete Zendesk billing\?[\s\S]*Name:/);
  terminal.press('tab', 'enter');
  terminal.send('Zendesk billing');
  terminal.press('tab', 'enter');
  await terminal.waitFor(/Deleted: Zendesk billing[\s\S]*Integration Deleted by/);
  expect(await written(api)).toEqual([
    expect.stringMatching(/^PATCH \/destinations\/\w+$/),
    expect.stringMatching(/^DELETE \/destinations\/\w+$/),
  ]);
  const log = await readFile(join(terminal.home, 'state', 'segtop', 'segtop.log'), 'utf8');
  expect(log).toMatch(/"method":"PATCH","path":"\/destinations\/\w+".*"msg":"change sent"/);
  expect(log).not.toContain(api.token);
});

test('X-05 a token without the role is refused in the words of the server, with the role it takes', async () => {
  await using api = await mockApi(['--scenario', 'source-admin']);
  await using terminal = over(api, '--write');
  await terminal.waitFor(/Home/);
  terminal.press('5');
  await terminal.waitFor(/❯ +▲ +Braze/);
  terminal.press('m');
  await terminal.waitFor(/❯ Delivery/);
  await upTo(terminal, 'Cancel', 'Delete', 'Rename', 'Disable');
  await terminal.waitFor(/Disable Braze\?/);
  terminal.press('y');
  await terminal.waitFor(/Refused: [\s\S]*\(403\)[\s\S]*a Workspace Owner or Source/);
});

test('X-05 without --write the menu names what it takes, and nothing but reads is ever sent', async () => {
  await using api = await mockApi(['--scenario', 'destination-401']);
  await using terminal = over(api);
  await terminal.waitFor(/failed deliveries in [\d.]+/);
  terminal.press('5');
  await terminal.waitFor(/❯ +▲ +Braze/);
  terminal.press('m');
  await terminal.waitFor(/Disable +read-only: needs --write/);
  await upTo(terminal, 'Cancel', 'Delete', 'Rename', 'Disable');
  terminal.press('esc');
  await terminal.waitFor((screen) => !screen.includes('needs --write'));
  expect(await written(api)).toEqual([]);
});
