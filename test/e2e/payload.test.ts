import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { mockApi } from '../harness/mock-api.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { demoTerminal } from '../harness/terminal/in-process.ts';
import { spawnTerminal } from '../harness/terminal/pty.ts';
import { disallowed } from '../harness/terminal/sequences.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

const size = { cols: 120, rows: 40 };
const failing = /401 {2}[\d.]+% failing/;
const response = /"error": "invalid_grant"/;

const demo = (scenario: string) => demoTerminal({ args: ['--demo', '--scenario', scenario], ...size });

describe.each([['destination-401'], ['everything']])('%s: from Home', (scenario) => {
  test('one key to the response, one more to the request, two to what was sent, and on to the next sample', async () => {
    await using terminal = demo(scenario);
    await terminal.waitFor(failing);
    terminal.press('!');
    await terminal.waitFor(response);
    terminal.press('h');
    await terminal.waitFor(/"method": "POST"/);
    terminal.press('h');
    await terminal.waitFor(/"messageId"/);
    terminal.press(']');
    await terminal.waitFor(/sample 2 of 10 \(of [\d,]+ failed\)/);
    expect(disallowed(terminal.raw())).toEqual([]);
    expect([terminal.scrolls, terminal.wrapped()]).toEqual([0, []]);
  });

  test('triage, connection, drawer: three keys, also typed at once', async () => {
    await using terminal = demo(scenario);
    await terminal.waitFor(failing);
    terminal.send('e\r\r');
    await terminal.waitFor(response);
    expect(terminal.text()).toMatch(/Triage › Braze ← Web \(prod\) › 401/);
  });

  test('from the panel of destinations: p on the worst row', async () => {
    await using terminal = demo(scenario);
    await terminal.waitFor(failing);
    terminal.press('tab', 'p');
    await terminal.waitFor(response);
    terminal.press('esc');
    await terminal.waitFor(failing);
    terminal.press('9', 'p');
    await terminal.waitFor(/No payload to open/);
  });
});

test('J shows the masked payload in $PAGER and comes back', async () => {
  const pager = join(await temporaryFolder(), 'pager.mjs');
  writeFileSync(
    pager,
    `import { createReadStream } from 'node:fs';
     let text = '';
     for await (const part of process.stdin) text += part;
     const keys = createReadStream('/dev/tty', { encoding: 'utf8' });
     keys.on('data', (typed) => (typed.includes('q') ? process.exit() : console.log('GOT ' + typed.trim())));
     console.log('PAGED ' + text.match(/"email".*/)[0]);`,
  );
  await using terminal = spawnTerminal({
    args: ['--demo', '--scenario', 'destination-401'],
    env: { PAGER: `${process.execPath} ${pager}` },
    ...size,
  });
  await terminal.waitFor(failing);
  terminal.press('!');
  await terminal.waitFor(response);
  terminal.press('h', 'h');
  await terminal.waitFor(/"email": ••••••/);
  terminal.press('J');
  await terminal.waitFor(/PAGED "email": ••••••/);
  // Every key is the pager's: none is read away from it, none comes later.
  for (const key of ['1', '2', '3', '4']) {
    terminal.press(key, 'enter');
    await terminal.waitFor(new RegExp(`GOT ${key}`));
  }
  terminal.press('q', 'enter');
  // Whoever is that quick has a pager that seems to have printed only: segtop waits for a key.
  const after = await terminal.waitFor(/sample 1 of 10|any key goes back/);
  if (!after.includes('sample 1 of 10')) terminal.press('q');
  await terminal.waitFor(/sample 1 of 10/);
  expect(terminal.altScreen).toBe(true);
  terminal.press('l', 'l');
  await terminal.waitFor(response);
});

test('over HTTP: no payload, said so with reason, numbers, link and the changes of both ends', async () => {
  await using api = await mockApi(['--scenario', 'destination-401']);
  await using terminal = spawnTerminal({ env: { SEGTOP_TOKEN: api.token, SEGTOP_API_URL: api.url }, ...size });
  await terminal.waitFor(failing);
  terminal.press('!');
  await terminal.waitFor(/The Public API gives no payloads/);
  await terminal.waitFor(/Integration Modified +Braze ← Web \(prod\) +ana@acme\.example {2}near the onset/);
  const text = terminal.text();
  expect(text).toMatch(/LOST {2}[\d,]+ failed {2}last seen in the hour from \d\d:00/);
  expect(text).toMatch(/Not retried/);
  expect(text).toMatch(/https:\/\/app\.segment\.com\/acme-prod\/destinations\//);
  terminal.press('y');
  await terminal.waitFor(/Link copied: https:/);
  terminal.press('enter');
  await terminal.waitFor(/401 › Integration Modified/);
});
