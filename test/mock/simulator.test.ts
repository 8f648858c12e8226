import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Flow, FlowStep, Row, World } from '../../source/mock/world.ts';
import { countOf, lastDay, now, query, retriesOf, sumOf, worldOf } from './worlds.ts';

const minute = 60_000;
const hour = 60 * minute;
const sourceSteps: readonly FlowStep[] = ['volume', 'successfully-received', 'failed-on-ingest', 'filtered-at-source'];
const deliverySteps: readonly FlowStep[] = ['filtered-at-destination', 'failed-delivery', 'successful-delivery'];

let world: World;
beforeAll(async () => {
  world = await worldOf('everything');
});

describe('series', () => {
  it('are the same for the same seed and clock, and others for another seed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 0, max: 90 * 24 * 60 }),
        async (seed, ago) => {
          const clock = () => now - ago * minute;
          const asked = query({
            step: 'volume',
            span: { start: clock() - 6 * hour, end: clock() },
            groupBy: ['source', 'eventName', 'appVersion'],
          });
          const series = async (of: number) => (await worldOf('everything', clock, of)).flows(asked);
          const first = await series(seed);
          expect(await series(seed)).toEqual(first);
          expect(await series(seed + 1)).not.toEqual(first);
        },
      ),
      { numRuns: 4 },
    );
  });

  it.each([...sourceSteps, ...deliverySteps])(
    'of %s: an hour is the sum of its minutes, a day of its hours',
    (step) => {
      const span = { start: now - (now % hour) - 4 * hour, end: now };
      for (const destination of world.list('destinations').slice(0, 12)) {
        const asked = query({
          step,
          sourceId: String(destination.sourceId),
          destinationId: String(destination.id),
          span,
          groupBy: ['eventName', 'appVersion', 'discardReason'],
        });
        const totals = (bucket: 'MINUTE' | 'HOUR' | 'DAY') =>
          Object.fromEntries(
            world
              .flows({ ...asked, bucket })
              .map((flow) => [JSON.stringify(flow.by), [countOf(flow), retriesOf(flow)]]),
          );
        expect(totals('MINUTE')).toEqual(totals('HOUR'));
        expect(totals('DAY')).toEqual(totals('HOUR'));
      }
    },
  );

  it('fit any cut of the span', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 24 * 60 - 1 }), fc.nat({ max: 16 }), (cut, which) => {
        const sourceId = String(world.list('sources')[which]?.id);
        const at = lastDay.start - (lastDay.start % minute) + cut * minute;
        const part = (start: number, end: number) =>
          sumOf(world.flows(query({ step: 'volume', sourceId, span: { start, end } })));
        expect(part(lastDay.start, at) + part(at, now)).toBe(part(lastDay.start, now));
      }),
      { numRuns: 30 },
    );
  });

  it('grow with the clock, minute by minute, and never shrink', async () => {
    let at = now;
    const moving = await worldOf('everything', () => at);
    const web = String(moving.list('sources')[0]?.id);
    const volume = () =>
      sumOf(moving.flows(query({ step: 'volume', sourceId: web, span: { start: now - hour, end: now + hour } })));
    const seen = Array.from({ length: 30 }, (_, i) => {
      at = now + i * 20_000;
      return volume();
    });
    expect(seen.toSorted((a, b) => a - b)).toEqual(seen);
    expect(new Set(seen).size).toBe(11);
  });

  it('come largest first, without empty buckets', () => {
    const flows = world.flows(query({ step: 'volume', groupBy: ['source'] }));
    expect(flows.map(countOf)).toEqual(flows.map(countOf).toSorted((a, b) => b - a));
    expect(flows.flatMap(({ buckets }) => buckets).every(({ count }) => count > 0)).toBe(true);
  });

  it('leave nothing out: dimensions split the same total, filters pick from it', () => {
    const sourceId = String(world.list('sources')[1]?.id);
    const total = sumOf(world.flows(query({ step: 'successfully-received', sourceId })));
    for (const dimension of ['eventName', 'eventType', 'appVersion'])
      expect(sumOf(world.flows(query({ step: 'successfully-received', sourceId, groupBy: [dimension] })))).toBe(total);
    const orders = { eventName: ['Order Completed'] };
    const picked = world.flows(
      query({ step: 'volume', sourceId, groupBy: ['eventName', 'eventType'], filter: orders }),
    );
    expect(picked.map(({ by }) => by)).toEqual([{ eventName: 'Order Completed', eventType: 'track' }]);
  });

  const leaves = ['eventName', 'eventType', 'appVersion'];
  const bySeat = (flows: readonly Flow[], label: (flow: Flow) => string) => {
    const seats = new Map<string, [number, number]>();
    for (const flow of flows)
      for (const { at, count, retryCount } of flow.buckets) {
        const [counts, retries] = seats.get(`${label(flow)} ${at}`) ?? [0, 0];
        seats.set(`${label(flow)} ${at}`, [counts + count, retries + retryCount]);
      }
    return Object.fromEntries([...seats].sort(([a], [b]) => (a < b ? -1 : 1)));
  };

  it.each(
    [...sourceSteps, ...deliverySteps].flatMap((step) =>
      (['MINUTE', 'HOUR'] as const).map((bucket) => [step, bucket] as const),
    ),
  )(
    'of %s by the %s: bucket by bucket, what is asked for as one is the sum of its leaves, in whatever order it is asked',
    async (step, bucket) => {
      const [asOne, asLeaves] = await Promise.all([worldOf('everything'), worldOf('everything')]);
      const span = { start: now - (bucket === 'HOUR' ? 30 : 1) * hour - 17 * minute, end: now };
      const busy = asOne.list('destinations').slice(0, 8);
      const asked = (row: Row, groupBy: readonly string[]) =>
        query({ step, span, bucket, groupBy, sourceId: String(row.sourceId), destinationId: String(row.id) });
      const split = busy
        .toReversed()
        .map((row) => asLeaves.flows(asked(row, [...leaves, 'discardReason'])))
        .toReversed();
      const reason = ({ by }: Flow) => by.discardReason ?? '';
      expect(busy.map((row) => bySeat(asOne.flows(asked(row, [])), () => ''))).toEqual(
        split.map((flows) => bySeat(flows, () => '')),
      );
      expect(busy.map((row) => bySeat(asOne.flows(asked(row, ['discardReason'])), reason))).toEqual(
        split.map((flows) => bySeat(flows, reason)),
      );
      expect(split.flat().length).toBeGreaterThan(0);
    },
  );

  it('of one reason by the minute are those of all reasons that have it', () => {
    const span = { start: now - 4 * hour, end: now };
    const seen = world
      .list('destinations')
      .slice(0, 12)
      .flatMap(({ id }) => {
        const asked = query({
          step: 'failed-delivery',
          destinationId: String(id),
          span,
          bucket: 'MINUTE',
          groupBy: ['discardReason', ...leaves],
        });
        const all = world.flows(asked);
        const reasons = [...new Set(['401', '418', ...all.map(({ by }) => by.discardReason ?? '')])];
        for (const reason of reasons)
          expect(world.flows({ ...asked, filter: { discardReason: [reason] } })).toEqual(
            all.filter(({ by }) => by.discardReason === reason),
          );
        return all;
      });
    expect(seen.length).toBeGreaterThan(20);
  });

  it('follow the day: an afternoon has more than a night, a weekday more than a Saturday', () => {
    const web = String(world.list('sources')[0]?.id);
    const at = (time: string) =>
      sumOf(
        world.flows(
          query({ step: 'volume', sourceId: web, span: { start: Date.parse(time), end: Date.parse(time) + hour } }),
        ),
      );
    expect(at('2026-11-10T16:00:00Z')).toBeGreaterThan(2 * at('2026-11-10T03:00:00Z'));
    expect(at('2026-11-10T16:00:00Z')).toBeGreaterThan(1.2 * at('2026-11-14T16:00:00Z'));
  });
});

describe('conservation', () => {
  it('received = refused at ingest + filtered at source + eligible; eligible = filtered + delivered + failed + waiting', () => {
    for (const destination of world.list('destinations')) {
      const ids = { sourceId: String(destination.sourceId), destinationId: String(destination.id) };
      const sum = (step: FlowStep) => sumOf(world.flows(query({ step, ...ids })));
      const delivered = sum('successful-delivery');
      if (delivered === 0 || destination.name === 'Amplitude') continue;
      const waiting = world
        .flows(query({ step: 'failed-delivery', ...ids }))
        .reduce((all, flow) => all + retriesOf(flow), 0);
      const eligible = sum('successfully-received') - sum('failed-on-ingest') - sum('filtered-at-source');
      expect(sum('volume')).toBe(sum('successfully-received') - sum('failed-on-ingest'));
      expect(sum('filtered-at-destination') + delivered + sum('failed-delivery') + waiting).toBe(eligible);
    }
  });

  it('delivery totals are the sums of the flows of the same span', () => {
    for (const span of [lastDay, { start: now - 5 * hour - 17 * minute, end: now - 90 * minute }])
      for (const { id } of world.list('destinations').slice(0, 40)) {
        const destinationId = String(id);
        const flows = (step: FlowStep, groupBy: readonly string[]) =>
          world.flows(query({ step, destinationId, span, groupBy }));
        const attempts = flows('successful-delivery', ['discardReason']);
        const first = attempts.filter(({ by }) => by.discardReason === 'successes.attempt.1');
        const failed = flows('failed-delivery', []);
        const totals = world.deliveryTotals(destinationId, span);
        expect([totals.firstTry, totals.afterRetry]).toEqual([sumOf(first), sumOf(attempts) - sumOf(first)]);
        expect(totals.discarded + totals.expired).toBe(sumOf(failed));
        expect(totals.retried).toBe(failed.reduce((all, flow) => all + retriesOf(flow), 0));
      }
  });

  it('has nothing for device mode, storage and unknown ids', () => {
    const modes = ['Facebook Pixel', 'Amazon S3', 'FullStory'].map((name) =>
      world.list('destinations').find((row) => row.name === name),
    );
    for (const id of [...modes.map((row) => String(row?.id)), 'nowhere']) {
      const totals = world.deliveryTotals(id, lastDay);
      expect([Object.keys(totals).length, ...new Set(Object.values(totals))]).toEqual([9, 0]);
      expect(world.flows(query({ step: 'successful-delivery', destinationId: id }))).toEqual([]);
    }
  });

  it('tells mappings apart: every delivered event went through one', () => {
    const braze = world.list('destinations').find((row) => row.name === 'Braze');
    const mappings = world.list('subscriptions', String(braze?.id)).map(({ id }) => id);
    const flows = world.flows(
      query({ step: 'successful-delivery', destinationId: String(braze?.id), groupBy: ['subscriptionId'] }),
    );
    expect(flows.length).toBeGreaterThan(0);
    expect(flows.every(({ by }) => mappings.includes(by.subscriptionId))).toBe(true);
  });
});
