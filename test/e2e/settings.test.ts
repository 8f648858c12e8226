import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { laterInMonth } from '../harness/later-in-month.ts';
import { type MockApi, mockApi } from '../harness/mock-api.ts';
import { demoTerminal } from '../harness/terminal/in-process.ts';
import { spawnTerminal } from '../harness/terminal/pty.ts';

const folders: string[] = [];
const size = { cols: 120, rows: 40 };
const demo = { args: ['--demo'], ...size };

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** A configuration with one profile of the mock, in which the user may say who they are. */
function configured({ url, token }: MockApi, me?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'segtop-settings-'));
  folders.push(folder);
  const profile = { apiUrl: url, token, ...(me === undefined ? {} : { me }) };
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ profiles: { only: profile } }), { mode: 0o600 });
  return folder;
}

/** Somebody with the token of the mock disables a destination. */
async function disableOne({ url, token }: MockApi): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const listed = await fetch(new URL('/destinations?pagination.count=100', url), { headers });
  const { data } = (await listed.json()) as {
    readonly data: { readonly destinations: readonly { readonly id: string; readonly enabled: boolean }[] };
  };
  const { id } = data.destinations.find(({ enabled }) => enabled)!;
  const body = JSON.stringify({ enabled: false });
  const answer = await fetch(new URL(`/destinations/${id}`, url), { method: 'PATCH', headers, body });
  expect(answer.status).toBe(200);
}

/** What the mock records a change of its token under. */
async function actorOf({ url, token }: MockApi): Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(new URL('/audit-events?pagination.count=10', url), { headers });
  const { data } = (await answer.json()) as {
    readonly data: { readonly events: readonly { readonly type: string; readonly actor: string }[] };
  };
  return data.events.find(({ type }) => type === 'Integration Disabled')!.actor;
}

/** The bell of the terminal; a title ends in the same character. */
const rang = (raw: string): boolean => raw.replace(/\u001b\]2;[^\u0007\u001b]*\u0007/g, '').includes('\u0007');

test('T-01 T-02 W-06 0 is the workspace, locked with the role that may change it, and who has access', async () => {
  await using terminal = demoTerminal(demo);
  await terminal.waitFor(/EVENTS WITH VIOLATIONS/);
  terminal.press('0');
  const text = await terminal.waitFor(/Name +Acme Production {2}\[locked\] Workspace Owner/);
  for (const part of ['General', 'Audit forwarding', 'Access tokens', 'End-user privacy']) expect(text).toContain(part);
  terminal.press('l');
  const access = await terminal.waitFor(/Users {2}\d+[\s\S]*Ana Ferreira +ana@acme\.example/);
  expect(access).toMatch(/Groups {2}\d+[\s\S]*Roles of the plan/);
  expect(access).toMatch(/There is no list of tokens/);
  terminal.press('l');
  await terminal.waitFor(/made and deleted in the web app by a Workspace Owner \[locked\]/);
});

test('T-03 T-04 preferences, and a switch for each kind of activity, kept for the next start', async () => {
  const state = mkdtempSync(join(tmpdir(), 'segtop-settings-'));
  folders.push(state);
  const env = { SEGTOP_STATE_DIR: state };
  {
    await using terminal = spawnTerminal({ ...demo, env });
    await terminal.waitFor(/EVENTS WITH VIOLATIONS/);
    terminal.press('0', 'l', 'l', 'l');
    await terminal.waitFor(/Changes +read-only/);
    terminal.press('l');
    await terminal.waitFor(/In-app +E-mail +Slack/);
    terminal.send('/Destination Disabled\r');
    await terminal.waitFor(/❯ +\[x\] +– +– +Destination Disabled/);
    terminal.press('space');
    await terminal.waitFor(/❯ +\[ \] +– +– +Destination Disabled/);
    terminal.press('ctrl+c', 'ctrl+c');
    await terminal.exit;
  }
  await using again = spawnTerminal({ ...demo, env });
  await again.waitFor(/EVENTS WITH VIOLATIONS/);
  again.press('B');
  await again.waitFor(/left out: \d+ of kinds that are off/);
  expect(again.text()).not.toMatch(/Integration Disabled/);
});

test('T-05 an action of another token rings and is counted; the same action of mine does neither', async () => {
  await using api = await mockApi(['--scenario', 'healthy']);
  await disableOne(api);
  const me = await actorOf(api);
  for (const [config, others] of [
    [configured(api), true],
    [configured(api, me), false],
  ] as const) {
    await using terminal = spawnTerminal({ args: [], env: { SEGTOP_CONFIG_DIR: config }, ...size });
    await terminal.waitFor(/Destination|Integration/);
    terminal.press('B');
    await terminal.waitFor(others ? /• .*Integration Disabled/ : /left out: \d+ of your own/);
    terminal.press('esc');
    await terminal.waitFor(/╭ Recent activity/);
    await disableOne(api);
    terminal.press('r');
    if (others) {
      await terminal.waitFor(/Integration Disabled: .* B shows it/);
      expect(rang(terminal.raw())).toBe(true);
    } else {
      await terminal.waitFor(/Updated just now/);
      expect(rang(terminal.raw())).toBe(false);
      expect(terminal.text()).not.toMatch(/♪/);
    }
  }
});

test('T-06 W-05 9 has the same number as Home, and says that it is the sum over the sources, whose numbers make it', async () => {
  laterInMonth();
  await using terminal = demoTerminal({ ...demo, rows: 60 });
  const home = await terminal.waitFor(/API calls +(\S+) of 12M/);
  const used = /API calls +(\S+) of 12M/.exec(home)?.[1];
  terminal.press('9');
  const page = await terminal.waitFor(/API calls (\S+) of 12,000,000/);
  const whole = Number(/API calls ([\d,]+) of 12,000,000/.exec(page)?.[1]?.replaceAll(',', ''));
  expect(`${(whole / 1e6).toPrecision(3)}M`).toBe(used);
  const listed = await terminal.waitFor(/API calls by source.* · sum \S+ ─+ 1\/\d+ ─╮╭/);
  const [, sum, count] = /API calls by source.* · sum (\S+) ─+ 1\/(\d+) ─╮╭/.exec(listed) ?? [];
  expect(sum).toBe(used);
  // The period of each source: the last but one number of its row.
  const units = { k: 1e3, M: 1e6 } as const;
  const own = [...listed.matchAll(/^│ [❯ ] \S.*? ([\d.]+)([kM]?) +[\d.]+[kM]? +││/gm)].map(
    ([, number, unit]) => Number(number) * (units[unit as 'k' | 'M'] ?? 1),
  );
  expect(own).toHaveLength(Number(count));
  const total = own.reduce((all, each) => all + each, 0);
  expect(Math.abs(total - whole) / whole).toBeLessThan(0.01);
});

test('G-01 the bell counts what others did; B lists it, and it counts no more', async () => {
  await using terminal = demoTerminal(demo);
  await terminal.waitFor(/♪ \d+/);
  terminal.press('B');
  await terminal.waitFor(/• .*@acme\.example/);
  await terminal.waitFor((screen) => !/♪/.test(screen));
  terminal.press('esc');
  await terminal.waitFor(/╭ Recent activity/);
  terminal.press('L');
  await terminal.waitFor(
    /Raised now \d+[\s\S]*❯ ◆ +Successful delivery.*Braze ← Web[\s\S]*beyond the[\s\S]*connection's usual/,
  );
});
