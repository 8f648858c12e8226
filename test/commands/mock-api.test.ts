import { describe, expect, it } from 'vitest';
import { runMockApi } from '../../source/commands/mock-api.ts';
import type { MockApiCommandOptions } from '../../source/commands/mock-api-options.ts';

/** Runs the command; `stop` ends it, `code` is its exit code. */
function run(options: Partial<MockApiCommandOptions>) {
  const stopping = new AbortController();
  const err: string[] = [];
  const listening = Promise.withResolvers<string>();
  const code = runMockApi(
    { port: 0, scenario: 'everything', ...options },
    { out: listening.resolve, err: (line) => void err.push(line), stop: stopping.signal },
  );
  return { listening: listening.promise, err, code, stop: () => stopping.abort() };
}

describe('segtop mock-api', () => {
  it('prints where it listens, answers, and ends cleanly', async () => {
    const { listening, code, stop, err } = run({ token: 'T' });
    const url = /^listening (http:\/\/127\.0\.0\.1:\d+)$/.exec(await listening)?.[1] ?? '';
    const statuses = await Promise.all(
      ['T', 'other'].map(async (token) => (await fetch(url, { headers: { Authorization: `Bearer ${token}` } })).status),
    );
    expect(statuses).toEqual([200, 401]);
    const taken = run({ port: new URL(url).port });
    expect(await taken.code).toBe(2);
    expect(taken.err).toEqual([
      `segtop mock-api: port ${new URL(url).port} is in use; choose another, or 0 for any free one`,
    ]);
    stop();
    expect([await code, err]).toEqual([0, []]);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('names an unknown scenario and the known ones in one line', async () => {
    const { code, err } = run({ scenario: 'nope' });
    expect(await code).toBe(2);
    expect(err).toHaveLength(1);
    expect(err[0]).toMatch(/^segtop mock-api: --scenario "nope" is not allowed; use .*everything.*empty/);
    expect(err[0]).not.toContain('\n');
  });
});
