import { describe, expect, it } from 'vitest';
import type { AuditItem } from '../../../source/domain/entities.ts';
import type { StepQuery } from '../../../source/domain/queries.ts';
import { resourceFamilies } from '../../../source/domain/resource-families.ts';
import { hour, minute, type Period, periods, type Window } from '../../../source/domain/time.ts';
import type { Backend } from '../../../source/workspace/polling/backend.ts';
import { hoursSeen } from '../../../source/workspace/polling/hours-seen.ts';
import { familyOf } from '../../../source/workspace/polling/resource.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import * as violations from '../../../source/workspace/resources/violations.ts';
import { failedLastTime } from '../../../source/workspace/watch/failed-last-time.ts';
import { readSources } from '../../harness/imports.ts';
import { now } from '../snapshots.ts';

// Keys of alerts are other keys; hours are read for one question and never again.
const keysInSource = readSources('source/workspace')
  .filter(({ path }) => !/\/watch\/(?:alerts\/|thresholds|hours\.ts$)/.test(path))
  .flatMap(({ text }) => [...text.matchAll(/\bkey: ['`]([a-z-]+)[:'`]/g)])
  .map(([, family]) => family)
  // Recalled, never read: there is no interval to set.
  .filter((family) => family !== familyOf(failedLastTime) && family !== familyOf(hoursSeen));

describe('resource families', () => {
  it('are what the configuration may name, all of them and no other', () => {
    expect([...new Set(keysInSource)].sort()).toEqual([...resourceFamilies].sort());
  });

  it.each([
    ['workspace', 'workspace'],
    ['volume:24h', 'volume'],
    ['metrics:7d:abc:d', 'metrics'],
  ])('of the key %s is %s', (key, family) => {
    expect(familyOf({ ...resources.workspace, key })).toBe(family);
  });
});

const pair = { id: 'd', sourceId: 's' };

describe('keys', () => {
  it('differ wherever the answer may', () => {
    const keys = periods.flatMap((period) => [
      resources.volume(period).key,
      resources.forwardedViolations(period).key,
      resources.metrics(period, pair).key,
      resources.comparedMetrics(period, pair).key,
      resources.failures(period, pair).key,
      resources.blocked(period, 's').key,
      resources.recentAudit(period).key,
    ]);
    const ofSources = periods.flatMap((period) =>
      ['s', 'other'].flatMap((id) => [
        violations.violationDetails(period, id).key,
        violations.blockedEvents(period, id).key,
        violations.blockedReasons(period, id, { eventName: 'Order Completed', eventType: 'track' }).key,
        violations.blockedReasons(period, id, { eventName: 'Order Completed', eventType: 'page' }).key,
        violations.eventTotals(period, id).key,
        violations.receivedVersions(period, id).key,
        violations.ingestFailures(period, id).key,
      ]),
    );
    const all = [...keys, ...ofSources, violations.sourceById('s').key, violations.sourceById('other').key];
    expect(all.filter((key, index) => all.indexOf(key) !== index)).toEqual([]);
    expect(resources.metrics('24h', pair, true).key).toBe(resources.metrics('24h', pair).key);
  });
});

describe('intervals', () => {
  it.each([
    ['what is looked at', resources.metrics('24h', pair, true), minute],
    ['the rest of a sweep', resources.metrics('24h', pair), 5 * minute],
    ['the window before', resources.comparedMetrics('24h', pair), hour],
    ['the week before', resources.comparedMetrics('7d', pair), 7 * hour],
    ['what is counted once a day', resources.mtu(now), hour],
    ['what may be asked twice a minute', resources.warehouseSyncs('w'), 10 * minute],
  ])('%s', (_, resource, every) => {
    expect(resource.every).toBe(every);
  });
});

describe('windows that are asked for', () => {
  const iso = (at: number) => new Date(at).toISOString().slice(0, 16);

  it.each([
    ['24h', ['2026-01-14T12:00', '2026-01-15T12:00'], ['2026-01-13T12:00', '2026-01-14T12:00'], [24, 48]],
    // Steps reach back two weeks, and the hour that this moment is in is not over.
    ['7d', ['2026-01-08T13:00', '2026-01-15T12:00'], ['2026-01-01T13:00', '2026-01-08T12:00'], [167, 334]],
  ] as const)('to compare %s are equal and of full hours', async (compared, recent, before, counts) => {
    const asked: StepQuery[] = [];
    const backend = {
      deliveryStep: async (query: StepQuery) => {
        asked.push(query);
        const series = Array.from({ length: 400 }, (_, index) => {
          const at = now - (now % hour) - index * hour;
          return { at, count: at < Date.parse(`${recent[0]}Z`) ? 2 : 1 };
        });
        return { value: { total: 0, rows: [{ by: {}, total: 0, retries: 0, series }] }, problems: [] };
      },
    };
    const { value } = await resources.comparedMetrics(compared, pair).load(backend as never, {}, now);
    const texts = ({ window: { start, end } }: { readonly window: Window }) => [iso(start), iso(end)];
    expect(asked.map(({ step, granularity }) => [step, granularity])).toEqual([
      ['failed-delivery', 'HOUR'],
      ['successful-delivery', 'HOUR'],
    ]);
    expect(asked.map(texts)).toEqual(asked.map(() => [before[0], recent[1]]));
    expect([texts(value.recent), texts(value.before)]).toEqual([recent, before]);
    expect([value.recent.metrics.discarded, value.before.metrics.firstTry]).toEqual(counts);
  });
});

describe('what happened of late', () => {
  const events = (count: number): AuditItem[] => Array.from({ length: count }, () => ({}) as AuditItem);

  it.each<[string, Period, number | undefined, readonly (readonly [count: number, left: boolean])[]]>([
    ['of a day with few events is one short page', '24h', undefined, [[200, false]]],
    [
      'of a day with more than that is read again by the longest page',
      '24h',
      undefined,
      [
        [200, true],
        [1000, false],
      ],
    ],
    ['of a day that had as many as the short page holds is a short page again', '24h', 200, [[200, false]]],
    ['of a day that had more is the longest page at once, also where that is not all', '24h', 201, [[1000, true]]],
    ['of a week is the longest page, and no other', '7d', undefined, [[1000, true]]],
  ])('%s', async (_, span, before, answers) => {
    const asked: number[] = [];
    const auditEvents: Backend['auditEvents'] = async ({ count }) => {
      asked.push(count);
      const left = answers[asked.length - 1]?.[1] ?? true;
      return { value: { items: events(count), ...(left ? { next: 'more' } : {}) }, problems: [] };
    };
    const previous = before === undefined ? undefined : { items: events(before) };
    const { value } = await resources.recentAudit(span).load({ auditEvents } as Backend, {}, now, previous);
    expect(asked).toEqual(answers.map(([count]) => count));
    expect([value.items.length, value.next !== undefined]).toEqual(answers.at(-1));
  });
});
