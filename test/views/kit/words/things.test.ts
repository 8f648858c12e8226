import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FunctionSide, SegmentFunction } from '../../../../source/domain/entities.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { day, hour, minute } from '../../../../source/domain/time.ts';
import type { Meter } from '../../../../source/domain/usage/meters.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { auditRow, auditRows, itemTarget, resourceTarget } from '../../../../source/views/kit/words/audit.ts';
import { functionMark, functionUse, functionUseNeeds, sideOf } from '../../../../source/views/kit/words/functions.ts';
import { fullText, meterTone, periodText, unprojectedText } from '../../../../source/views/kit/words/meters.ts';
import { lossSpan, planType, ruleType } from '../../../../source/views/kit/words/plans.ts';
import { habitText, seenAt, statusSpan } from '../../../../source/views/kit/words/sources.ts';
import { observable } from '../../../../source/workspace/delivery/connection.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { auditWith, destinationWith, period, sourceWith } from '../../../workspace/snapshots.ts';

const marks = glyphs(false);
/** Ten minutes into a month. */
const now = Date.parse('2026-03-01T00:10:00Z');

afterEach(() => void vi.unstubAllEnvs());

describe('a meter', () => {
  const meter = (change: Partial<Meter>) => ({ thresholds: [], ...change }) as unknown as Meter;

  it.each([
    [now - 1, 'passed 100% on Mar 1'],
    [now, 'reaches 100% on Mar 1'],
    [now - hour, 'passed 100% on Feb 28'],
  ])('its days are those of UTC, and what was counted is over: %d', (at, text) => {
    vi.stubEnv('TZ', 'America/New_York');
    expect(fullText(at, { countedUntil: now })).toBe(text);
  });

  it.each<readonly [Partial<Meter>, tone: string]>([
    [{ percent: undefined, reachesAllowanceAt: now }, 'text'],
    [{ percent: 99.99 }, 'good'],
    [{ percent: 100 }, 'bad'],
    [{ percent: 3, reachesAllowanceAt: now }, 'bad'],
    [{ percent: 80, thresholds: [{ percent: 75, passedAt: now }, { percent: 90 }] }, 'warn'],
    [{ percent: 70, thresholds: [{ percent: 75, reachesAt: now }] }, 'good'],
  ])('%o looks as bad as it is', (change, tone) => {
    expect(meterTone(meter(change))).toBe(tone);
  });

  it('says where its period is, and why nothing is projected', () => {
    const days = { dayOfPeriod: 28, daysInPeriod: 28, periodEnd: Date.parse('2026-03-01T00:00:00Z') };
    expect([false, true].map((ended) => periodText(meter({ ...days, ended })))).toEqual([
      'day 28 of 28',
      'period ended Mar 1',
    ]);
    const reasons = ['ended', 'too-early', 'contradiction', undefined] as const;
    expect(reasons.map((unprojected) => unprojectedText(meter({ unprojected })))).toEqual([
      'final',
      'too early to project',
      'not projected: its counts contradict each other',
      'too early to project',
    ]);
  });
});

describe('a function', () => {
  const fn = (side: FunctionSide, catalogId?: string) => ({ id: 'f', side, catalogId }) as SegmentFunction;
  const overview = (sources: boolean, destinations: boolean) =>
    ({
      flow: { isWhole: sources, flows: [{ source: { metadataId: 'm' }, health: { state: 'live' } }] },
      fleet: {
        isWhole: destinations,
        connections: [{ destination: { metadataId: 'm' }, state: 'idle', judgement: {} }],
      },
    }) as never;

  it.each<readonly [side: FunctionSide, catalogId: string | undefined, used: readonly unknown[]]>([
    ['SOURCE', 'm', [1, 0, true]],
    ['SOURCE', 'other', [0, 0, true]],
    ['DESTINATION', 'm', [0, 1, false]],
    ['DESTINATION', undefined, [0, 0, false]],
    ['INSERT_DESTINATION', 'm', [0, 0, false]],
  ])('%s with %s is used by what its side lists', (side, catalogId, used) => {
    const { flows, connections, isListed } = functionUse(fn(side, catalogId), overview(true, false));
    expect([flows.length, connections.length, isListed]).toEqual(used);
  });

  it('needs the volume of sources that run it, deliveries of what can be observed, and why what fails does', () => {
    const runs = (id: string, state: string, change = {}) =>
      ({ destination: destinationWith(id, 'web', change), state }) as never;
    const use = (flows: readonly object[], ...connections: never[]) => ({ flows, connections }) as never;
    const needs = (...uses: never[]) => functionUseNeeds(period, uses).map(({ resource }) => resource.key);
    const [fails, device] = [destinationWith('fails', 'web'), destinationWith('device', 'web', { mode: 'device' })];
    expect(observable(device)).toBe(false);
    const volume = resources.volume(period).key;
    expect(needs(use([]))).toEqual([]);
    expect(needs(use([]), use([{}]))).toEqual([volume]);
    expect(
      needs(
        use([{}], runs('fails', 'failing'), runs('well', 'healthy')),
        use([], runs('device', 'unobservable', { mode: 'device' })),
      ),
    ).toEqual([
      volume,
      resources.metrics(period, fails).key,
      resources.metrics(period, destinationWith('well', 'web')).key,
      resources.failures(period, fails).key,
    ]);
  });

  it('belongs to the side that it acts on', () => {
    const sides = ['SOURCE', 'INSERT_SOURCE', 'DESTINATION', 'INSERT_DESTINATION', 'INSERT_TRANSFORMATION'] as const;
    expect(sides.map((side) => sideOf(fn(side)))).toEqual([
      'source',
      'source',
      'destination',
      'destination',
      undefined,
    ]);
  });

  it.each([
    ['failing', 'live', marks.failing, 'bad'],
    ['idle', 'silent', marks.failing, 'bad'],
    ['idle', 'live', marks.idle, 'warn'],
    ['healthy', 'live', marks.healthy, 'good'],
    ['unknown', 'disabled', marks.inactive, 'dim'],
  ])('that runs in what is %s and %s has the worst mark', (state, health, text, tone) => {
    const connections = [{ state, judgement: { trouble: true }, verdict: undefined }];
    const use = { connections, flows: [{ health: { state: health } }] } as never;
    expect(functionMark(use, marks)).toMatchObject({ text, tone });
  });
});

describe('a tracking plan', () => {
  it('has a type in words, one that is new as the API wrote it', () => {
    expect(['LIVE', 'RULE_LIBRARY', 'EVENT_LIBRARY', 'constructor', ''].map(planType)).toEqual([
      'Live',
      'Rules',
      'Event library',
      'Constructor',
      '',
    ]);
    expect(ruleType('TRACK')).toBe('Track');
  });

  it('tells what is lost, and nothing where that is not known', () => {
    const losses = ['events', 'kept', 'fields', 'none', undefined] as const;
    expect(losses.map((loss) => [lossSpan(loss).text, lossSpan(loss).tone])).toEqual([
      ['events LOST', 'bad'],
      ['kept aside', 'warn'],
      ['fields LOST', 'warn'],
      ['none', 'good'],
      ['–', 'dim'],
    ]);
  });
});

describe('a source', () => {
  const audit = [
    auditWith({ at: now - day, type: t`Source Disabled`, resourceId: 'web', actor: t`users/ana` }),
    auditWith({ at: now - 30 * hour, type: t`Source Enabled`, resourceId: 'web', actor: t`users/eve` }),
    auditWith({ at: now - 2 * day, type: t`Source Disabled`, resourceId: 'web', actor: t`users/bob` }),
    auditWith({ at: now, type: t`Source Disabled`, resourceId: 'ios', actor: t`users/kim` }),
  ];
  const status = (health: object, events?: number, items: typeof audit | undefined = audit) => {
    const overview = { activity: { data: items && { items } } };
    const flow = { source: sourceWith('web'), health, events };
    return statusSpan(flow as never, { overview, now } as never);
  };

  it.each<readonly [health: object, events: number | undefined, text: string, tone: string | undefined]>([
    [{ state: 'live' }, 5, 'Live', undefined],
    [{ state: 'quiet', lastSeen: now - 4 * minute }, 5, 'Quiet 4m', undefined],
    [{ state: 'quiet' }, 5, 'Quiet', undefined],
    [{ state: 'silent' }, 0, 'Silent', 'bad'],
    [{ state: 'silent' }, 1, 'No recent data', 'bad'],
    [{ state: 'silent' }, undefined, 'No recent data', 'bad'],
    [{ state: 'never' }, 0, 'Never', 'warn'],
    [{ state: 'unknown' }, undefined, '–', 'dim'],
    [{ state: 'disabled' }, 0, 'Disabled by ana', 'dim'],
  ])('%o with %s events', (health, events, text, tone) => {
    expect(status(health, events)).toMatchObject({ text, ...(tone && { tone }) });
  });

  it('that was switched off by nobody who is known is just off', () => {
    expect(status({ state: 'disabled' }, 0, []).text).toBe('Disabled');
    expect(status({ state: 'disabled' }, 0, audit.slice(3)).text).toBe('Disabled');
    // Who switched it on is the last that is known of: who switched it off after that is not.
    expect(status({ state: 'disabled' }, 0, audit.slice(1, 3)).text).toBe('Disabled');
  });

  it.each([
    [{}, '–'],
    [{ lastSeen: now - minute }, '00:09'],
    [{ lastSeenBy: { start: now - 11 * minute, end: now - 10 * minute } }, '00:00'],
    [{ lastSeenBy: { start: now - 70 * minute, end: now - 10 * minute } }, 'Feb 28 23:00–00:00'],
    [{ lastSeenBy: { start: now - 11 * minute - 1, end: now - 10 * minute } }, 'Feb 28 23:58–00:00'],
  ])('was last seen in the minute or the span that is known: %o', (health, text) => {
    vi.stubEnv('TZ', 'UTC');
    expect(seenAt(health as never, now)).toBe(text);
  });

  it('has a habit that tells what it misses', () => {
    expect(habitText({ habit: { perHour: 5_100, days: 6, ofDays: 7 } } as never)).toBe(
      'usually ~5.1k an hour at this hour, on 6 of 7 days',
    );
    expect(habitText({} as never)).toBe('');
  });
});

describe('an item of the audit trail', () => {
  const fleet = { listed: [], connections: [], byId: new Map() };
  const context = { overview: { fleet }, glyphs: marks, now } as never;
  const item = (type: string, change: object = {}) =>
    auditWith({ at: now - minute, type: sanitise(type), resourceId: 'x', ...change });

  it('stands in columns no wider than what is in them, and no wider than one alone', () => {
    vi.stubEnv('TZ', 'UTC');
    const short = item('A', { resourceName: t`N` });
    const long = item('B'.repeat(40), { resourceName: t`M`, actor: t`users/u2` });
    const texts = auditRows([short, long], context).map(({ line }) => lineText(line));
    expect(texts).toEqual([`00:09        A${' '.repeat(30)}  N  u1`, `00:09        ${'B'.repeat(30)}…  M  u2`]);
    expect(lineText(auditRow(short, context).line)).toBe(`00:09        A${' '.repeat(30)}  N${' '.repeat(22)}  u1`);
    expect(auditRows([], context)).toEqual([]);
  });

  it.each([
    ['Storage Destination Sync Failed', 'bad'],
    ['Storage Destination Modified', 'text'],
  ])('%s is %s', (type, tone) => {
    expect(auditRow(item(type), context).line.spans.map((each) => each.tone)).toEqual([
      'dim',
      tone,
      undefined,
      undefined,
      undefined,
      'info',
    ]);
  });

  const overview = {
    flow: { bySource: new Map([['web', {}]]) },
    fleet: { byId: new Map([['braze', {}]]) },
    storage: [{ warehouse: { id: 'lake' } }, { warehouse: { id: 'dwh' } }],
  } as never;
  it.each([
    ['Source Deleted', 'web', 'source'],
    ['Destination Modified', 'braze', 'destination'],
    ['Warehouse Modified', 'dwh', 'warehouse'],
    ['Tracking Plan Modified', 'tp', 'tracking-plan'],
    ['Tracking Plan Deleted', 'tp', undefined],
    ['Audience Created', 'a', 'audience'],
    ['Computed Trait Created', 'c', 'trait'],
    ['Source Modified', 'gone', undefined],
    ['Warehouse Modified', 'gone', undefined],
  ])('%s of %s leads to the page of the thing: %s', (type, resourceId, view) => {
    expect(resourceTarget(item(type, { resourceId }), overview)?.view).toBe(view);
  });

  it.each([
    ['Storage Destination Sync Failed', 'dwh', 'warehouse', { id: 'dwh' }],
    ['Storage Destination Sync Failed', 'gone', 'audit-item', { id: 'events/1' }],
    ['Storage Destination Modified', 'dwh', 'audit-item', { id: 'events/1' }],
    ['Reverse ETL Sync Failed', 'model', 'reverse-etl', { model: 'model' }],
    ['Model Modified', 'model', 'audit-item', { id: 'events/1' }],
  ])('%s of %s is opened as %s', (type, resourceId, view, params) => {
    expect(itemTarget(item(type, { resourceId, id: 'events/1' }), overview)).toMatchObject({ view, params });
  });
});
