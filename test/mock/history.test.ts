import { beforeAll, describe, expect, it } from 'vitest';
import type { Row, World } from '../../source/mock/world.ts';
import { contract } from '../contract/contract.ts';
import { named, now, query, sumOf, worldOf } from './worlds.ts';

const hour = 3_600_000;
const day = 24 * hour;
const at = (text: unknown) => Date.parse(String(text));

let world: World;
beforeAll(async () => {
  world = await worldOf('everything');
});

describe('the audit trail', () => {
  it('reaches back 90 days, newest first, with stable ids that rise with time', async () => {
    const events = world.auditEvents({ start: 0, end: now + day });
    const numbers = events.map(({ id }) => Number(String(id).slice('events/'.length)));
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(now - at(events.at(-1)?.timestamp)).toBeLessThanOrEqual(90 * day);
    expect(now - at(events.at(-1)?.timestamp)).toBeGreaterThan(89 * day);
    expect(at(events[0]?.timestamp)).toBeLessThanOrEqual(now);
    expect((await worldOf('everything')).auditEvents({ start: 0, end: now })).toEqual(events);
  });

  it('is cut by its span without changing', () => {
    const all = world.auditEvents({ start: now - 3 * day, end: now });
    const parts = [now - 3 * day, now - 2 * day, now - day].flatMap((start) =>
      world.auditEvents({ start, end: start + day }),
    );
    expect(parts.toSorted((a, b) => String(b.id).localeCompare(String(a.id)))).toEqual(all);
  });

  it('keeps its ids and its order where much happens within one second, wherever it is cut', async () => {
    let clock = now;
    const moving = await worldOf('healthy', () => clock);
    const edit = (row: Row, name: string) =>
      moving.edit('destinations', String(row.id), { name }, 'Integration Modified');
    const [first, ...others] = moving.list('destinations');
    for (const [place, row] of others.entries()) edit(row, `At once ${place}`);
    for (const ms of [499, 2000, 31_000]) {
      clock = now + ms;
      edit(first!, `After ${ms}`);
    }
    const all = moving.auditEvents({ start: now - day, end: now + day });
    expect(all.slice(0, 3 + others.length).map(({ resourceId }) => resourceId)).toEqual([
      ...[first!, first!, first!].map(({ id }) => id),
      ...others.map(({ id }) => id).toReversed(),
    ]);
    expect(all.map(({ timestamp }) => at(timestamp))).toEqual(
      all.map(({ timestamp }) => at(timestamp)).toSorted((a, b) => b - a),
    );
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const [start, size] of [
      [now, 3 + others.length],
      [now + 1, 3],
      [now + 499, 3],
      [now + 500, 2],
      [now + 2001, 1],
    ] as const)
      expect(moving.auditEvents({ start, end: now + day })).toEqual(all.slice(0, size));
  });

  it('of one resource, or of resources of one type, is what the whole trail has of them', () => {
    const span = { start: now - 30 * day, end: now };
    const all = world.auditEvents(span);
    for (const { resourceId, resourceType } of [all[0]!, all[40]!, all.at(-1)!]) {
      const [id, type] = [String(resourceId), String(resourceType)];
      expect(world.auditEvents(span, { resourceId: id })).toEqual(all.filter((row) => row.resourceId === id));
      expect(world.auditEvents(span, { resourceType: type })).toEqual(all.filter((row) => row.resourceType === type));
    }
    expect(world.auditEvents(span, { resourceId: 'nowhere' })).toEqual([]);
  });

  it('brings two to four events an hour on a working day', () => {
    const start = Date.parse('2026-11-18T08:00:00Z');
    const events = world.auditEvents({ start, end: start + 12 * hour });
    expect(events.length).toBeGreaterThanOrEqual(24);
    expect(events.length).toBeLessThanOrEqual(54);
  });

  it('speaks the known vocabulary, by people, tokens and Segment', () => {
    const { vocabulary } = contract as unknown as {
      vocabulary: { auditEventTypes: Record<string, readonly string[]> };
    };
    const listed = Object.values(vocabulary.auditEventTypes).flat();
    const known = new Set([...listed, ...listed.map((type) => type.replace('Integrations ', 'Integration '))]);
    const events = world.auditEvents({ start: 0, end: now });
    expect([...new Set(events.map(({ type }) => String(type)))].filter((type) => !known.has(type))).toEqual([]);
    const actors = events.map(({ actor, actorEmail }) => {
      if (actor === 'Segment' || String(actor).startsWith('public-api-token/')) return actorEmail === undefined;
      return String(actor).startsWith('users/') && String(actorEmail).endsWith('@acme.example');
    });
    expect(actors).not.toContain(false);
  });
});

describe('warehouse syncs', () => {
  it('come newest first, on their beat, for each connected source', () => {
    for (const { id, enabled } of world.list('warehouses')) {
      const syncs = world.warehouseSyncs(String(id));
      const starts = syncs.map(({ start }) => at(start));
      expect(starts).toEqual(starts.toSorted((a, b) => b - a));
      const sources = world.warehouseSources(String(id)).map((row) => row.id);
      expect(new Set(syncs.map(({ sourceId }) => sourceId))).toEqual(new Set(sources));
      if (enabled === false) expect(starts[0]).toBeLessThan(now - 30 * day);
      const own = world.warehouseSyncs(String(id), String(sources[0]));
      expect(own.length).toBeGreaterThanOrEqual(30);
      expect(own.every(({ sourceId }) => sourceId === sources[0])).toBe(true);
    }
  });

  it('are running while they run: without an end and without rows', async () => {
    const [first] = world.warehouseSyncs(String(world.list('warehouses')[1]?.id));
    const next = at(first?.start) + hour + 30_000;
    const later = await worldOf('everything', () => next);
    const [running] = later.warehouseSyncs(String(world.list('warehouses')[1]?.id));
    expect(running).toMatchObject({ status: 'running', end: null, count: 0 });
  });

  it('begin one source after the other, none of them after now, and are the same where one source is asked for', async () => {
    let clock = now;
    const moving = await worldOf('everything', () => clock);
    for (const { id } of moving.list('warehouses').filter(({ enabled }) => enabled !== false)) {
      const warehouse = String(id);
      const sources = moving.warehouseSources(warehouse).map((row) => String(row.id));
      clock = now;
      const [last, before] = moving.warehouseSyncs(warehouse, sources[0]).map(({ start }) => at(start));
      const next = last! + (last! - before!);
      for (const after of [0, 6, 7, 20]) {
        clock = next + after * 1000;
        const begun = moving.warehouseSyncs(warehouse).filter(({ start }) => at(start) >= next);
        expect(begun.map(({ sourceId, start }) => [sourceId, at(start) - next])).toEqual(
          sources
            .slice(0, 1 + Math.floor(after / 7))
            .map((source, place) => [source, place * 7000])
            .toReversed(),
        );
        for (const { start, status, duration } of begun)
          if (status === 'running') expect(duration).toBe((clock - at(start)) / 1000);
      }
      const all = moving.warehouseSyncs(warehouse);
      for (const source of sources) {
        const own = all.filter(({ sourceId }) => sourceId === source);
        expect(moving.warehouseSyncs(warehouse, source).slice(0, own.length)).toEqual(own);
      }
    }
  });

  it('load more rows than there were events', () => {
    const [warehouse] = world.list('warehouses').slice(1);
    const [sync] = world.warehouseSyncs(String(warehouse?.id));
    const span = { start: at(sync?.start) - hour, end: at(sync?.start) };
    expect(sync?.count).toBeGreaterThan(
      sumOf(world.flows(query({ step: 'volume', sourceId: String(sync?.sourceId), span }))),
    );
  });

  it('of nothing are nothing', () => {
    expect([
      world.warehouseSyncs('nowhere'),
      world.warehouseSources('nowhere'),
      world.reverseEtlSyncs('no', 'no'),
    ]).toEqual([[], [], []]);
  });
});

describe('Reverse ETL syncs', () => {
  it('belong to the mapping of their model, newest first', () => {
    const mapping = world.list('subscriptions').find(({ modelId }) => modelId !== undefined);
    const syncs = world.reverseEtlSyncs(String(mapping?.modelId), String(mapping?.id));
    expect(syncs.length).toBeGreaterThan(20);
    expect(syncs.map(({ startedAt }) => at(startedAt))).toEqual(
      syncs.map(({ startedAt }) => at(startedAt)).toSorted((a, b) => b - a),
    );
    expect(world.reverseEtlSyncs(String(mapping?.modelId), 'another')).toEqual([]);
  });

  it('say what they have done so far, and nothing of a phase that is not over', async () => {
    let clock = now;
    const moving = await worldOf('healthy', () => clock);
    const mapping = moving.list('subscriptions').find(({ modelId }) => modelId !== undefined);
    const newest = () => moving.reverseEtlSyncs(String(mapping?.modelId), String(mapping?.id))[0]!;
    const begun = at(newest().startedAt);
    clock = begun + 2 * hour - 60_000;
    const { extractPhase, loadPhase, finishedAt } = newest();
    const [from, read, end] = [at(newest().startedAt), at((extractPhase as Row).finishedAt), at(finishedAt)];
    expect([from < read, read < end, at((loadPhase as Row).startedAt), at((loadPhase as Row).finishedAt)]).toEqual([
      ...[true, true, read, end],
    ]);
    const states = [from, read - 1, read, end - 1, end].map((moment) => {
      clock = moment;
      const sync = newest();
      return [sync.syncStatus, sync.extractPhase !== undefined, sync.loadPhase !== undefined, 'finishedAt' in sync];
    });
    expect(states).toEqual([
      ['IN_PROGRESS', false, false, false],
      ['IN_PROGRESS', false, false, false],
      ['IN_PROGRESS', true, false, false],
      ['IN_PROGRESS', true, false, false],
      ['SUCCESS', true, true, true],
    ]);
  });
});

describe('usage', () => {
  const month = Date.UTC(2026, 10, 1);

  it('is cumulative, in text, and a day appears after midnight', async () => {
    const rows = world.usage('api-calls', month, false);
    const counts = rows.map(({ apiCalls }) => BigInt(String(apiCalls)));
    expect(counts.every((count, i) => i === 0 || count > (counts[i - 1] ?? 0n))).toBe(true);
    expect(rows.at(-1)?.timestamp).toBe('2026-11-20T00:00:00.000Z');
    const midnight = await worldOf('everything', () => Date.parse('2026-11-22T00:00:00Z'));
    expect(midnight.usage('api-calls', month, false)).toHaveLength(21);
    expect(world.usage('api-calls', Date.UTC(2026, 11, 1), false)).toEqual([]);
    expect(world.usage('api-calls', Date.UTC(2026, 9, 1), false)).toHaveLength(31);
  });

  it('of the workspace is the sum of its sources for API calls, and matches their volume', () => {
    const bySource = world
      .usage('api-calls', month, true)
      .filter(({ timestamp }) => timestamp === '2026-11-01T00:00:00.000Z');
    const [first] = world.usage('api-calls', month, false);
    expect(bySource.reduce((sum, { apiCalls }) => sum + Number(apiCalls), 0)).toBe(Number(first?.apiCalls));
    const span = { start: month, end: month + day };
    expect(Number(first?.apiCalls)).toBe(
      sumOf(world.flows(query({ step: 'successfully-received', span }))) - disabled(span),
    );
  });

  it('of a source that is switched off charges nothing of what it goes on sending, nor before it is switched on', async () => {
    let clock = now;
    const moving = await worldOf('healthy', () => clock);
    const [off, on] = ['Web (prod)', 'Legacy API'].map((name) => String(named(moving, 'sources', name).id));
    moving.edit('sources', off!, { enabled: false }, 'Source Disabled');
    moving.edit('sources', on!, { enabled: true }, 'Source Enabled');
    clock = Date.parse('2026-11-23T00:00:00Z');
    const today = Date.parse('2026-11-21T00:00:00Z');
    const received = (sourceId: string, start: number, end: number) =>
      sumOf(moving.flows(query({ step: 'successfully-received', sourceId, span: { start, end }, bucket: 'MINUTE' })));
    const days = (id: string, meter: 'api-calls' | 'mtu') =>
      moving.usage(meter, month, true).filter(({ sourceId }) => sourceId === id);
    const calls = (id: string) => days(id, 'api-calls').map(({ apiCalls }) => Number(apiCalls));
    const minute = now - (now % 60_000);
    const web = calls(off!);
    expect([web.length, web[20]! - web[19]!, web[21]! - web[20]!]).toEqual([22, received(off!, today, minute), 0]);
    const old = received(on!, minute, today + day);
    expect(old).toBeGreaterThan(0);
    expect(calls(on!)).toEqual([old, old + received(on!, today + day, clock)]);
    expect([days(off!, 'mtu').length, days(on!, 'mtu').length]).toEqual([22, 2]);
    const sums = Map.groupBy(moving.usage('api-calls', month, true), ({ timestamp }) => timestamp);
    expect(moving.usage('api-calls', month, false).map(({ apiCalls }) => Number(apiCalls))).toEqual(
      [...sums.values()].map((rows) => rows.reduce((sum, { apiCalls }) => sum + Number(apiCalls), 0)),
    );
  });

  const disabled = (span: { start: number; end: number }) =>
    world
      .list('sources')
      .filter((row) => row.enabled === false)
      .reduce(
        (sum, { id }) => sum + sumOf(world.flows(query({ step: 'successfully-received', sourceId: String(id), span }))),
        0,
      );

  it('of MTUs carries its period in seconds, and sources overlap', () => {
    const rows = world.usage('mtu', month, false);
    expect(rows[0]).toMatchObject({ periodStart: month / 1000, periodEnd: Date.UTC(2026, 11, 1) / 1000 });
    const last = rows.at(-1);
    const bySource = world.usage('mtu', month, true).filter(({ timestamp }) => timestamp === last?.timestamp);
    expect(bySource.reduce((sum, row) => sum + Number(row.identified), 0)).toBeGreaterThan(Number(last?.identified));
  });
});

describe('payload samples', () => {
  it('show at most ten exchanges of the failing reason, the same ones every time', async () => {
    const id = String(named(world, 'destinations', 'Braze', 'Web (prod)').id);
    const samples = world.samples(id, '401');
    expect(samples).toHaveLength(10);
    expect(samples[0]).toMatchObject({
      sent: { userId: expect.stringMatching(/^customer-/), context: { ip: '192.0.2.44' } },
      request: { method: 'POST', headers: { authorization: expect.stringContaining('•') } },
      response: { status: 401, body: { error: 'invalid_grant' } },
    });
    expect(samples.every((sample) => at(sample.at) <= now && at(sample.at) > now - 4 * hour)).toBe(true);
    expect((await worldOf('everything')).samples(id, '401')).toEqual(samples);
  });

  it('carry no one who exists', () => {
    const id = String(named(world, 'destinations', 'Braze', 'Web (prod)').id);
    const text = JSON.stringify(world.samples(id, '401'));
    expect(text.match(/[\w.]+@[\w.]+/g)?.every((address) => address.endsWith('.example'))).toBe(true);
  });

  it('of what has ended come from the hours in which it failed', () => {
    const samples = world.samples(String(named(world, 'destinations', 'Fulfilment webhook').id), 'ETIMEDOUT');
    expect(samples.length).toBeGreaterThan(0);
    expect(at(samples[0]?.at)).toBeLessThan(now - 3.5 * hour);
  });

  it('are none without a failure', () => {
    expect(world.samples(String(named(world, 'destinations', 'Braze', 'iOS').id), '401')).toEqual([]);
    expect(world.samples('nowhere', '401')).toEqual([]);
  });
});

describe('tracking plans', () => {
  it('know their sources, and sources their plan', () => {
    for (const { id, type } of world.list('tracking-plans')) {
      const sources = world.trackingPlanSources(String(id));
      expect(sources.length > 0).toBe(type === 'LIVE');
      expect(sources.every((row) => world.trackingPlanOf(String(row.id)) === id)).toBe(true);
      expect(world.trackingPlanRules(String(id)).length > 0).toBe(type === 'LIVE');
    }
    expect(world.trackingPlanOf(String(named(world, 'sources', 'Stripe').id))).toBeUndefined();
  });
});
