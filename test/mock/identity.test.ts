import { describe, expect, it } from 'vitest';
import { createWorld } from '../../source/mock/create-world.ts';
import { WebhookMessages } from '../../source/mock/webhooks/messages.ts';
import type { Row, World } from '../../source/mock/world.ts';
import { named, now } from './worlds.ts';

const minute = 60_000;
const at = (text: unknown) => Date.parse(String(text));

/** A world whose data comes so many seconds late. */
async function stage(lag: number): Promise<{ world: World; clock: { time: number } }> {
  const clock = { time: now };
  return { clock, world: await createWorld({ scenario: 'everything', clock: () => clock.time, startedAt: now, lag }) };
}

/** Rows read before that the later reading must still have: those not older than its oldest. */
const kept = (before: readonly Row[], after: readonly Row[], time: (row: Row) => number) => {
  const oldest = Math.min(...after.map(time));
  return before.filter((row) => time(row) > oldest);
};
const ids = (rows: readonly Row[]) => rows.map(({ messageId }) => messageId);

describe.each([0, 30])(
  'made-up events are the same as long as they are shown, with data that comes %d s late',
  (lag) => {
    const steps = [25_000, minute, 61_000, 5 * minute];

    it('of what a source received', async () => {
      const { world, clock } = await stage(lag);
      for (const name of ['Web (prod)', 'iOS', 'Billing server']) {
        const id = String(named(world, 'sources', name).id);
        for (const step of steps) {
          clock.time = now;
          const before = world.received?.(id) ?? [];
          clock.time = now + step;
          const after = world.received?.(id) ?? [];
          const same = kept(before, after, (row) => at(row.at));
          expect(new Set(ids(after)).size).toBe(after.length);
          expect(ids(same).filter((each) => !ids(after).includes(each))).toEqual([]);
          if (lag === 0) expect(after).toEqual(expect.arrayContaining(same));
          if (step < 2 * minute) expect(same.length).toBeGreaterThan(5);
        }
      }
    });

    it('of what a destination refused', async () => {
      const { world, clock } = await stage(lag);
      for (const [name, source, reason] of [
        ['Braze', 'Web (prod)', '401'],
        ['Fulfilment webhook', undefined, 'ETIMEDOUT'],
      ] as const) {
        const id = String(named(world, 'destinations', name, source).id);
        const before = world.samples(id, reason);
        for (const step of steps) {
          clock.time = now + step;
          const after = world.samples(id, reason);
          expect(new Set(ids(after)).size).toBe(after.length);
          const same = kept(before, after, (row) => at(row.at));
          expect(ids(same).filter((each) => !ids(after).includes(each))).toEqual([]);
        }
        clock.time = now;
      }
    });

    it('of what broke a rule: one event has one id and one content, whatever it is a sample of', async () => {
      const { world, clock } = await stage(lag);
      const id = String(named(world, 'sources', 'iOS').id);
      const samples = () =>
        (world.violations?.(id, { start: clock.time - 1440 * minute, end: clock.time }) ?? []).map(
          (row) => [JSON.stringify([row.eventName, row.appVersion, row.violationField]), row.samples as Row[]] as const,
        );
      const before = new Map(samples());
      const contents = new Map<unknown, Row>();
      for (const row of [...before.values()].flat()) {
        expect(contents.get(row.messageId) ?? row).toEqual(row);
        contents.set(row.messageId, row);
      }
      for (const step of steps) {
        clock.time = now + step;
        for (const [key, after] of samples()) {
          expect(new Set(ids(after)).size).toBe(after.length);
          const same = kept(before.get(key) ?? [], after, (row) => at(row.timestamp));
          expect(ids(same).filter((each) => !ids(after).includes(each))).toEqual([]);
        }
      }
    });
  },
);

it('a webhook gets one event for each minute of a kind, however often it is asked', async () => {
  const { world, clock } = await stage(0);
  const messages = new WebhookMessages(world);
  const sent: Row[] = [];
  for (clock.time = now; clock.time < now + 6 * minute; clock.time += 20_000) sent.push(...messages.next());
  const ios = String(named(world, 'sources', 'iOS').id);
  const recent = sent.filter(({ projectId, timestamp }) => projectId === ios && at(timestamp) > now - 3 * minute);
  const seats = recent.map(({ timestamp, event, type, context }) =>
    JSON.stringify([Math.floor(at(timestamp) / minute), event, type, (context as Row).app]),
  );
  expect(seats.length).toBeGreaterThan(50);
  expect(new Set(seats).size).toBe(seats.length);
});
