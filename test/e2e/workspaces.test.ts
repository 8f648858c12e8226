import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { spawnMockApi } from '../harness/mock-api.ts';
import { spawnTerminal } from '../harness/pty.ts';

const folder = mkdtempSync(join(tmpdir(), 'segtop-workspaces-'));
const size = { cols: 120, rows: 40 };

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function configured(profiles: Readonly<Record<string, { readonly url: string; readonly token: string }>>): string {
  const entries = Object.entries(profiles).map(([name, { url, token }]) => [name, { apiUrl: url, token }]);
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ profiles: Object.fromEntries(entries) }), {
    mode: 0o600,
  });
  return folder;
}

test('w, down and enter open the Home of another workspace, with nothing left of the first (W-08, W-09)', async () => {
  await using broken = await spawnMockApi(['--scenario', 'destination-401']);
  await using calm = await spawnMockApi(['--scenario', 'healthy']);
  const env = { SEGTOP_CONFIG_DIR: configured({ prod: broken, staging: calm }) };
  await using terminal = spawnTerminal({ args: [], env, ...size });
  await terminal.waitFor(/◆ Braze ← Web \(prod\)/);
  terminal.press('w');
  await terminal.waitFor(/╭ Workspaces[\s\S]*● prod[\s\S]*staging[\s\S]*demo/);
  terminal.press('down', 'enter');
  const text = await terminal.waitFor(/Nothing is wrong/);
  expect(text).not.toContain('Braze ← Web (prod)  401');
  expect(text).toMatch(/1 Home/);
});

test('a workspace that does not answer can be left for the demo', async () => {
  const dead = { url: 'http://127.0.0.1:9', token: 'sgp_test_not_a_secret' };
  const env = { SEGTOP_CONFIG_DIR: configured({ dead }) };
  await using terminal = spawnTerminal({ args: [], env, ...size });
  await terminal.waitFor(/no connection/);
  terminal.press('w', 'down', 'enter');
  await terminal.waitFor(/DEMO[\s\S]*Braze ← Web \(prod\)/);
});
