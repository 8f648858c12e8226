import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { lineText, type WatchLine, watch } from '../../../source/commands/watch/watch.ts';
import { ReadError } from '../../../source/domain/problem.ts';
import { t } from '../../../source/domain/text.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { problemsOf } from '../../../source/workspace/watch/status.ts';
import { temporaryFolder } from '../../harness/temporary-folder.ts';
import { bin, cleanEnvironment, pinnedNode } from '../../harness/terminal/pty.ts';
import { mockWorkspace, workspaceNow } from '../reading/workspace.ts';

beforeAll(() => {
  expect(inject('buildProblem')).toBe('');
});

/** The bin as it watches, and what it has printed. */
async function watching(...args: readonly string[]) {
  const env = cleanEnvironment(await temporaryFolder(), {});
  const child = spawn(pinnedNode(), [bin, 'status', '--watch', '--demo', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const ended = once(child, 'close');
  const until = async (text: string) => {
    for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
      out += String(chunk);
      if (out.includes(text)) return out;
    }
    throw new Error(`ended without ${text}: ${out}`);
  };
  return { child, ended, until, err: () => err };
}

test('what is wrong is one line each, and SIGINT ends it with the code of how things stand', async () => {
  const { child, ended, until, err } = await watching();
  const out = await until('Braze ← Web (prod)');
  expect(out.split('\n')[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ FOUND {5}\S/);
  child.kill('SIGINT');
  child.stdout.resume();
  expect(await ended).toEqual([1, null]);
  expect(err()).toBe('');
}, 60_000);

test('as JSON each line is an object', async () => {
  const { child, ended, until } = await watching('--json', '--scenario', 'destination-401');
  const [first = ''] = (await until('"verdict":"LOST"')).split('\n');
  expect(Object.keys(JSON.parse(first))).toEqual(['at', 'edge', 'id', 'verdict', 'sentence']);
  child.kill('SIGTERM');
  child.stdout.resume();
  expect(await ended).toEqual([1, null]);
}, 60_000);

test('a closed pipe ends it without a word', async () => {
  const { child, ended, err } = await watching();
  child.stdout.destroy();
  expect(await ended).toEqual([0, null]);
  expect(err()).toBe('');
}, 60_000);

describe('the exit code is that of how things stand', () => {
  const refusing = (problem: ReadError) => (backend: Backend) =>
    new Proxy(backend, {
      get: (target, name) => (name === 'wire' ? target.wire : () => Promise.reject(problem)),
    });
  const lost = new ReadError({ kind: 'no-access', message: t`forbidden`, status: 403, operation: t`GET /` });

  test('nothing was read yet, or nothing answers', async () => {
    const watching = watch(await mockWorkspace('healthy', refusing(lost)), () => undefined);
    expect(watching.code()).toBe(3);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(watching.code()).toBe(3);
    watching.stop();
  });
});

/** Only the newest of the trail is read. */
const cut = (backend: Backend): Backend => ({
  ...backend,
  auditEvents: async (query, options) => {
    const answer = await backend.auditEvents(query, options);
    return { ...answer, value: { items: answer.value.items.slice(0, 3), next: 'more' } };
  },
});

test.each<[string, string, number, ((backend: Backend) => Backend)?]>([
  ['healthy', '', 0],
  ['healthy', ', but for the older events of the trail,', 4, cut],
  ['destination-401', '', 1],
  ['destination-401', ', but for the older events of the trail,', 1, cut],
])(
  'once all of %s%s was read the code is %i',
  async (scenario, _, code, change) => {
    const watching = watch(await mockWorkspace(scenario, change), () => undefined);
    const unread = () => problemsOf(watching.poller, watching.needs(), workspaceNow);
    const now = () => ({ unread: unread(), code: watching.code() });
    await vi.waitFor(() => expect(now()).toEqual({ unread: [], code }), { timeout: 20_000, interval: 50 });
    watching.stop();
  },
  30_000,
);

describe('a line', () => {
  const base: WatchLine = {
    at: '2026-01-05T10:00:00Z',
    edge: 'began',
    id: 'x',
    verdict: 'LOST',
    sentence: 'Braze  LOST',
  };
  test.each<[WatchLine, string]>([
    [base, '2026-01-05T10:00:00Z BEGAN     Braze  LOST'],
    [{ ...base, edge: 'no-answer', sentence: 'timed out' }, '2026-01-05T10:00:00Z NO ANSWER timed out'],
    [{ ...base, edge: 'answered', sentence: '' }, '2026-01-05T10:00:00Z ANSWERED'],
  ])('%j', (line, text) => expect(lineText(line)).toBe(text));
});
