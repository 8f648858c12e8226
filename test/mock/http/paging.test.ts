import { describe, expect, it } from 'vitest';
import { numericPageOf, pageOf, usualPaging } from '../../../source/mock/http/paging.ts';
import { readQuery } from '../../../source/mock/http/query.ts';
import type { World } from '../../../source/mock/world.ts';
import { ask, get, type Json, writeCursor } from './ask.ts';
import { fakeWorld } from './fake-world.ts';

/** Follows `next` to the end. */
function walk(world: World, url: string, key: string, count: number): Json[][] {
  const pages: Json[][] = [];
  let cursor: string | undefined;
  do {
    const join = url.includes('?') ? '&' : '?';
    const from = cursor === undefined ? '' : `&pagination.cursor=${encodeURIComponent(cursor)}`;
    const { body } = get(world, `${url}${join}pagination.count=${count}${from}`);
    pages.push(body.data[key]);
    cursor = body.data.pagination.next ?? undefined;
  } while (cursor !== undefined && pages.length < 100);
  return pages;
}

describe('pages', () => {
  const cursor = (at: number) => writeCursor(at);
  it.each([
    [0, 3, [0, 1, 2], { current: cursor(0), next: cursor(3) }, { previous: null }],
    [1, 3, [1, 2, 3], { current: cursor(1), next: cursor(4), previous: cursor(0) }, {}],
    [4, 3, [4], { current: cursor(4), previous: cursor(1) }, { next: null }],
    [2, 3, [2, 3, 4], { current: cursor(2), previous: cursor(0) }, { next: null }],
    [9, 3, [], { current: cursor(9), previous: cursor(6) }, { next: null }],
  ])(
    'from row %i say where they stand, and leave out or send null for what is not there',
    (at, count, items, sent, ends) => {
      const query = readQuery([
        ['pagination.count', String(count)],
        ['pagination.cursor', cursor(at)],
      ]);
      const all = [0, 1, 2, 3, 4];
      const pagination = { ...sent, totalEntries: 5 };
      expect(pageOf(all, query)).toStrictEqual({ items, pagination });
      const { totalEntries: _, ...untotalled } = pagination;
      expect(pageOf(all, query, { ...usualPaging, end: 'null', total: false })).toStrictEqual({
        items,
        pagination: { ...untotalled, ...ends },
      });
    },
  );

  it.each([
    ['/sources', 'sources', 3],
    ['/destinations', 'destinations', 3],
    ['/spaces/spa_1/audiences', 'audiences', 2],
    ['/audit-events', 'events', 25],
  ])('of %s together are the whole', (url, key, size) => {
    const world = fakeWorld();
    const whole = get(world, `${url}?pagination.count=200`).body.data[key];
    expect(whole).toHaveLength(size);
    for (const count of [1, 2, size, 200]) {
      const pages = walk(world, url, key, count);
      expect(pages).toHaveLength(Math.ceil(size / count));
      expect(pages.flat()).toEqual(whole);
    }
  });

  it('carry base64 offsets, both ways, and the total', () => {
    const { pagination } = get(fakeWorld(), '/sources?pagination.count=1&pagination.cursor=MQ%3D%3D').body.data;
    expect(pagination).toEqual({ current: 'MQ==', next: 'Mg==', previous: 'MA==', totalEntries: 3 });
  });

  it('end with null on some lists and without next on others', () => {
    expect(get(fakeWorld(), '/sources').body.data.pagination).toEqual({
      current: 'MA==',
      next: null,
      previous: null,
      totalEntries: 3,
    });
    expect(get(fakeWorld(), '/destinations').body.data.pagination).toEqual({ current: 'MA==', totalEntries: 3 });
  });

  it('beyond the end are empty', () => {
    const { data } = get(fakeWorld(), `/sources?pagination.cursor=${writeCursor(50)}`).body;
    expect(data.sources).toEqual([]);
  });

  it.each(['-1', '1.5', '1e3', '01', 'NaN', '', '9007199254740993', '9'.repeat(400)])(
    'do not begin at %j',
    (offset) => {
      const cursor = encodeURIComponent(btoa(offset) || 'rubbish');
      expect(get(fakeWorld(), `/roles?pagination.cursor=${cursor}`).body.errors).toEqual([
        {
          type: 'input-validation',
          message: '"pagination.cursor" is not a valid cursor',
          field: 'pagination.cursor',
        },
      ]);
    },
  );

  it('hold 200 when nobody says', () => {
    const many = Array.from({ length: 201 }, (_, nth) => ({ id: String(nth) }));
    const { data } = get(fakeWorld({}, { list: () => many }), '/roles').body;
    expect([data.roles.length, data.pagination.next]).toEqual([200, writeCursor(200)]);
  });

  it('of labels and settings do not exist', () => {
    expect(get(fakeWorld(), '/labels').body.data).toEqual({ labels: [{ key: 'environment', value: 'prod' }] });
    expect(Object.keys(get(fakeWorld(), '/sources/web/settings').body.data)).toEqual(['sourceId', 'settings']);
  });

  it('of reverse ETL syncs take flat parameters and hold 10', () => {
    const world = fakeWorld();
    const url = '/reverse-etl-models/m1/subscriptionId/sub1/syncs';
    const first = get(world, url).body.data;
    expect([first.syncStatuses.length, first.pagination]).toEqual([
      10,
      { current: 'MA==', next: 'MTA=', previous: null },
    ]);
    expect(get(world, `${url}?count=100&cursor=MTA%3D`).body.data.syncStatuses).toHaveLength(2);
    expect(get(world, `${url}?count=101`).body.errors[0].field).toBe('count');
  });

  it('of credential consumers are two', () => {
    const { data } = get(fakeWorld(), '/credentials/cred_1/consumers?sourcesPagination.count=5').body;
    expect(data).toMatchObject({ warehouses: [], sources: [], warehousesPagination: { totalEntries: 0 } });
    const refused = get(fakeWorld(), '/credentials/cred_1/consumers?warehousesPagination.count=0').body;
    expect(refused.errors[0].field).toBe('warehousesPagination.count');
  });

  it('of space filters are numbered, and hold ten', () => {
    const all = Array.from({ length: 25 }, (_, nth) => nth);
    const page = (query: string) => numericPageOf(all, readQuery([...new URLSearchParams(query)]));
    expect(page('')).toEqual({ items: all.slice(0, 10), pagination: { current: 0, next: 10, totalEntries: 25 } });
    expect(page('pagination.cursor=0&pagination.count=10')).toEqual(page(''));
    expect(page('pagination.cursor=20')).toEqual({
      items: all.slice(20),
      pagination: { current: 20, totalEntries: 25 },
    });
    expect(() => page('pagination.count=11')).toThrow('"pagination.count" must be less than or equal to 10');
    expect(get(fakeWorld(), '/filters?integrationId=i&pagination.cursor=20').body.data).toEqual({
      filters: [],
      pagination: { current: 20, totalEntries: 0 },
    });
    expect(get(fakeWorld(), '/filters?integrationId=i&pagination.cursor=MA%3D%3D').status).toBe(422);
  });
});

describe('pages of the audit trail', () => {
  it('freeze their end while events come in', () => {
    const world = fakeWorld();
    const first = get(world, '/audit-events?pagination.count=10').body.data;
    world.setNow(world.now() + 60_000);
    expect(ask(world, 'PATCH', '/sources/web', { enabled: false }).status).toBe(200);
    const cursor = encodeURIComponent(first.pagination.next);
    const second = get(world, `/audit-events?pagination.count=10&pagination.cursor=${cursor}`).body.data;
    const ids = [...first.events, ...second.events].map((event: Json) => event.id);
    expect(new Set(ids).size).toBe(20);
    expect(second.events.map((event: Json) => event.type)).not.toContain('Source Disabled');
    expect(get(world, '/audit-events').body.data.events[0].type).toBe('Source Disabled');
    expect(JSON.parse(atob(first.pagination.next))).toEqual({ pageToken: 'MTA=', endTime: '2026-01-15T12:30:00.000Z' });
  });

  it.each([
    'rubbish',
    btoa('{}'),
    btoa('null'),
    btoa('{"pageToken":"LTE=","endTime":"2026-01-15T12:30:00Z"}'),
    btoa('{"pageToken":"MA=="}'),
  ])('refuse the cursor %s', (cursor) => {
    const { status, body } = get(fakeWorld(), `/audit-events?pagination.cursor=${encodeURIComponent(cursor)}`);
    expect([status, body.errors[0].field]).toEqual([422, 'pagination.cursor']);
  });

  it('narrow by time and resource', () => {
    const world = fakeWorld();
    const count = (query: string) => get(world, `/audit-events?${query}`).body.data.events.length;
    expect(count('startTime=2026-01-15T10:30:00Z')).toBe(3);
    expect(count('startTime=2026-01-15T10:30:00Z&endTime=2026-01-15T11:30:00.000Z')).toBe(2);
    expect([count('resourceId=web'), count('resourceId=ios'), count('resourceType=source')]).toEqual([25, 0, 25]);
  });
});

describe('volume', () => {
  const hours = 'granularity=HOUR&startTime=2026-01-15T00:00:00Z&endTime=2026-01-15T12:00:00Z&groupBy.0=source';

  it('is counted once for all pages of an answer, and anew for the next answer', () => {
    const world = fakeWorld();
    const whole = get(world, `/events/volume?${hours}`).body.data.result;
    expect(whole.length).toBeGreaterThan(1);
    for (const answers of [2, 3]) {
      const pages = walk(world, `/events/volume?${hours}`, 'result', 1);
      expect(pages).toHaveLength(whole.length);
      expect(pages.flat()).toEqual(whole);
      expect(world.asked).toHaveLength(answers);
    }
  });

  it('goes on with the answer of the same question only', () => {
    const world = fakeWorld();
    get(world, `/events/volume?${hours}&pagination.count=1`);
    get(world, `/events/volume?${hours.replace('T12', 'T11')}&pagination.count=1&pagination.cursor=MQ%3D%3D`);
    expect(world.asked.map(({ span }) => new Date(span.end).getUTCHours())).toEqual([12, 11]);
  });
});
