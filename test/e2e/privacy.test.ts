import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { mockApi } from '../harness/mock-api.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { demoTerminal } from '../harness/terminal/in-process.ts';
import { spawnTerminal } from '../harness/terminal/pty.ts';
import { disallowed } from '../harness/terminal/sequences.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

test('P-01 P-02 P-05 7 opens the tabs of Privacy; the inbox names field, source, event, matcher and how it hit', async () => {
  await using terminal = demoTerminal({ args: ['--demo'], cols: 200, rows: 50 });
  await terminal.waitFor(/failed deliveries in/);
  terminal.press('7');
  await terminal.waitFor(/Home +Detection +Inbox \d+ +Inventory +Settings +End-user privacy/);
  await terminal.waitFor(/◆ Red +\d+ {2}reach \d+ destinations/);
  terminal.press('l');
  await terminal.waitFor(/email +▲ Yellow +key, value/);
  terminal.press('l');
  await terminal.waitFor(/properties\.card_number +credit card · key · similar .*Billing server \+1 +Payment Failed/);
  await terminal.waitFor(/From 3 tracking plans and \d{2,} payloads/);
  terminal.send('/context.traits.email\r\r');
  await terminal.waitFor(/Matcher +email · key · exact/);
  terminal.press('G');
  await terminal.waitFor(/"email": •••••• +← this field/);
  expect(terminal.text()).not.toMatch(/person@customer/);
  expect(disallowed(terminal.raw())).toEqual([]);
  expect([terminal.scrolls, terminal.wrapped()]).toEqual([0, []]);
});

test('P-03 c classifies a field, a adds it to the inventory, and both are there again the next time', async () => {
  const state = await temporaryFolder();
  const options = { args: ['--demo'], cols: 120, rows: 40, env: { SEGTOP_STATE_DIR: state } };
  {
    await using terminal = spawnTerminal(options);
    await terminal.waitFor(/Home/);
    terminal.press('7', 'l', 'l');
    await terminal.waitFor(/token · key/);
    terminal.send('/session_token\r');
    terminal.press('c');
    await terminal.waitFor(/session_token is yellow: on this machine only/);
    terminal.press('a');
    await terminal.waitFor(/Inventory 1 /);
    terminal.press('ctrl+c', 'ctrl+c');
    expect(await terminal.exit).toMatchObject({ code: 0 });
  }
  const kept = await readFile(join(state, 'local.json'), 'utf8');
  expect(kept).toMatch(/"properties\.session_token": "yellow"/);
  await using again = spawnTerminal(options);
  await again.waitFor(/Home/);
  again.press('7', 'l', 'l', 'l');
  await again.waitFor(/▲ Yellow +properties\.session_token/);
});

test('P-04 the grid of Settings shows what flows where with its warning, and a mark that is broken warns on Home', async () => {
  await using terminal = demoTerminal({ args: ['--demo', '--ascii', '--no-color'], cols: 80, rows: 24 });
  await terminal.waitFor(/Home/);
  terminal.press('7');
  await terminal.waitFor(/Red fields/);
  terminal.press('h', 'h');
  await terminal.waitFor(/Red +Yellow +Green/);
  await terminal.waitFor(/lost for good and no replay brings\s/);
  terminal.press('b');
  await terminal.waitFor(/\[! \d+\]/);
  terminal.press('7', 'l', 'l');
  await terminal.waitFor(/Flows though it should not/);
  expect([terminal.scrolls, terminal.wrapped()]).toEqual([0, []]);
});

test('T-01 over HTTP settings lead to deletion and suppression requests with status, and nothing of people shows', async () => {
  await using api = await mockApi(['--scenario', 'healthy']);
  await using terminal = spawnTerminal({
    env: { SEGTOP_TOKEN: api.token, SEGTOP_API_URL: api.url },
    cols: 120,
    rows: 40,
  });
  await terminal.waitFor(/Acme Production/);
  terminal.press('0');
  await terminal.waitFor(/End-user privacy/);
  terminal.send('/End-user\r\r');
  await terminal.waitFor(/◆ failed +SUPPRESS_WITH_DEL/);
  await terminal.waitFor(/Suppressed now: 4 user ids/);
  terminal.press('enter');
  await terminal.waitFor(/the partner has no deletion endpoint/);
  expect(terminal.text()).not.toMatch(/customer-0/);
});

test('T-01 a token without the role sees which roles may read the requests, and the fields all the same', async () => {
  await using terminal = demoTerminal({ args: ['--demo', '--scenario', 'source-admin'], cols: 80, rows: 24 });
  await terminal.waitFor(/Home/);
  terminal.press('7');
  await terminal.waitFor(/Regulations: no access \(403\); needs a token of a Workspace\s/);
  await terminal.waitFor(/◆ Red +\d/);
  terminal.press('h');
  await terminal.waitFor(/regulations: no access \(403\)/);
});
