import { describe, expect, it } from 'vitest';
import { Timeline } from '../../../source/mock/scenario/timeline.ts';
import { type FilterInput, modelOfDelivery } from '../../../source/mock/simulator/models.ts';
import { sourceModel } from '../../../source/mock/simulator/source-model.ts';
import type { Row } from '../../../source/mock/world.ts';

const now = Date.parse('2026-11-18T15:00:00Z');
const source = sourceModel({
  id: 'web',
  perDay: 1000,
  rhythm: 'people',
  profile: {
    events: [
      ['Order Completed', 'track', 5],
      ['Page Viewed', 'page', 3],
      ['identify', 'identify', 1],
      ['group', 'group', 1],
      ['alias', 'alias', 1],
    ],
  },
  ...{ plain: true, factors: [], off: [], ingest: [], filters: [], releases: [] },
});
const names = source.leaves.map(({ eventName, eventType }) => eventName ?? eventType);

const filter = (actions: readonly Row[], condition = 'properties.total > 5', enabled = true): FilterInput => ({
  row: { id: 'f1', if: condition, actions },
  enabled,
});

/** Filters of a connection: their reasons, the share that they take, of which events, and which dither rounds it. */
function rules(part: {
  readonly accepts?: readonly string[];
  readonly mapped?: readonly string[];
  readonly filters?: readonly FilterInput[];
  readonly switches?: Readonly<Record<string, readonly { at: number; enabled: boolean }[]>>;
}) {
  const model = modelOfDelivery(
    {
      ...{ id: 'braze', key: 'braze', enabled: true, sourceId: 'web', mode: 'cloud' },
      accepts: part.accepts,
      mappings: (part.mapped ?? []).map((name) => ({
        row: { id: `mapping of ${name}` },
        takes: (event, type) => event === name || type === name,
      })),
    },
    source,
    {
      timeline: new Timeline([], now),
      switches: (_, id) => part.switches?.[id] ?? [],
      filters: () => part.filters ?? [],
    },
  );
  return model.filters.map(({ reason, share, seats, from, to, dither }) => ({
    ...{ reason, share: Math.round(share * 1000) / 1000, of: [...seats].map((seat) => names[seat]) },
    ...{ from: from - now, to: to - now, dither },
  }));
}

const [start, end] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
const rule = { reason: 'FILTERED_BY_RULES', of: names, from: start, to: end, dither: 0 };

it('names no calls but tracked ones, pages and screens', () => {
  expect(source.leaves.map(({ eventName }) => eventName)).toEqual([
    ...['Order Completed', 'Page Viewed', undefined, undefined, undefined],
  ]);
});

describe('a destination filter', () => {
  it.each<[string, FilterInput, readonly object[]]>([
    ['that drops an event', filter([{ type: 'DROP' }], "event = 'Page Viewed'"), [{ share: 1, of: ['Page Viewed'] }]],
    ['that drops by another condition drops few', filter([{ type: 'DROP' }]), [{ share: 0.004 }]],
    ['that keeps a tenth drops the rest', filter([{ type: 'SAMPLE', percent: 0.1 }]), [{ share: 0.9 }]],
    ['that keeps nothing drops all', filter([{ type: 'SAMPLE', percent: 0 }]), [{ share: 1 }]],
    ['that keeps all drops none', filter([{ type: 'SAMPLE', percent: 1 }]), []],
    ['that does not say how much it keeps drops none', filter([{ type: 'SAMPLE' }]), []],
    ['that takes properties away drops none', filter([{ type: 'DROP_PROPERTIES' }, { type: 'ALLOW_PROPERTIES' }]), []],
    ['that is off drops none', filter([{ type: 'DROP' }], '', false), []],
  ])('%s', (_, input, expected) => {
    expect(rules({ filters: [input] }).slice(0, -1)).toEqual(expected.map((each) => ({ ...rule, ...each })));
  });

  it('that is switched off and on again rounds with a dither of its own from then on, as no other rule does', () => {
    const switches = {
      f1: [
        { at: now + 60_000, enabled: false },
        { at: now + 180_000, enabled: true },
      ],
    };
    const found = rules({ filters: [filter([{ type: 'DROP' }])], switches });
    expect(found.map(({ reason, from, to, dither }) => [reason, from, to, dither])).toEqual([
      ['FILTERED_BY_RULES', start, 60_000, 0],
      ['FILTERED_BY_RULES', 180_000, end, 801],
      [expect.stringMatching(/^FILTERED_BY_(INTEGRATIONS_OBJECT|END_USER_CONSENT)$/), start, end, 1],
    ]);
    const late = rules({
      filters: [filter([{ type: 'DROP' }], '', false)],
      switches: { f1: [{ at: now, enabled: true }] },
    });
    expect(late.map(({ from, dither }) => [from, dither])).toEqual([
      [0, 800],
      [start, 0],
    ]);
  });
});

describe('what a destination does not take', () => {
  const accepts = ['Order Completed', 'identify'];
  const others = ['Page Viewed', 'group', 'alias'];
  it.each([
    ['without mappings', [], 'FILTERED_BY_INTEGRATIONS_OBJECT'],
    ['with mappings', ['identify'], 'NO_MATCHING_MAPPING'],
  ])('is filtered whole, by the name or else the kind of a call: %s', (_, mapped, reason) => {
    expect(rules({ accepts, mapped })[0]).toEqual({ ...rule, reason, share: 1, of: others });
  });

  it('is what a mapping took while that one is switched off', () => {
    const mapped = ['identify', 'Order Completed'];
    const switches = { 'mapping of Order Completed': [{ at: now, enabled: false }] };
    expect(rules({ mapped, switches }).slice(0, -1)).toEqual([
      {
        ...{ reason: 'NO_MATCHING_MAPPING', share: 1, of: ['Order Completed'] },
        ...{ from: 0, to: end, dither: 900 },
      },
    ]);
  });
});
