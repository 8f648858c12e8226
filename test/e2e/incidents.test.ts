import { beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { laterInMonth } from '../harness/later-in-month.ts';
import { mockApi } from '../harness/mock-api.ts';
import { type DemoTerminal, demoTerminal } from '../harness/terminal/in-process.ts';
import { spawnTerminal } from '../harness/terminal/pty.ts';
import { disallowed } from '../harness/terminal/sequences.ts';

/**
 * The six incidents of an on-call night, each from Home to its cause by keys alone. The number of keys pressed is the number
 * that the reference for this product allows from Home.
 */
beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

/** A demo with one incident, once Home tells of it. */
async function called(scenario: string, headline: RegExp, ...options: readonly string[]): Promise<DemoTerminal> {
  const args = ['--demo', '--scenario', scenario, ...options];
  const terminal = demoTerminal({ args, cols: 120, rows: 40 });
  await terminal.waitFor(headline);
  return terminal;
}

function leftClean(terminal: DemoTerminal): void {
  expect(disallowed(terminal.raw())).toEqual([]);
  expect([terminal.scrolls, terminal.wrapped()]).toEqual([0, []]);
}

describe('a destination starts answering 401', () => {
  const home = /Braze ← Web \(prod\) {2}401 {2}[\d.]+% failing {2}LOST {2}\S+ of \S+ {2}since (?:\w+ \d+ )?\d\d:\d\d/;

  test('Home says what is lost, since when and who changed it, and ! is the response', async () => {
    await using terminal = await called('destination-401', home);
    await terminal.waitFor(/changed by ana@acme\.example (?:\w+ \d+ )?\d\d:\d\d/);
    terminal.press('!');
    await terminal.waitFor(/"error": "invalid_grant"/);
    await terminal.waitFor(/Integration Modified/);
    leftClean(terminal);
  });

  test('who changed it: triage, then the audit trail of the row (2 keys)', async () => {
    await using terminal = await called('destination-401', home);
    terminal.press('e', 'A');
    await terminal.waitFor(/Audit trail of Braze[\s\S]*Integration Modified[\s\S]*ana@acme\.example/);
  });
});

test('a release breaks a tracking plan: the source, its events, the violation, a sample (4 keys)', async () => {
  await using terminal = await called('tracking-plan-break', /iOS {2}\S+ events blocked/);
  terminal.press('6');
  await terminal.waitFor(/❯ +iOS/);
  terminal.press('enter');
  await terminal.waitFor(/❯ +Order Completed/);
  terminal.press('enter');
  await terminal.waitFor(/❯ .*properties\./);
  terminal.press('p');
  await terminal.waitFor(/"event": "Order Completed"/);
  leftClean(terminal);
});

describe('a source goes silent', () => {
  test('the silent one stands first among the sources, with its last event and what it used to send (2 keys)', async () => {
    await using terminal = await called('silent-source', /◆ Billing server {2}SILENT {2}since (?:\w+ \d+ )?\d\d:\d\d/);
    terminal.press('3');
    await terminal.waitFor(/❯ .*◆ .*Billing server/);
    terminal.press('enter');
    await terminal.waitFor(/Home › Sources › Billing server/);
    await terminal.waitFor(/last seen|Last seen|silent since/i);
    leftClean(terminal);
  });

  test('triage says how many events are missing', async () => {
    await using terminal = await called('silent-source', /Billing server {2}SILENT/);
    terminal.press('e');
    await terminal.waitFor(/Billing server +SILENT +(?:\w+ \d+ )?\d\d:\d\d +~[\d.]+k/);
  });
});

describe('a warehouse sync fails', () => {
  test('the first failure is shown at once, and leads to the notice and its cause (2 keys)', async () => {
    await using terminal = await called('warehouse-failure', /Warehouse Redshift {2}sync failed/);
    terminal.press('e', 'enter');
    await terminal.waitFor(/sources failing, \d× in a row since (?:\w+ \d+ )?\d\d:\d\d/);
    await terminal.waitFor(/SQLSTATE 42501: Permission denied/);
    await terminal.waitFor(/Data complete +up to (?:\w+ \d+ )?\d\d:\d\d .*behind/);
    await terminal.waitFor(/next read in \d+ (?:min|s)/);
    leftClean(terminal);
  });

  test('the change behind it stands on the same page and opens', async () => {
    await using terminal = await called('warehouse-failure', /Warehouse Redshift {2}sync failed/);
    terminal.press('e');
    await terminal.waitFor(/Storage Destination Modified[\s\S]*farid@acme\.example/);
    terminal.press('A');
    await terminal.waitFor(/Audit trail of Redshift/);
    await terminal.waitFor(/Storage Destination Sync Failed/);
  });
});

describe('someone disabled a destination by mistake', () => {
  const home = /△ Amplitude ← iOS {2}DISABLED {2}by ci-deploy-7Qm2 (?:\w+ \d+ )?\d\d:\d\d {2}source sent/;

  test('nothing failed, but Home says who switched it off; the audit item shows what else the token did', async () => {
    await using terminal = await called('disabled-by-mistake', home);
    terminal.press('A', '/');
    terminal.send('destination disabled');
    terminal.press('enter');
    await terminal.waitFor(/❯ .*Integration Disabled/);
    terminal.press('enter');
    await terminal.waitFor(/Means +destination disabled/);
    await terminal.waitFor(/Actor +ci-deploy-7Qm2/);
    await terminal.waitFor(/By the same actor within ten minutes\s*│\n.*Integration Modified +Amplitude/);
    leftClean(terminal);
  });

  test('the page of the connection: what is missing, and the menu that switches it on (3 keys)', async () => {
    await using terminal = await called('disabled-by-mistake', home, '--write');
    terminal.press('e');
    await terminal.waitFor(/Amplitude ← iOS +DISABLED +(?:\w+ \d+ )?\d\d:\d\d +~[\d.]+k/);
    terminal.press('enter');
    await terminal.waitFor(/Home › Triage › Amplitude ← iOS/);
    terminal.press('m');
    await terminal.waitFor(/❯ Enable/);
  });
});

test('a destination that was disabled just now is enabled again from Home in four keys', async () => {
  await using api = await mockApi(['--scenario', 'healthy']);
  const ask = async (path: string, init?: { readonly method: string; readonly body: string }) => {
    const headers = { authorization: `Bearer ${api.token}`, 'content-type': 'application/json' };
    return (await fetch(new URL(path, api.url), { ...init, headers })).json() as Promise<unknown>;
  };
  const { data } = (await ask('/destinations?pagination.count=100')) as {
    readonly data: { readonly destinations: readonly { readonly id: string; readonly name: string }[] };
  };
  const { id } = data.destinations.find(({ name }) => name === 'Amplitude')!;
  await ask(`/destinations/${id}`, { method: 'PATCH', body: '{"enabled":false}' });
  await using terminal = spawnTerminal({
    args: ['--write'],
    env: { SEGTOP_TOKEN: api.token, SEGTOP_API_URL: api.url },
    cols: 120,
    rows: 40,
  });
  await terminal.waitFor(/❯ +\S+ +Integration Disabled +Amplitude/);
  terminal.press('enter');
  await terminal.waitFor(/○ DISABLED since (?:\w+ \d+ )?\d\d:\d\d.*by segtop-demo/);
  terminal.press('m');
  await terminal.waitFor(/❯ Enable/);
  terminal.press('enter');
  await terminal.waitFor(/Enable Amplitude\?[\s\S]*\[ Cancel \]/);
  terminal.press('y');
  await terminal.waitFor(/Enabled: Amplitude[\s\S]*Integration Enabled by/);
  terminal.press('esc');
  await terminal.waitFor((screen) => !/DISABLED|Enabled: Amplitude/.test(screen));
  terminal.press('Y');
  await terminal.waitFor(/Replay request[\s\S]*Disabled by +public-api-token[\s\S]*Enabled by +public-api-token/);
  leftClean(terminal);
});

describe('usage is about to pass the quota', () => {
  beforeEach(laterInMonth);
  const home = /API calls {2}7\d% {2}reaches 100% on \w+ \d+|API calls {2}[\d.]+% {2}reaches 100% on/;

  test('the meter, the day it runs out and the source that grew: 9, enter (2 keys)', async () => {
    await using terminal = await called('quota', home);
    terminal.press('9');
    await terminal.waitFor(/reaches 100% on \w+ \d+ at the last 7 days' pace/);
    await terminal.waitFor(/❯ +Web \(prod\) +\+\S+ +\+\d+%/);
    terminal.press('enter');
    await terminal.waitFor(/Home › Usage › Web \(prod\)/);
    leftClean(terminal);
  });

  test('triage raises it last: nothing is lost yet', async () => {
    await using terminal = await called('quota', home);
    terminal.press('e');
    await terminal.waitFor(/❯ ▲ +API calls +QUOTA/);
  });
});
