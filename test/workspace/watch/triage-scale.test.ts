import { describe, expect, it } from 'vitest';
import type { AuditItem } from '../../../source/domain/entities.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { hour, minute, second } from '../../../source/domain/time.ts';
import type { Connection } from '../../../source/workspace/delivery/fleet.ts';
import type { ColorFlow } from '../../../source/workspace/privacy/flows.ts';
import type { SourceViolations } from '../../../source/workspace/protocols/violations.ts';
import type { SourceFlow } from '../../../source/workspace/sources/inflow.ts';
import type { StorageHealth } from '../../../source/workspace/storage/health.ts';
import { triage } from '../../../source/workspace/watch/triage.ts';
import { auditWith, destinationWith, hourly, now, sourceWith, warehouseWith } from '../snapshots.ts';

type Meters = Parameters<typeof triage>[4];

interface Wrong {
  readonly connections?: readonly object[];
  readonly flows?: readonly object[];
  readonly rows?: readonly object[];
  readonly storage?: readonly object[];
  readonly meters?: readonly object[];
  readonly marks?: readonly object[];
  readonly audit?: readonly AuditItem[];
}

/** Of each thing only what the scale goes by. */
function itemsOf({
  connections = [],
  flows = [],
  rows = [],
  storage = [],
  meters = [],
  marks = [],
  audit = [],
}: Wrong) {
  const known = flows as readonly SourceFlow[];
  return triage(
    { connections: connections as readonly Connection[] } as Parameters<typeof triage>[0],
    {
      flows: known,
      bySource: new Map(known.map((flow) => [flow.source.id, flow])),
      window: { start: now - 24 * hour, end: now },
    } as unknown as Parameters<typeof triage>[1],
    { rows: rows as readonly SourceViolations[] } as Parameters<typeof triage>[2],
    storage as readonly StorageHealth[],
    meters as Meters,
    { audit, now, period: '24h', marks: marks as readonly ColorFlow[] },
  );
}
const severity = (wrong: Wrong) => itemsOf(wrong).map((item) => item.severity);

describe('how bad a connection is', () => {
  const connection = (judgement: object, more: object = {}) => ({
    id: 'd',
    destination: destinationWith('d', 'web'),
    judgement: { state: 'losing', raised: true, trouble: true, rate: 50, perHour: 0, ...judgement },
    verdict: 'LOST',
    ...more,
  });

  it.each<readonly [string, object, number]>([
    ['loses five percent', connection({ rate: 5 }), 900],
    ['loses half', connection({ rate: 50 }), 905],
    ['loses less than that', connection({ rate: 4.999 }), 200],
    ['loses at a rate that is not known', connection({ rate: undefined }), 200],
    ['gives up five percent', connection({ rate: 5 }, { verdict: 'EXPIRED' }), 700],
    ['loses all of eight events an hour', connection({ rate: 100, perHour: 8 }), 909],
    ['loses all of nine', connection({ rate: 100, perHour: 9 }), 919],
    ['loses all of a trillion', connection({ rate: 100, perHour: 1e12 }), 999],
    ['gives up all of a trillion', connection({ rate: 100, perHour: 1e12 }, { verdict: 'EXPIRED' }), 799],
    ['makes all of a trillion wait', connection({ state: 'retrying', rate: 100, perHour: 1e12 }), 399],
    ['has ended with all of a trillion', connection({ state: 'recovering', rate: 100, perHour: 1e12 }), 299],
    ['is silent where a trillion came', connection({}, { verdict: 'SILENT', sourceEvents: 1e12 }), 899],
    ['is silent where nothing is known to have come', connection({}, { verdict: 'SILENT' }), 800],
    [
      'is switched off where a trillion came',
      connection({ raised: false, trouble: false }, { verdict: 'DISABLED', sourceEvents: 1e12 }),
      699,
    ],
  ])('%s', (_, each, expected) => {
    expect(severity({ connections: [each] })).toEqual([expected]);
  });

  it.each<readonly [string, object, object]>([
    ['is silent', { verdict: 'SILENT' }, { trouble: true, missed: 700, lost: undefined }],
    ['loses', { verdict: 'LOST', loss: { failed: 20 } }, { trouble: true, missed: undefined, lost: 20 }],
    [
      'was switched off at an unknown moment',
      { verdict: 'DISABLED', judgement: { raised: false, trouble: false } },
      { kind: 'disabled', trouble: true, missed: undefined, lost: undefined },
    ],
  ])('what one misses that its source sent, and whether it is wrong now: one that %s', (_, more, expected) => {
    expect(itemsOf({ connections: [connection({}, { sourceEvents: 700, ...more })] })).toMatchObject([expected]);
  });
});

describe('nothing ranks as high as what is worse by its kind', () => {
  const storage = (state: string, failedInRow: number) => ({ warehouse: warehouseWith('w'), state, failedInRow });
  const meter = (percent?: number) => ({ kind: 'mtu', ended: false, reachesAllowanceAt: now, percent });
  const fields = (count: number) => Array.from({ length: count }, () => ({}));
  const mark = (broken: readonly string[], red: number, yellow = 0) => ({
    key: 'source:web',
    broken,
    fields: { red: fields(red), yellow: fields(yellow), green: fields(3) },
  });
  const reports = (type: string, count: number) =>
    Array.from({ length: count }, (_, index) => auditWith({ at: now - index * minute, type: sanitise(type) }));
  const silent = (perHour?: number) => ({
    source: sourceWith('web'),
    health: { state: 'silent', ...(perHour === undefined ? {} : { habit: { perHour } }) },
  });

  it.each<readonly [string, Wrong, number]>([
    ['a warehouse that fails for the ninth time', { storage: [storage('failing', 9)] }, 590],
    ['one that fails for the tenth time', { storage: [storage('failing', 10)] }, 599],
    ['one that loads a part', { storage: [storage('partial', 0)] }, 200],
    ['usage of all', { meters: [meter(98.7)] }, 198],
    ['usage of more than all', { meters: [meter(250)] }, 199],
    ['usage of which no share is known', { meters: [meter()] }, 100],
    ['one yellow field', { marks: [mark(['yellow'], 4, 1)] }, 281],
    ['nine yellow fields', { marks: [mark(['yellow'], 4, 9)] }, 289],
    ['a hundred yellow fields', { marks: [mark(['yellow'], 0, 100)] }, 289],
    ['one red field', { marks: [mark(['red'], 1, 100)] }, 291],
    ['red fields and yellow ones', { marks: [mark(['red', 'yellow'], 2, 3)] }, 295],
    ['a hundred red fields', { marks: [mark(['red'], 100)] }, 299],
    ['a sync that failed three times', { audit: reports('Reverse ETL Sync Failed', 3) }, 453],
    ['a sync that failed a hundred times', { audit: reports('Reverse ETL Sync Failed', 100) }, 499],
    ['one that loads a part for the hundredth time', { audit: reports('Reverse ETL Sync Partial Success', 100) }, 249],
    ['one that is tried again for the fifth time', { audit: reports('Audience Run Failed', 5) }, 255],
    ['a source that sent a trillion an hour', { flows: [silent(1e12)] }, 899],
    ['one whose habit is not known', { flows: [silent()] }, 800],
  ])('%s', (_, wrong, expected) => {
    expect(severity(wrong)).toEqual([expected]);
  });

  it.each<readonly [string, Wrong, object]>([
    ['a warehouse that fails', { storage: [storage('failing', 1)] }, { id: 'warehouse:w', trouble: true }],
    ['one that loads a part', { storage: [storage('partial', 0)] }, { id: 'warehouse:w', trouble: true }],
    ['a source that is silent', { flows: [silent(5)] }, { id: 'source:web', trouble: true, verdict: 'SILENT' }],
    ['usage that is still to pass what is allowed', { meters: [meter(98)] }, { id: 'usage:mtu', trouble: false }],
    ['a marked field', { marks: [mark(['red'], 1)] }, { id: 'privacy:source:web', trouble: false }],
    ['a sync that failed', { audit: reports('Reverse ETL Sync Failed', 1) }, { trouble: true, verdict: undefined }],
    ['a run that is tried again', { audit: reports('Audience Run Failed', 1) }, { trouble: true, verdict: 'RETRYING' }],
  ])('%s is trouble now, or is only shown', (_, wrong, expected) => {
    expect(itemsOf(wrong)).toMatchObject([expected]);
  });

  it('usage of a period that is over is no line, however much it was, nor one that stays below the allowance', () => {
    const ended = { ...meter(250), ended: true };
    expect(severity({ meters: [ended, { ...meter(98), reachesAllowanceAt: undefined }] })).toEqual([]);
  });
});

describe('since when a source is silent', () => {
  const lastSeen = Date.parse('2026-01-15T00:00:00Z');

  it.each<readonly [string, number | undefined, object]>([
    ['to the minute: from the end of that', minute, { since: lastSeen, within: minute }],
    ['to less than a minute', minute / 2, { since: lastSeen, within: minute / 2 }],
    ['to some minutes: from the first of them', 10 * minute, { since: lastSeen - 10 * minute, within: 10 * minute }],
    ['to the hour', hour, { since: lastSeen - hour, within: hour }],
    ['not at all: to the hour', undefined, { since: lastSeen - hour, within: hour }],
  ])('is told as exactly as its last event is known: %s', (_, within, onset) => {
    const by = within === undefined ? {} : { lastSeenBy: { start: lastSeen - within, end: lastSeen } };
    const flow = { source: sourceWith('web'), health: { state: 'silent', lastSeen, ...by } };
    expect(itemsOf({ flows: [flow] })).toMatchObject([{ since: lastSeen, onset: { ...onset, until: undefined } }]);
  });

  it('is not told where nothing was seen of it', () => {
    const flow = { source: sourceWith('web'), health: { state: 'silent' } };
    expect(itemsOf({ flows: [flow] })).toMatchObject([{ since: undefined, onset: undefined, cause: undefined }]);
  });
});

describe('violations', () => {
  const row = (more: object) => ({
    source: sourceWith('web'),
    basis: 'blocked',
    ...{ blocked: 0, earlierBlocked: 0, violations: 0, earlierViolations: 0 },
    ...{ series: hourly(0, 1), blockedSeries: hourly(0, 1), countedUntil: now },
    ...more,
  });
  const flow = (events?: number, earlierEvents?: number) => ({
    source: sourceWith('web'),
    health: { state: 'live' },
    series: [],
    ...{ events, earlierEvents },
  });

  it.each<readonly [string, object, object, boolean]>([
    ['half as many again as before', { blocked: 15, earlierBlocked: 10 }, flow(), false],
    ['one more than that', { blocked: 16, earlierBlocked: 10 }, flow(), true],
    ['as much more as twice the traffic explains', { blocked: 30, earlierBlocked: 10 }, flow(200, 100), false],
    ['one more than that', { blocked: 31, earlierBlocked: 10 }, flow(200, 100), true],
    ['half as many again, of half the traffic', { blocked: 15, earlierBlocked: 10 }, flow(50, 100), false],
    ['one more than that, of half the traffic', { blocked: 16, earlierBlocked: 10 }, flow(50, 100), true],
    ['where no traffic was before', { blocked: 16, earlierBlocked: 10 }, flow(500, 0), true],
    ['ten, where none were before', { blocked: 10 }, flow(200, 100), true],
    ['nine, where none were before', { blocked: 9 }, flow(200, 100), false],
    [
      'as its basis counts: forwarded',
      { basis: 'forwarded', violations: 31, earlierViolations: 10, blocked: 5, earlierBlocked: 5 },
      flow(200, 100),
      true,
    ],
    [
      'as its basis counts: not what was blocked besides',
      { basis: 'forwarded', violations: 5, earlierViolations: 5, blocked: 31, earlierBlocked: 10 },
      flow(200, 100),
      false,
    ],
  ])('are raised beyond what grew with the traffic: %s', (_, counts, sent, raised) => {
    expect(itemsOf({ rows: [row(counts)], flows: [sent] }).map(({ id }) => id)).toEqual(
      raised ? ['violations:web'] : [],
    );
  });

  it.each([
    [2, true],
    [1, false],
  ])('go on by the last two hours that were counted: up to %i h before the one that runs, %s', (ago, raised) => {
    const countedUntil = now - (now % hour) - ago * hour;
    const each = row({ blocked: 20, blockedSeries: hourly(20, 0, 0, 0, 0), countedUntil });
    expect(itemsOf({ rows: [each], flows: [flow()] }).map(({ id }) => id)).toEqual(raised ? ['violations:web'] : []);
  });

  const since = now - 40 * minute;
  const run = (more: object) => ({ since, isEdge: false, until: undefined, failed: 120, attempted: 200, ...more });

  it.each<readonly [string, object, object]>([
    [
      'goes on',
      run({}),
      { severity: 420, trouble: true, count: 120, lost: 120, onset: { since, within: minute, until: undefined } },
    ],
    [
      'is over',
      run({ until: now - minute }),
      { severity: 220, trouble: false, count: 120, lost: 120, onset: { since, until: now - minute } },
    ],
    [
      'goes on since before its minutes',
      run({ isEdge: true }),
      { severity: 430, trouble: true, count: 1000, since: undefined, onset: undefined },
    ],
  ])('are as bad as a break that %s', (_, each, expected) => {
    expect(itemsOf({ rows: [row({ blocked: 1000, run: each })], flows: [flow()] })).toMatchObject([expected]);
  });

  it('that are only forwarded are counted by their hours, and none of them is lost', () => {
    const hours = hourly(5, 7, 9);
    const each = { basis: 'forwarded', violations: 21, series: hours, run: run({}), since: hours[1]!.at };
    expect(itemsOf({ rows: [row(each)], flows: [flow()] })).toMatchObject([
      { count: 16, lost: undefined, severity: 410 },
    ]);
  });

  it('of a break that is over, and began before its minutes, end with it', () => {
    const hours = hourly(5, 7, 9);
    const each = row({
      blocked: 21,
      blockedSeries: hours,
      blockedSince: hours[1]!.at,
      run: run({ isEdge: true, until: now - minute }),
    });
    expect(itemsOf({ rows: [each], flows: [flow()] })).toMatchObject([
      { count: 16, trouble: false, onset: { since: hours[1]!.at, within: hour, until: now - minute } },
    ]);
  });
});

describe('what a connection misses that was switched off', () => {
  const start = now - (now % hour) - hour;
  const missed = (since: number | undefined) =>
    itemsOf({
      connections: [
        {
          id: 'd',
          destination: destinationWith('d', 'web'),
          judgement: { raised: false, trouble: false },
          verdict: 'DISABLED',
          onset: since === undefined ? undefined : { since, within: 0, before: undefined, until: undefined },
          cause: auditWith({ at: now, type: t`Integration Disabled` }),
        },
      ],
      flows: [{ source: sourceWith('web'), health: { state: 'live' }, series: hourly(100, 60, 30) }],
    })[0]?.missed;

  it.each<readonly [string, number | undefined, number | undefined]>([
    ['the hours from it on', start, 90],
    ['a quarter of the hour in which it was', start + 45 * minute, 45],
    ['a third of what the hour that runs has so far', now - 10 * minute, 10],
    ['to the nearest of what the last minutes had', now - 100 * second, 2],
    ['nothing that came before', now - 1, 0],
    ['not known before what came after it is counted', now, undefined],
    ['not known where what came was read long before', now + hour, undefined],
    ['what nobody knows, where it is not known when', undefined, undefined],
    ['all of the period, where it was at its begin', now - 24 * hour, 190],
    ['more than the period has, where it was before', now - 24 * hour - 1, undefined],
  ])('is %s', (_, since, expected) => {
    expect(missed(since)).toBe(expected);
  });
});
