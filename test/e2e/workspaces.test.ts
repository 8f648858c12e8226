import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { mockApi } from '../harness/mock-api.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { type PtyTerminal, spawnTerminal } from '../harness/terminal/pty.ts';

const folders: string[] = [];
const size = { cols: 120, rows: 40 };

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

interface Profile {
  readonly url: string;
  readonly token: string;
  readonly readOnly?: boolean;
}

/** A folder with a configuration of these profiles. */
function configured(profiles: Readonly<Record<string, Profile>>, more: object = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'segtop-workspaces-'));
  folders.push(folder);
  const entries = Object.entries(profiles).map(([name, { url, token, readOnly }]) => [
    name,
    { apiUrl: url, token, ...(readOnly ? { readOnly } : {}) },
  ]);
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ profiles: Object.fromEntries(entries), ...more }), {
    mode: 0o600,
  });
  return folder;
}

const open = (configDir: string, stateDir: string): PtyTerminal =>
  spawnTerminal({ args: [], env: { SEGTOP_CONFIG_DIR: configDir, SEGTOP_STATE_DIR: stateDir }, ...size });

async function left(terminal: PtyTerminal): Promise<void> {
  terminal.press('ctrl+c', 'ctrl+c');
  await terminal.exit;
}

test('W-01 W-03 one workspace opens without a question, its name in the corner of every page', async () => {
  await using api = await mockApi(['--scenario', 'healthy']);
  await using terminal = open(configured({ only: api }), await temporaryFolder());
  await terminal.waitFor(
    /^ segtop {2}Acme Production .*\n 1 Home[\s\S]*(?:Nothing is wrong|still to be read: storage syncs)/,
  );
  for (const [key, page] of [
    ['3', /╭ Sources/],
    ['8', /Storage 11/],
    ['0', /acme-prod/],
  ] as const) {
    terminal.press(key);
    expect(await terminal.waitFor(page)).toMatch(/^ segtop {2}Acme Production /);
  }
});

test('W-02 several workspaces: their list comes first, the last one chosen, and nothing is read before', async () => {
  await using broken = await mockApi(['--scenario', 'destination-401']);
  await using calm = await mockApi(['--scenario', 'healthy']);
  const [config, state] = [configured({ prod: broken, staging: calm }), await temporaryFolder()];
  {
    await using terminal = open(config, state);
    await terminal.waitFor(/╭ Workspaces[\s\S]*❯ +● prod[\s\S]*staging[\s\S]*demo[\s\S]*View all workspaces/);
    expect([...(await broken.requests()), ...(await calm.requests())]).toEqual([]);
    terminal.press('down', 'enter');
    await terminal.waitFor(/(?:Nothing is wrong|still to be read: storage syncs)/);
    await left(terminal);
  }
  await using again = open(config, state);
  await again.waitFor(/╭ Workspaces[\s\S]*❯ +● staging {2}Acme Production .*open[\s\S]*prod/);
  again.press('enter');
  await again.waitFor(/(?:Nothing is wrong|still to be read: storage syncs)/);
  expect(await broken.requests()).toEqual([]);
});

test('W-08 W-09 w, down and enter open the Home of another workspace, with nothing left of the first', async () => {
  await using broken = await mockApi(['--scenario', 'destination-401']);
  await using calm = await mockApi(['--scenario', 'healthy']);
  const config = configured({ prod: broken, staging: { ...calm, readOnly: true } }, { profile: 'prod' });
  await using terminal = open(config, await temporaryFolder());
  await terminal.waitFor(/◆ Braze ← Web \(prod\)/);
  terminal.press('w');
  await terminal.waitFor(/╭ Workspaces[\s\S]*● prod[\s\S]*staging .*read-only[\s\S]*demo/);
  terminal.press('down', 'enter');
  const text = await terminal.waitFor(/(?:Nothing is wrong|still to be read: storage syncs)/);
  expect(text).not.toContain('Braze ← Web (prod)  401');
  expect(text).toMatch(/1 Home/);
});

test('keys in one read with the one that opens another workspace take no keys away from that one', async () => {
  await using broken = await mockApi(['--scenario', 'destination-401']);
  await using calm = await mockApi(['--scenario', 'healthy']);
  const config = configured({ prod: broken, staging: calm }, { profile: 'prod' });
  await using terminal = open(config, await temporaryFolder());
  await terminal.waitFor(/◆ Braze ← Web \(prod\)/);
  terminal.press('w');
  await terminal.waitFor(/╭ Workspaces[\s\S]*● prod/);
  terminal.press('down');
  await terminal.waitFor(/❯ +● ?staging|❯ +staging/);
  terminal.send('\rJ');
  await terminal.waitFor(/(?:Nothing is wrong|still to be read: storage syncs)/);
  terminal.press('3');
  await terminal.waitFor(/╭ Sources/);
  await left(terminal);
});

test('W-07 W-09 the last line leads to all of them, with what was learnt of each; n is where a new one is made', async () => {
  await using api = await mockApi(['--scenario', 'healthy']);
  const config = configured({ prod: api, staging: { ...api, readOnly: true } }, { profile: 'prod' });
  await using terminal = open(config, await temporaryFolder());
  await terminal.waitFor(/(?:Nothing is wrong|still to be read: storage syncs)/);
  terminal.press('w');
  await terminal.waitFor(/❯ +● prod/);
  terminal.press('j', 'j', 'j');
  await terminal.waitFor(/❯ +View all workspaces/);
  terminal.press('enter');
  await terminal.waitFor(/Profile +Workspace[\s\S]*prod +Acme Production +acme-prod[\s\S]*Workspace Owner/);
  terminal.press('n');
  await terminal.waitFor(/Link copied: https:\/\/app\.segment\.com\/workspaces\/new/);
  terminal.press('j', 'enter');
  await terminal.waitFor(/╭ Sources · \d+ active/);
  terminal.press('w');
  await terminal.waitFor(/❯ +● staging .*read-only .*open/);
});

test('--write counts for the workspace it was given for: another one is read-only, and back again it may be changed', async () => {
  await using api = await mockApi(['--scenario', 'destination-401']);
  const env = {
    SEGTOP_CONFIG_DIR: configured({ prod: api, staging: api }, { profile: 'staging' }),
    SEGTOP_STATE_DIR: await temporaryFolder(),
  };
  await using terminal = spawnTerminal({ args: ['--write'], env, ...size });
  await terminal.waitFor(/WRITE[\s\S]*Braze ← Web \(prod\)/);
  terminal.press('w');
  await terminal.waitFor(/❯ +● staging/);
  terminal.press('down', 'enter');
  await terminal.waitFor((screen) => !screen.includes('WRITE') && /Braze ← Web \(prod\)/.test(screen));
  terminal.press('w');
  await terminal.waitFor(/❯ +● prod/);
  terminal.press('down', 'enter');
  await terminal.waitFor(/WRITE[\s\S]*Braze ← Web \(prod\)/);
});

test('F-03 F-04 favorites belong to one workspace as one user sees it', async () => {
  await using api = await mockApi(['--scenario', 'silent-source']);
  const config = configured({ ana: api, ben: api }, { profile: 'ana' });
  await using terminal = open(config, await temporaryFolder());
  const kept = /◆ Billing server +silent, last seen/;
  await terminal.waitFor(/Billing server {2}SILENT/);
  terminal.press('3');
  await terminal.waitFor(/❯ +◆ +Billing server/);
  terminal.press('f', '1');
  await terminal.waitFor(kept);
  terminal.press('w', 'down', 'enter');
  await terminal.waitFor((screen) => /Favorites +none yet: a adds/.test(screen) && !kept.test(screen));
  terminal.press('w', 'down', 'enter');
  await terminal.waitFor(kept);
});

test('a workspace that does not answer can be left for the demo', async () => {
  const dead = { url: 'http://127.0.0.1:9', token: 'sgp_test_not_a_secret' };
  await using terminal = open(configured({ dead }), await temporaryFolder());
  await terminal.waitFor(/no connection/);
  terminal.press('w', 'down', 'enter');
  await terminal.waitFor(/DEMO[\s\S]*Braze ← Web \(prod\)/);
});

test('segtop login NAME keeps a token as a profile, which opens like any other', async () => {
  await using api = await mockApi(['--scenario', 'healthy']);
  const config = await temporaryFolder();
  const env = { SEGTOP_CONFIG_DIR: config, SEGTOP_API_URL: api.url };
  {
    await using terminal = spawnTerminal({ args: ['login', 'night'], env, ...size });
    await terminal.waitFor(/Public API token:/);
    terminal.send(`${api.token}\r`);
    const said = await terminal.waitFor(/Acme Production: kept in .*night/);
    expect(said).not.toContain(api.token);
    expect((await terminal.exit).code).toBe(0);
  }
  await using terminal = spawnTerminal({ args: ['--profile', 'night'], env, ...size });
  await terminal.waitFor(/Acme Production[\s\S]*(?:Nothing is wrong|still to be read: storage syncs)/);
  terminal.press('w');
  await terminal.waitFor(/❯ +● night {2}Acme Production/);
});

test('segtop login with a name that cannot be one says what can', async () => {
  await using terminal = spawnTerminal({ args: ['login', '../night'], ...size });
  await terminal.waitFor(/profile "\.\.\/night" is not allowed; use up to 40 letters|up to 40 letters/);
  expect((await terminal.exit).code).toBe(2);
});
