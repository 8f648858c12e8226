import { describe, expect, it } from 'vitest';
import { hour } from '../../../source/domain/time.ts';
import { always } from '../../../source/mock/simulator/rule.ts';
import { SourceFlow } from '../../../source/mock/simulator/source-flow.ts';
import { type SourceSpec, sourceModel } from '../../../source/mock/simulator/source-model.ts';

const start = Date.parse('2026-11-18T15:00:00Z');
const stretch = { start, end: start + hour };

const spec: SourceSpec = {
  id: 'web',
  perDay: 240_000,
  rhythm: 'machine',
  profile: {
    events: [
      ['Order Completed', 'track', 60],
      ['Page Viewed', 'page', 40],
    ],
  },
  ...{ plain: true, factors: [], off: [], ingest: [], filters: [], releases: [] },
};

/** Shares of all events by name and version, in percent. */
function shares(part: Partial<SourceSpec>): Record<string, number> {
  const model = sourceModel({ ...spec, ...part });
  const flow = new SourceFlow(1);
  const counts = [...flow.counts(model, stretch, stretch.end)];
  const total = flow.total(model, stretch, stretch.end);
  expect(total).toBeGreaterThan(5000);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(total);
  return Object.fromEntries(
    model.leaves.map(({ eventName, appVersion = 'none' }, seat) => [
      `${eventName} ${appVersion}`,
      Math.round((100 * counts[seat]!) / total),
    ]),
  );
}

describe('the events of a source', () => {
  const release = { ...always, appVersion: '2.0', share: 0.25 };
  const versions = [
    ['1.1', 75],
    ['1.0', 25],
  ] as const;

  it.each<[string, Partial<SourceSpec>, Record<string, number>]>([
    ['without versions', {}, { 'Order Completed none': 60, 'Page Viewed none': 40 }],
    [
      'with versions',
      { profile: { ...spec.profile, versions } },
      { 'Order Completed 1.1': 45, 'Order Completed 1.0': 15, 'Page Viewed 1.1': 30, 'Page Viewed 1.0': 10 },
    ],
    [
      'with a release beside versions',
      { profile: { events: [['Page Viewed', 'page', 1]], versions }, releases: [release] },
      { 'Page Viewed 1.1': 56, 'Page Viewed 1.0': 19, 'Page Viewed 2.0': 25 },
    ],
    [
      'with a release that is the first to say its version',
      { releases: [release] },
      {
        ...{ 'Order Completed none': 45, 'Order Completed 2.0': 15 },
        ...{ 'Page Viewed none': 30, 'Page Viewed 2.0': 10 },
      },
    ],
    [
      'with a release that is over',
      { releases: [{ ...release, to: start }] },
      {
        ...{ 'Order Completed none': 60, 'Order Completed 2.0': 0 },
        ...{ 'Page Viewed none': 40, 'Page Viewed 2.0': 0 },
      },
    ],
  ])('%s spread over names and versions by their weights', (_, part, expected) => {
    expect(shares(part)).toEqual(expected);
  });

  it('that are few are right on average, and are not drawn alike at two sources', () => {
    const profile = { events: [...spec.profile.events, ['identify', 'identify', 5]] as const, versions };
    const flow = new SourceFlow(1);
    const hours = Array.from({ length: 3000 }, (_, i) => ({ start: start + i * hour, end: start + (i + 1) * hour }));
    const drawn = ['web', 'ios'].map((id) => {
      const model = sourceModel({ ...spec, id, profile, perDay: 48 });
      return hours.map((each) => [...flow.counts(model, each, each.end)]);
    });
    for (const counts of drawn) {
      const sums = counts.reduce((all, each) => all.map((sum, seat) => sum + each[seat]!));
      const total = sums.reduce((a, b) => a + b);
      const parts = [60, 40, 5].flatMap((weight) => [0.75, 0.25].map((share) => (share * weight) / 105));
      expect(sums.map((sum) => sum / total)).toEqual(parts.map((part) => expect.closeTo(part, 1.5)));
    }
    expect(drawn[0]).not.toEqual(drawn[1]);
    // Where both sent as much, it still went to other events.
    const size = (counts: readonly number[]) => counts.reduce((a, b) => a + b);
    const alike = hours.map((_, i) => [drawn[0]![i]!, drawn[1]![i]!] as const).filter(([a, b]) => size(a) === size(b));
    expect(alike.length).toBeGreaterThan(500);
    const same = alike.filter(([a, b]) => a.join() === b.join()).length / alike.length;
    expect(same).toBeLessThan(0.7);
  });
});

describe('the counts of a stretch of time', () => {
  const half = { start: start + hour / 2, end: start + hour };
  const factors = [{ from: half.start, to: half.end, factor: 3 }];
  const ingest = [{ ...always, reason: 'event_not_string', share: 0.2, takes: () => true }];

  it('follow what multiplies them while it lasts', () => {
    const flow = new SourceFlow(1);
    const [usual, more] = [sourceModel(spec), sourceModel({ ...spec, factors })];
    const whole = flow.total(usual, stretch, stretch.end);
    const late = flow.total(usual, half, half.end);
    expect(late / whole).toBeCloseTo(0.5, 1);
    const early = { start, end: half.start };
    expect(flow.total(usual, early, early.end) + late).toBe(whole);
    expect(flow.total(more, early, early.end)).toBe(whole - late);
    expect(Math.abs(flow.total(more, half, half.end) - 3 * late)).toBeLessThanOrEqual(1);
    expect(new SourceFlow(2).total(usual, stretch, stretch.end)).not.toBe(whole);
  });

  it('grow with the moment, and are the same in whatever order they are asked for', () => {
    const model = sourceModel({ ...spec, factors, ingest });
    const next = { start: stretch.end, end: stretch.end + hour };
    const asked = [half, next].flatMap((each) =>
      [0.25, 0.5, 1].map((part) => [each, each.start + part * (each.end - each.start)] as const),
    );
    const fresh = asked.map(([each, moment]) => {
      const flow = new SourceFlow(1);
      return [[...flow.counts(model, each, moment)], flow.accepted(model, each, moment)] as const;
    });
    const flow = new SourceFlow(1);
    for (const order of [asked, asked.toReversed(), asked])
      for (const [each, moment] of order) {
        const [counts, accepted] = fresh[asked.findIndex((one) => one[0] === each && one[1] === moment)]!;
        expect([...flow.counts(model, each, moment)]).toEqual(counts);
        expect(flow.accepted(model, each, moment)).toBe(accepted);
      }
    for (const at of [0, 1, 3, 4]) {
      const [[sooner], [later]] = [fresh[at]!, fresh[at + 1]!];
      expect(later.every((count, seat) => count > sooner[seat]!)).toBe(true);
    }
  });
});

describe('what is stopped before delivery', () => {
  const rule = { ...always, takes: () => true };
  const own = {
    ingest: [{ ...rule, reason: 'event_not_string', share: 0.5 }],
    filters: [{ ...rule, reason: 'unplanned', share: 0.5 }],
    off: [{ from: start + hour, to: start + 2 * hour }],
  };
  const protocols = {
    ...{ unplannedEvents: false, unplannedProperties: true, violatingEvents: false, violatingProperties: true },
    common: 'ALLOW',
  };

  it.each<[string, Partial<SourceSpec>, readonly string[], readonly string[]]>([
    ['of a plain source is what its scenario says', own, ['source_disabled', 'event_not_string'], ['unplanned']],
    [
      'of others is some noise besides, after that',
      { ...own, plain: false },
      ['source_disabled', 'event_not_string', 'no_user_anon_id'],
      ['unplanned', 'event_setting'],
    ],
    [
      'of one whose plan blocks is that, too',
      { plain: false, protocols },
      ['no_user_anon_id'],
      ['event_setting', 'schema_violation', 'unplanned'],
    ],
  ])('%s', (_, part, ingest, filters) => {
    const model = sourceModel({ ...spec, ...part });
    expect([model.ingest, model.filters].map((list) => list.map(({ reason }) => reason))).toEqual([ingest, filters]);
  });

  it('goes by the order of its rules: at ingest first, then at the source, and all while the source is off', () => {
    const model = sourceModel({ ...spec, ...own });
    const flow = new SourceFlow(1);
    const [first, second] = [stretch, { start: stretch.end, end: stretch.end + hour }].map((each) => {
      const total = flow.total(model, each, each.end);
      expect(flow.accepted(model, each, each.end)).toBe(
        [...flow.sums(model, each, each.end)].slice(2).reduce((a, b) => a + b),
      );
      return [...flow.sums(model, each, each.end)].map((sum) => Math.round((100 * sum) / total));
    });
    expect(first).toEqual([0, 50, 25, 25]);
    expect(second).toEqual([100, 0, 0, 0]);
  });
});
