import { describe, expect, test } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { type Bucket, day, floorTo, hour, minute } from '../../../../source/domain/time.ts';
import type { AllRuleSettings } from '../../../../source/domain/watch/alerts/rules.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { evaluate } from '../../../../source/workspace/watch/alerts/evaluate.ts';
import { sameHours } from '../../../../source/workspace/watch/alerts/sources.ts';
import { overview } from '../../../../source/workspace/watch/overview.ts';
import {
  aged,
  auditWith,
  now,
  period,
  problemWith,
  type Snapshots,
  snapshots,
  sourceWith,
  steady,
  stoppedSource,
} from '../../snapshots.ts';

const at10 = Date.UTC(2026, 0, 12, 10);
const before = (days: number, after = 0, count = 1) => ({ at: at10 - days * day + after, count });

test.each<readonly [what: string, old: readonly Bucket[], newer: readonly Bucket[], days: readonly number[]]>([
  ['nothing', [], [], [0, 0, 0, 0, 0, 0, 0]],
  ['each of seven days', [1, 2, 3, 4, 5, 6, 7].map((days) => before(days, 0, days)), [], [1, 2, 3, 4, 5, 6, 7]],
  ['all parts of an hour', [before(2, 0, 5), before(2, hour - 1, 6)], [], [0, 11, 0, 0, 0, 0, 0]],
  ['no other hour', [before(2, hour), before(2, -1), before(1, hour), before(7, -hour)], [], [0, 0, 0, 0, 0, 0, 0]],
  ['neither that hour itself nor eight days before', [before(0), before(8)], [], [0, 0, 0, 0, 0, 0, 0]],
  ['yesterday from the newer series', [before(2)], [before(1, 0, 4), before(1, hour - 1, 3)], [7, 1, 0, 0, 0, 0, 0]],
  ['yesterday once where both have it', [before(1, 0, 4), before(2, 0, 0)], [before(1, 0, 4)], [4, 0, 0, 0, 0, 0, 0]],
  ['yesterday from both', [before(1, 0, 4)], [before(1, 1, 2)], [6, 0, 0, 0, 0, 0, 0]],
  [
    'of the newer series yesterday alone',
    [],
    [before(0), before(1, -1), before(1, hour), before(2)],
    [0, 0, 0, 0, 0, 0, 0],
  ],
])('the same hour of the week before has %s', (_, old, newer, days) => {
  expect(sameHours(old, newer, at10)).toEqual(days);
});

const web = sourceWith('web', { name: t`Web` });
const shop = sourceWith('shop', { name: t`Shop` });

/** Both sources are listed, and nothing else. */
const world = (): Snapshots =>
  snapshots()
    .set(resources.sources, [web, shop])
    .set(resources.volume(period), [])
    .set(resources.usualVolume, [])
    .set(resources.destinations, [])
    .set(resources.warehouses, [])
    .set(resources.trackingPlans, [])
    .set(resources.recentAudit(period), { items: [] });

const judge = ({ read }: Snapshots, settings: AllRuleSettings = {}, at = now) =>
  evaluate(overview(read, period, at, {}), read, { settings, isOwn: () => false });

describe('a silence', () => {
  const silent = () => {
    const all = world();
    const volume = [stoppedSource(all, 'web', 101), stoppedSource(all, 'shop', 40)];
    const at = Date.parse('2026-01-15T03:50:00Z');
    const changed = auditWith({ at, type: t`Source Settings Modified`, resourceId: 'shop', resourceName: t`Shop` });
    return all.set(resources.volume(period), volume).set(resources.recentAudit(period), { items: [changed] });
  };

  test('says since when, how much is missing, and what was changed before', () => {
    const cause = { type: 'Source Settings Modified', actor: 'u1', resource: 'Shop' };
    const both = { rule: 'silent-source', severity: 'critical', verdict: 'SILENT', size: 1 };
    const since = Date.parse('2026-01-15T05:00:00Z');
    expect(judge(silent()).findings).toMatchObject([
      {
        ...both,
        key: 'source:source/web',
        facts: 'SILENT, since 04:00–05:00, usually 101 events an hour, about 756 missing',
        since,
        numbers: { missing: 756, usualPerHour: 101 },
        groups: ['silence'],
      },
      {
        ...both,
        key: 'source:source/shop',
        facts: 'SILENT, since 04:00–05:00, usually 40 events an hour, about 299 missing, Shop changed by u1 03:50',
        since,
        cause,
        numbers: { missing: 299, usualPerHour: 40 },
      },
    ]);
  });

  test('is a loss of volume where nobody wants to hear of silences, and is not over', () => {
    const { findings, isClear } = judge(silent(), { 'silent-source': { parameters: {}, enabled: false } });
    expect(findings).toEqual([]);
    expect(isClear('source:source/web')).toBe(false);
    const busy = world();
    busy.set(resources.volume(period), [stoppedSource(busy, 'web', 600)]);
    const found = judge(busy, { 'silent-source': { parameters: {}, enabled: false } }).findings;
    expect(found.map(({ rule, key }) => [rule, key])).toEqual([['source-volume', 'source:source/web']]);
  });

  test.each([
    ['is on', web, ['source:source/web'], false],
    ['is off', { ...web, enabled: false }, [], true],
  ])('is one only of a source that %s', (_, source, keys, isClear) => {
    const judged = judge(silent().set(resources.sources, [source]));
    expect(judged.findings.map(({ key }) => key)).toEqual(keys);
    expect(judged.isClear('source:source/web')).toBe(isClear);
  });

  test('is none of a source that only takes in the violations of another', () => {
    const judged = judge(
      silent()
        .set(resources.trackingPlans, [{ id: 'tp', name: t`Plan`, type: t`LIVE` }])
        .set(resources.trackingPlanSources('tp'), [shop])
        .set(resources.sourceSettings('shop'), { sourceId: 'shop', forwardingViolationsTo: 'web' } as never),
    );
    expect(judged.findings.map(({ key }) => key)).toEqual(['source:source/shop']);
    expect([judged.isClear('source:source/web'), judged.isClear('source:source/shop')]).toEqual([true, false]);
  });

  test.each([
    ['whole', [], true],
    ['not whole', [problemWith({ kind: 'dropped-rows', status: 200 })], false],
  ])('of a source that is gone is over where the list is %s', (_, problems, isClear) => {
    expect(judge(silent().set(resources.sources, [web], problems)).isClear('source:source/shop')).toBe(isClear);
  });
});

describe('the volume of the last full hour', () => {
  const fullHour = (at: number) => floorTo(at - 6 * minute, 'HOUR') - hour;
  const last = fullHour(now);
  /** Of that hour, and of the same on the days before, newest first. */
  const sent = (count: number, days: readonly number[], start = last) => {
    const before = days.map((each, index) => ({ at: start - (index + 1) * day, count: each }));
    return world()
      .set(resources.volume(period), [{ sourceId: 'web', total: 0, series: [{ at: start, count }, before[0]!] }])
      .set(resources.usualVolume, [{ sourceId: 'web', total: 0, series: before }]);
  };
  const volumes = (of: Snapshots, settings?: AllRuleSettings, at?: number) =>
    judge(of, settings, at).findings.filter(({ rule }) => rule === 'source-volume');
  const week = steady(1000, 7);
  const one = (count: number) => [1000, count, ...steady(1000, 5)];

  test('says how much came, and how much a week before', () => {
    const both = { severity: 'warning', key: 'source:source/web', subject: { type: 'source', id: 'web', name: 'Web' } };
    expect(volumes(sent(300, week))).toMatchObject([
      {
        ...both,
        verdict: 'DROPPED',
        facts: 'DROPPED -70%, 300 events in the last full hour, 1k in that hour last week, since 11:00',
        since: last,
        numbers: { events: 300, lastWeek: 1000, changePercent: -70 },
        size: 1000 / 300,
        groups: ['silence'],
      },
    ]);
    expect(volumes(sent(4000, week))).toMatchObject([
      {
        ...both,
        verdict: 'GREW',
        facts: 'GREW +300%, 4k events in the last full hour, 1k in that hour last week, since 11:00',
        since: last,
        numbers: { events: 4000, lastWeek: 1000, changePercent: 300 },
        size: 4,
        groups: ['rise:web'],
      },
    ]);
  });

  test.each([
    ['three fifths gone', 400, week, 0],
    ['more', 399, week, 1],
    ['grown by half as much again and the whole', 2500, week, 0],
    ['more', 2501, week, 1],
    ['three fifths of the least of these days', 300, one(500), 0],
    ['less', 299, one(500), 1],
    ['half as much again as the most of them', 2700, one(1800), 0],
    ['more', 2701, one(1800), 1],
    ['few events in both hours', 100, steady(499, 7), 0],
    ['just enough in one of them', 100, steady(500, 7), 1],
    ['just enough, of which all is gone', 0, steady(500, 7), 1],
  ])('is raised beyond all that is usual: %s, %d', (_, count, days, expected) => {
    expect(volumes(sent(count, days))).toHaveLength(expected);
  });

  test.each([
    ['as many times as little', 250, 4, -75],
    ['all that came where nothing does any more', 0, 1000, -100],
    ['rounded to the nearest', 336, 1000 / 336, -66],
    ['as many times as much', 5000, 5, 400],
  ])('is as large as it is %s: %d of a thousand', (_, count, size, changePercent) => {
    expect(volumes(sent(count, week))).toMatchObject([{ size, numbers: { changePercent } }]);
  });

  test('has its numbers and its switch from the configuration', () => {
    const with_ = (parameters: Record<string, number>, enabled = true) => ({
      'source-volume': { parameters, enabled },
    });
    expect(volumes(sent(300, week), with_({ drop: 70 }))).toEqual([]);
    expect(volumes(sent(4000, week), with_({ rise: 300 }))).toEqual([]);
    expect(volumes(sent(4000, week), with_({ fewest: 4001 }))).toEqual([]);
    expect(volumes(sent(300, week), with_({}, false))).toEqual([]);
  });

  test.each([
    ['12:05:59', '10:00'],
    ['12:06:00', '11:00'],
    ['12:59:59', '11:00'],
  ])('at %s is that of %s: what came last is counted a little later', (time, expected) => {
    const at = Date.parse(`2026-01-15T${time}Z`);
    const start = Date.parse(`2026-01-15T${expected}:00Z`);
    const of = sent(300, week, start);
    const read: Snapshots['read'] = (resource) => {
      const snapshot = of.read(resource);
      return snapshot.data === undefined ? snapshot : { ...snapshot, fetchedAt: at };
    };
    expect(volumes({ ...of, read }, {}, at).map(({ since }) => since)).toEqual([start]);
  });

  test('is judged by no week that does not reach back to it', () => {
    const old = fullHour(now - 2 * day);
    const of = aged(sent(300, week, old), resources.volume(period), 2 * day);
    expect(volumes(of)).toEqual([]);
    expect(judge(of).isClear('source:source/web')).toBe(false);
  });
});
