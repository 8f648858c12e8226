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
});
