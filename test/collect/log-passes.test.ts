import { expect, test } from 'vitest';
import { type LogDutyOptions, type LogStore, logDuty } from '../../source/collect/log-duty.ts';
import { ReadError } from '../../source/domain/problem.ts';
import { t } from '../../source/domain/text.ts';
import { hour, second } from '../../source/domain/time.ts';
import type { AskedHour } from '../../source/store/failure-logs.ts';
import { noon } from '../store/stage.ts';

type Claim = Parameters<LogStore['store']['claim']>;

interface Given {
  readonly isOpen?: boolean;
  readonly until?: number;
  readonly claim?: string;
  /** Begins of the hours that failed, at each look; the last ones from then on. */
  readonly failing?: readonly (readonly number[] | 'nothing')[];
  readonly mayTake?: boolean;
  readonly links?: LogDutyOptions['links'];
}

const failed = [noon - 2 * hour, noon - 3 * hour];

/** A duty over a store that is made up: what it did in its first look, and when it looks again. */
function duty({ isOpen = true, until = 0, claim = 'mine', failing = [failed], mayTake = true, links }: Given) {
  const claims: Claim[] = [];
  const released: string[] = [];
  const asked: number[] = [];
  const since = new Set<number>();
  const kept: AskedHour[] = [];
  const closed: number[] = [];
  const problems: string[] = [];
  const waits: number[] = [];
  const { promise: looked, resolve } = Promise.withResolvers<void>();
  let looks = 0;
  const own = logDuty({
    clock: {
      now: () => noon,
      setTimer: (run, ms) => {
        waits.push(ms);
        if (waits.length === 1) queueMicrotask(run);
        else resolve();
        return () => undefined;
      },
    },
    store: () => ({
      logs: {
        isOpen,
        put: (entries) => ({ added: entries.length, known: 0 }),
        hours: (_, from) => {
          since.add(from);
          return kept;
        },
        asked: (_, each) => kept.push(each) > 0,
        takeRequest: () => (mayTake ? 0 : undefined),
        used: () => ({ taken: 0, until }),
        close: (at) => void closed.push(at),
      },
      store: {
        claim: (...all) => {
          claims.push(all);
          return claim;
        },
        release: (key) => void released.push(key),
      },
    }),
    failing: () => {
      const hours = failing[Math.min(looks, failing.length - 1)]!;
      looks += 1;
      return hours === 'nothing' ? [] : [{ destinationId: 'dst', collectionId: 'c', hours }];
    },
    links: (query, signal) => {
      asked.push(query.hour);
      return links?.(query, signal) ?? Promise.resolve({ value: [], problems: [] });
    },
    download: async function* () {},
    onProblem: (_, reason) => problems.push(reason),
  });
  return { own, looked, claims, released, asked, since, kept, closed, problems, waits };
}

const refusal = (kind: 'not-found' | 'not-in-plan') =>
  new ReadError({ kind, message: t`refused`, status: 400, operation: t`POST` });
const failsWith = (thrown: unknown) => () => Promise.reject(thrown);

test.each<[string, Given, asked: number, claimed: number, released: number, wait: number]>([
  ['asks for all that is due', {}, 2, 2, 2, 20],
  ['has no store', { isOpen: false }, 0, 0, 0, 1],
  ['may not ask yet', { until: noon + 1 }, 0, 0, 0, 20],
  ['may ask again', { until: noon }, 2, 2, 2, 20],
  ['knows of nothing that fails', { failing: ['nothing'] }, 0, 0, 0, 1],
  ['knows of nothing that is due', { failing: [[noon]] }, 0, 0, 0, 20],
  ['finds another program asking', { claim: 'other' }, 0, 1, 0, 20],
  ['finds that another program has asked', { failing: [failed, [noon]] }, 0, 1, 1, 20],
  ['finds that no request is left', { mayTake: false }, 0, 1, 1, 20],
  ['finds one hour unknown', { links: failsWith(refusal('not-found')) }, 2, 2, 2, 20],
  ['is refused', { links: failsWith(refusal('not-in-plan')) }, 1, 1, 1, 20],
  ['fails otherwise', { links: failsWith(new Error('no route')) }, 1, 1, 1, 20],
])('a look that %s gives the right to ask back, and comes again in time', async (_, given, ...expected) => {
  const { looked, asked, claims, released, waits, since, closed } = duty(given);
  await looked;
  expect([asked.length, claims.length, released.length, waits[1]! / second]).toEqual(expected);
  expect(new Set(released)).toEqual(new Set(released.length > 0 ? ['failure-logs'] : []));
  for (const each of claims)
    expect(each).toEqual(['failure-logs', { fetchedAfter: Number.MAX_SAFE_INTEGER, askedFrom: 0, priority: 3 }]);
  for (const from of since) expect(from).toBe(noon - 48 * hour);
  expect(closed).toEqual([]);
});

test.each<[string, LogDutyOptions['links'], outcome: string, problems: readonly string[]]>([
  ['was read', async () => ({ value: [], problems: [] }), '', []],
  ['has fifty files', async () => ({ value: Array.from({ length: 50 }, String), problems: [] }), '', []],
  [
    'has one more',
    async () => ({ value: Array.from({ length: 51 }, String), problems: [] }),
    '1 of 51 log files of an hour are left out',
    [],
  ],
  ['was refused', failsWith(refusal('not-in-plan')), 'refused', ['refused']],
  ['failed', failsWith(new Error('no route\u001b[2J')), 'no route', ['no route']],
  ['failed without an error', failsWith('odd'), 'odd', ['odd']],
  ['failed at length', failsWith(new Error('x'.repeat(300))), 'x'.repeat(200), ['x'.repeat(200)]],
])('of an hour that %s it is kept what came of it', async (_, links, outcome, problems) => {
  const { looked, kept, problems: told } = duty({ failing: [[noon - 2 * hour]], links });
  await looked;
  expect(kept).toEqual([{ hour: noon - 2 * hour, askedAt: noon, lines: 0, outcome }]);
  expect(told).toEqual(problems);
});

test('what is under way at the end is given up without a word, and nothing follows', async () => {
  const { promise: isAsked, resolve } = Promise.withResolvers<void>();
  const links: LogDutyOptions['links'] = (_, signal) =>
    new Promise((__, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted')));
      resolve();
    });
  const { own, kept, problems, waits, released } = duty({ links });
  await isAsked;
  own.end();
  await expect.poll(() => released).toEqual(['failure-logs']);
  await new Promise((done) => setImmediate(done));
  expect([kept, problems, waits]).toEqual([[], [], [0]]);
});
