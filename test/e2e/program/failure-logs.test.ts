import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { mockApi } from '../../harness/mock-api.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import { spawnTerminal } from '../../harness/terminal/pty.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

const size = { cols: 120, rows: 40 };
const failing = /401 {2}[\d.]+% failing/;

/** The destinations called Braze of a served workspace. */
async function brazes({ url, token }: { readonly url: string; readonly token: string }): Promise<readonly string[]> {
  const response = await fetch(`${url}/destinations?pagination.count=200`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { data } = (await response.json()) as { data: { destinations: { id: string; name: string }[] } };
  return data.destinations.filter(({ name }) => name === 'Braze').map(({ id }) => id);
}

test('over HTTP with failure logs: ! shows request and response, ] the next one, with as many keys as on the demo', async () => {
  await using api = await mockApi(['--scenario', 'destination-401']);
  const configDir = await temporaryFolder();
  const failureLogs = Object.fromEntries((await brazes(api)).map((id) => [id, `logs-${id}`]));
  writeFileSync(join(configDir, 'config.json'), JSON.stringify({ failureLogs }));
  await using terminal = spawnTerminal({
    env: { SEGTOP_TOKEN: api.token, SEGTOP_API_URL: api.url, SEGTOP_CONFIG_DIR: configDir },
    ...size,
  });
  await terminal.waitFor(failing);
  terminal.press('!');
  await terminal.waitFor(
    /sample 1 of \d+ \(of [\d,]+ failed\)[\s\S]*HTTP 401[\s\S]*failure log, read[\s\S]*"error": "invalid_grant"/,
  );
  terminal.press('h');
  await terminal.waitFor(/POST[\s\S]*"method": "POST"/);
  terminal.press(']');
  await terminal.waitFor(/sample 2 of \d+/);
  terminal.press('h');
  await terminal.waitFor(/not collected[\s\S]*This event was not seen by this machine/);
  const asked = (await api.requests()).filter(({ path }) => path === '/customer-insights/download');
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.length).toBeLessThanOrEqual(24);
});

test('without them the page of the destination says how, and C takes the Collection ID', async () => {
  await using api = await mockApi(['--scenario', 'destination-401']);
  await using terminal = spawnTerminal({ env: { SEGTOP_TOKEN: api.token, SEGTOP_API_URL: api.url }, ...size });
  await terminal.waitFor(failing);
  terminal.press('e');
  await terminal.waitFor(/❯ ◆ +Braze ← Web \(prod\)/);
  terminal.press('enter');
  await terminal.waitFor(
    /Logs +off: they would give ! its payloads[\s\S]*owner, web app: turn on Log collection[\s\S]*C takes the Collection ID shown there/,
  );
  terminal.press('C');
  await terminal.waitFor(/Collection ID:/);
  const [id = ''] = await brazes(api);
  terminal.send(`logs-${id}\r`);
  await terminal.waitFor(/Collection ID kept: logs-/);
  await terminal.waitFor(/Logs +\d+ responses, to (?:[A-Z][a-z]{2} \d+ )?\d\d:00/, 20_000);
});
