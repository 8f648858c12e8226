import { expect, test } from 'vitest';
import { day, hour } from '../../../../source/domain/time.ts';
import type { AlertRecord } from '../../../../source/domain/watch/alerts/alert.ts';
import { lived } from '../../../../source/domain/watch/alerts/life.ts';
import { createWorld } from '../../../../source/mock/create-world.ts';
import { createMockBackend } from '../../../../source/workspace/backends/mock.ts';
import { overviewNeeds } from '../../../../source/workspace/needs/overview.ts';
import { reverseEtlNeeds } from '../../../../source/workspace/needs/reverse-etl.ts';
import type { Backend } from '../../../../source/workspace/polling/backend.ts';
import type { Read } from '../../../../source/workspace/polling/read.ts';
import type { Need } from '../../../../source/workspace/polling/resource.ts';
import { type Snapshot, unread } from '../../../../source/workspace/polling/snapshot.ts';
import { evaluate } from '../../../../source/workspace/watch/alerts/evaluate.ts';
import { overview } from '../../../../source/workspace/watch/overview.ts';

/** Reads what is needed until nothing more is, each once, without a poller between. */
async function readAll(backend: Backend, now: number, needs: (read: Read) => readonly Need[]): Promise<Read> {
  const table = new Map<string, Snapshot>();
  const read: Read = ({ key }) => (table.get(key) ?? unread) as never;
  for (;;) {
    const next = needs(read).filter(({ resource }) => !table.has(resource.key));
    if (next.length === 0) return read;
    for (const { resource } of next) {
      if (table.has(resource.key)) continue;
      const { value, problems } = await resource.load(backend, {}, now, undefined, read);
      table.set(resource.key, { data: value, problems, fetchedAt: now, status: 'ready', version: 1 });
    }
  }
}

/** What is told of a scenario of the demo over a span of time. */
async function told(scenario: string, start: number, length: number, every: number): Promise<readonly string[]> {
  let records: readonly AlertRecord[] = [];
  const all: string[] = [];
  for (let now = start; now < start + length; now += every) {
    const clock = { now: () => now, setTimer: () => () => undefined };
    const backend = createMockBackend(await createWorld({ scenario, clock: clock.now }), clock);
    const needs = (read: Read) => [...overviewNeeds(read, '24h', now), ...reverseEtlNeeds(read)];
    const read = await readAll(backend, now, needs);
    const picture = overview(read, '24h', now, { apiCalls: 12_000_000n });
    const step = lived(records, evaluate(picture, read, { settings: {}, isOwn: () => false }), {
      now,
      isTold: () => true,
      isQuiet: () => false,
    });
    records = step.records;
    all.push(
      ...step.tellings.map(
        ({ edge, record: { finding } }) => `${edge} ${finding.rule} ${finding.subject.name}: ${finding.facts}`,
      ),
    );
  }
  return all;
}

/** A Monday morning; `SEGTOP_ALERTS_EVERY=10 npx vitest run test/workspace/watch/alerts/week.test.ts` looks every ten minutes. */
const monday = Date.parse('2026-11-16T00:07:40Z');
const asked = Number(process.env.SEGTOP_ALERTS_EVERY ?? 0) * 60_000;

test('a healthy week with its everyday noise: not one alert', async () => {
  expect(await told('healthy', monday, 7 * day, asked || 11 * hour)).toEqual([]);
}, 3_600_000);

test('a month that will pass its allowance is told once', async () => {
  const all = await told('quota', monday, 9 * hour, 3 * hour);
  expect(all).toEqual([expect.stringMatching(/^new usage API calls: [\d.]+% of the allowance used, reaches 100% on /)]);
}, 120_000);
