import { beforeAll, describe, expect, it } from 'vitest';
import type { Collection, Row, World } from '../../source/mock/world.ts';
import { countOf, lastDay, query, sumOf, worldOf } from './worlds.ts';

const texts = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
};

let world: World;
let plain: World;
beforeAll(async () => {
  world = await worldOf('hostile');
  plain = await worldOf('everything');
});

/** Everything a screen could paint: names, notices, audit events and series labels. */
function painted(from: World): string[] {
  const lists: readonly Collection[] = [
    'sources',
    'destinations',
    'warehouses',
    'audiences',
    'users',
    'labels',
    'functions',
  ];
  const rows: Row[] = [
    ...lists.flatMap((name) => from.list(name)),
    ...from.list('warehouses').flatMap(({ id }) => from.warehouseSyncs(String(id))),
    ...from.auditEvents(lastDay),
    ...from.flows(query({ step: 'volume', groupBy: ['eventName', 'appVersion'] })).map(({ by }) => by),
  ];
  return texts(rows);
}

describe('the hostile world', () => {
  it.each<readonly [string, RegExp]>([
    ['CSI', /\u001b\[31m/],
    ['a screen switch', /\u001b\[\?1049l/],
    ['OSC 52', /\u001b\]52;c;/],
    ['OSC 8', /\u001b\]8;;/],
    ['a title', /\u001b\]0;/],
    ['DCS', /\u001bP/],
    ['C1', /\u009b31m/],
    ['line breaks and tabs', /\r\n.*\t/],
    ['NUL and DEL', /\u0000.*\u007f/],
    ['bidi overrides', /\u202e.*\u2066/],
    ['zero width', /\u200b.*\u2060.*\ufeff/],
    ['zalgo', /z\p{M}{4}/u],
    ['wide text', /漢字/],
    ['emoji sequences', /👩‍👩‍👧‍👦/],
    ['ten kilobytes', /^.{10000}$/s],
    ['a prototype key', /^__proto__$/],
    ['a constructor', /^constructor$/],
    ['a formula', /^=HYPERLINK/],
    ['a lone surrogate', /(?<![\ud800-\udbff])[\ud800-\udbff](?![\udc00-\udfff])/],
  ])('contains %s', (_, pattern) => {
    expect(painted(world).some((text) => pattern.test(text))).toBe(true);
  });

  it('attacks every name, notice and audit event', () => {
    const originals = new Set(painted(plain));
    const named = (rows: readonly Row[], field: string) => rows.map((row) => String(row[field]));
    const shown = [
      ...named(world.list('sources'), 'name'),
      ...named(world.list('destinations'), 'name'),
      ...named(world.auditEvents(lastDay), 'resourceName'),
      ...world
        .list('warehouses')
        .flatMap(({ id }) =>
          world.warehouseSyncs(String(id)).flatMap(({ notices }) => named(notices as Row[], 'message')),
        ),
    ];
    expect(shown.length).toBeGreaterThan(100);
    expect(shown.filter((text) => originals.has(text))).toEqual([]);
  });

  it('puts prototype keys into settings as keys of their own', () => {
    for (const { settings } of world.list('destinations')) {
      expect(Object.keys(settings as Row)).toEqual(expect.arrayContaining(['__proto__', 'constructor']));
      expect(Object.getPrototypeOf(settings)).toBe(Object.prototype);
    }
  });

  it('keeps ids, states and numbers, so that everything still fits together', () => {
    const facts = (from: World) =>
      from.list('destinations').map(({ id, sourceId, enabled }) => [id, sourceId, enabled]);
    expect(facts(world)).toEqual(facts(plain));
    for (const { id } of plain.list('destinations').slice(0, 5))
      expect(world.deliveryTotals(String(id), lastDay)).toEqual(plain.deliveryTotals(String(id), lastDay));
  });

  it('answers filters by the hostile text', () => {
    const asked = query({ step: 'volume', groupBy: ['eventName'] });
    for (const flow of world.flows(asked)) {
      if (flow.by.eventName === undefined) continue;
      expect(sumOf(world.flows({ ...asked, filter: { eventName: [flow.by.eventName] } }))).toBe(countOf(flow));
    }
  });

  it('gives samples by the hostile reason, and edits rows', () => {
    const [braze = {}] = world.list('destinations');
    const [worst] = world.flows(
      query({ step: 'failed-delivery', destinationId: String(braze.id), groupBy: ['discardReason'] }),
    );
    expect(world.samples(String(braze.id), worst?.by.discardReason ?? '')).not.toEqual([]);
    expect(world.edit('destinations', String(braze.id), { enabled: false }, 'Integration Disabled')).toMatchObject({
      enabled: false,
    });
  });
});
