import { expect, test } from 'vitest';
import type { ReadError } from '../../../source/domain/problem.ts';
import { operationKey } from '../../../source/segment-api/budget/limits.ts';
import { createPublicApi } from '../../../source/segment-api/public-api.ts';
import { reads } from '../../contract/contract.ts';
import { fakeClock } from '../../harness/world-clock.ts';
import { answer, ok, queryOf, scripted } from '../answers.ts';

/** The Public API over a script of answers; the last one repeats. */
export const api = (...pages: readonly unknown[]) => {
  const { transport, requests } = scripted(...pages.map((data) => ok(data)));
  return { ...createPublicApi({ transport, clock: fakeClock() }), requests };
};

export type Api = ReturnType<typeof api>;
export type Read = (from: Api) => Promise<{ readonly value: unknown; readonly problems: readonly unknown[] }>;

/** What it shows, the read, its path, its query, the data of the answer, what becomes of them, and what is said to be lost. */
export type ReadCase = readonly [string, Read, string, string, Readonly<Record<string, unknown>>, unknown, string?];

export const at = (text: string): number => Date.parse(text);

/** Moments of creation and change on the wire, and as they are read. */
export const stamps = { createdAt: '2026-01-05T10:00:00Z', updatedAt: '2026-01-06T10:00:00.123456Z' };
export const times = { createdAt: at(stamps.createdAt), updatedAt: at('2026-01-06T10:00:00.123Z') };

/** Tests each case on a good answer, and its read on odd ones. */
export function testReads(cases: readonly ReadCase[]): void {
  const all = cases.map(([name, read, path, query, data, expected, lost]) => {
    return [name, read, path, query, data, expected, lost] as const;
  });
  test.each(all)('%s', async (_name, read, path, query, data, expected, lost) => {
    const from = api({ ...data, pagination: { current: 'MA==', next: null } });
    const { value, problems } = await read(from);
    const messages = problems.map((problem) => (problem as { readonly message: string }).message);
    expect({ value, messages }).toEqual({ value: expected, messages: lost === undefined ? [] : [lost] });
    expect(from.requests.map((request) => [request.path, queryOf(request)])).toEqual([[path, query]]);
  });

  test.each(all)('%s: a refusal names its operation as the API documents it', async (_name, read, path) => {
    const { transport, requests } = scripted(answer(404, {}));
    const refused = read({ ...createPublicApi({ transport, clock: fakeClock() }), requests });
    const { problem } = await refused.then(
      () => Promise.reject(new Error('it was answered')),
      (thrown: ReadError) => thrown,
    );
    const known = documented.filter(([key, paths]) => key === problem.operation && paths.test(path));
    expect([problem.operation, known.length]).toEqual([problem.operation, 1]);
  });

  test.each(all)('%s: whatever comes, an answer or a ReadError', async (_name, read, _path, _query, data) => {
    await expectNoSurprise(read, Object.keys(data));
  });
}

/** Reads that the API has, and the paths that each leads to. */
const documented = reads.map(({ path }) => {
  const key = operationKey(`GET ${path}`);
  return [key, new RegExp(`^${key.slice('GET '.length).replaceAll('{id}', '[^/]+')}$`)] as const;
});

const odd: readonly unknown[] = [
  null,
  'text',
  [null, 7, 'x', [], {}, { id: 'a' }, { id: 'a', enabled: true, sourceId: 's' }],
  { id: 'a', streamStatus: [{ destinationStatus: 7 }] },
];

/** Odd data under the keys of an answer: the read answers, or rejects with a ReadError and nothing else. */
export async function expectNoSurprise(read: Read, keys: readonly string[]): Promise<void> {
  for (const value of odd) {
    const data = Object.fromEntries(keys.map((key) => [key, value]));
    const [result] = await Promise.allSettled([read(api(data))]);
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ name: 'ReadError' });
    else expect(result.value.problems).toBeInstanceOf(Array);
  }
}
