import { describe, expect, test } from 'vitest';
import { priority } from '../../source/domain/queries.ts';
import { createWorld } from '../../source/mock/create-world.ts';
import type { World } from '../../source/mock/world.ts';
import { createMockBackend } from '../../source/workspace/backends/mock.ts';
import { overviewNeeds } from '../../source/workspace/needs/overview.ts';
import { planRulesNeeds } from '../../source/workspace/needs/protocols.ts';
import { violationEventsNeeds, violationSourcesNeeds } from '../../source/workspace/needs/violations.ts';
import type { Backend } from '../../source/workspace/polling/backend.ts';
import type { Read } from '../../source/workspace/polling/read.ts';
import type { Need, Resource } from '../../source/workspace/polling/resource.ts';
import { type Snapshot, unread } from '../../source/workspace/polling/snapshot.ts';
import { planRules } from '../../source/workspace/protocols/plan-rules.ts';
import { violationEvents } from '../../source/workspace/protocols/violation-events.ts';
import { violations } from '../../source/workspace/protocols/violations.ts';
import { sources, trackingPlans } from '../../source/workspace/resources/common.ts';
import { inflow } from '../../source/workspace/sources/inflow.ts';
import { overview } from '../../source/workspace/watch/overview.ts';
import type { TriageItem } from '../../source/workspace/watch/triage.ts';

const hour = 3_600_000;
const period = '24h';
const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
/** Monday, a little after midnight. */
const monday = Date.parse('2026-11-16T00:07:40Z');

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

const need = <T>(resource: Resource<T>): Need => ({
  resource: resource as Resource<unknown>,
  priority: priority.visible,
});

/** The demo as it is found by someone who opens it at this time. */
async function demoAt(now: number, scenario = 'everything') {
  const clock = { now: () => now, setTimer: () => () => undefined };
  const world = await createWorld({ scenario, clock: clock.now });
  return { world, backend: createMockBackend(world, clock) };
}

/** Connections by what failed of what they tried in the last hour, highest share first; those below 5 % are no incident. */
function failing(world: World, now: number): string[] {
  return world
    .list('destinations')
    .map(({ id, name }) => {
      const totals = world.deliveryTotals(String(id), { start: now - hour, end: now });
      const failed = totals.discarded + totals.expired;
      return { name: String(name), share: failed / (failed + totals.firstTry + totals.afterRetry) };
    })
    .filter(({ share }) => share > 0.05)
    .sort((a, b) => b.share - a.share)
    .map(({ name }) => name);
}

describe.each(days.map((day, index) => [day, monday + index * 24 * hour] as const))('on a %s', (_, midnight) => {
  test('the incidents of the demo are its worst rows at each hour, however little is sent', async () => {
    for (let now = midnight; now < midnight + 24 * hour; now += hour) {
      const { world, backend } = await demoAt(now);
      const lists = await readAll(backend, now, () => [need(trackingPlans), need(sources)]);
      const plan = lists(trackingPlans).data!.find(({ name }) => name === 'Acme Mobile')!.id;
      const ios = lists(sources).data!.find(({ name }) => name === 'iOS')!.id;
      const read = await readAll(backend, now, (known) => [
        ...violationSourcesNeeds(known, period),
        ...planRulesNeeds(known, period, plan),
        ...violationEventsNeeds(known, period, ios),
      ]);
      expect({
        at: new Date(now).toISOString(),
        failing: failing(world, now),
        violations: violations(read, inflow(read, period, now), period, now).rows.map(({ source }) => source.name)[0],
        rule: planRules(read, period, plan).rows[0]?.rule.key,
        event: violationEvents(read, period, ios).rows[0]?.eventName,
      }).toEqual({
        at: new Date(now).toISOString(),
        failing: ['Braze'],
        violations: 'iOS',
        rule: 'Order Completed',
        event: 'Order Completed',
      });
    }
  });
});

/** Such as `connection LOST Braze`. */
function told(item: TriageItem): string {
  const name = () => {
    switch (item.kind) {
      case 'connection':
      case 'disabled':
        return item.connection.destination.name;
      case 'source':
        return item.flow.source.name;
      case 'warehouse':
        return item.storage.warehouse.name;
      case 'violations':
        return item.row.source.name;
      default:
        return '';
    }
  };
  return [item.kind, item.verdict, name()].filter((word) => word !== undefined && word !== '').join(' ');
}

test.each([
  '2026-11-16T00:00:00Z',
  '2026-11-17T04:31:40Z',
  '2026-11-19T05:49:10Z',
  '2026-11-20T12:00:30Z',
  '2026-11-21T20:15:00Z',
  '2026-11-22T04:59:59Z',
  '2026-11-22T23:59:50Z',
])('triage of the demo at %s is its incidents in their order, and no everyday noise among them', async (text) => {
  const now = Date.parse(text);
  const { backend } = await demoAt(now);
  const read = await readAll(backend, now, (known) => overviewNeeds(known, period, now));
  const { triage } = overview(read, period, now, { apiCalls: 12_000_000n });
  expect(triage.map(told).filter((line) => !line.startsWith('signal'))).toEqual([
    'connection LOST Braze',
    'source SILENT Billing server',
    'connection EXPIRED Zendesk',
    'disabled DISABLED Amplitude',
    'warehouse Redshift',
    'violations Web (prod)',
    'violations iOS',
    'connection EXPIRED Fulfilment webhook',
    'usage',
  ]);
});

test.each(['2026-11-16T14:00:00Z', '2026-11-17T04:31:40Z', '2026-11-19T05:49:10Z', '2026-11-22T23:59:50Z'])(
  'nothing is wrong in the healthy demo at %s',
  async (text) => {
    const now = Date.parse(text);
    const { backend } = await demoAt(now, 'healthy');
    const read = await readAll(backend, now, (known) => overviewNeeds(known, period, now));
    expect(overview(read, period, now, {}).triage.map(told)).toEqual([]);
  },
);
