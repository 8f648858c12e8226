import { describe, expect, it } from 'vitest';
import type { DestinationFilter } from '../../../source/domain/delivery/mappings.ts';
import { type FieldColor, type LocalPrivacy, noPrivacy } from '../../../source/domain/privacy/local.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import type { PrivacyField } from '../../../source/workspace/privacy/fields.ts';
import { colorFlows } from '../../../source/workspace/privacy/flows.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { destinationFilters } from '../../../source/workspace/resources/pages.ts';
import { destinationWith, snapshots, sourceWith } from '../snapshots.ts';

const field = (path: string, color: FieldColor, ...sources: readonly string[]): PrivacyField => ({
  ...{ path: sanitise(path), type: t`string`, match: undefined, color, byHand: false, ownColor: color },
  ...{ inventory: undefined, events: [], sources, planned: true, lastSeen: undefined, payloads: 0 },
});
const email = field('properties.email', 'red', 'web', 'ios');
const phone = field('properties.phone', 'red', 'web');
const city = field('properties.city', 'yellow', 'web');
const total = field('properties.total', 'green', 'ios');
const fields = [email, phone, city, total];

const filter = (change: Partial<DestinationFilter>): DestinationFilter => ({
  ...{
    id: 'f',
    sourceId: 'web',
    destinationId: 'braze',
    title: t`F`,
    description: t``,
    enabled: true,
    condition: t`all`,
  },
  actions: [{ type: 'DROP_PROPERTIES', properties: ['properties.email'] } as never],
  ...change,
});

const world = () =>
  snapshots()
    .set(resources.sources, [sourceWith('web'), sourceWith('ios'), sourceWith('off', { enabled: false })])
    .set(resources.destinations, [
      destinationWith('braze', 'web'),
      destinationWith('amplitude', 'ios'),
      destinationWith('paused', 'web', { enabled: false }),
      destinationWith('dry', 'off'),
    ]);
const told = (privacy: LocalPrivacy = noPrivacy, all = world(), keys?: ReadonlySet<string>) =>
  colorFlows(all.read, fields, privacy, keys).map(({ key, fields: of }) => [
    key,
    of.red.length,
    of.yellow.length,
    of.green.length,
  ]);
const unwanted = (...marks: LocalPrivacy['unwanted']): LocalPrivacy => ({ ...noPrivacy, unwanted: marks });

describe('what of each colour flows where', () => {
  it('puts destinations first, the most red first, then yellow, green and the name', () => {
    expect(told()).toEqual([
      ['destination:braze', 2, 1, 0],
      ['destination:amplitude', 1, 0, 1],
      ['destination:dry', 0, 0, 0],
      ['destination:paused', 0, 0, 0],
      ['source:web', 2, 1, 0],
      ['source:ios', 1, 0, 1],
      ['source:off', 0, 0, 0],
    ]);
  });

  it('carries nothing where the destination or its source is off', () => {
    const rows = colorFlows(world().read, [field('properties.email', 'red', 'web', 'off')], noPrivacy);
    const of = (key: string) => rows.find((row) => row.key === key)!;
    expect(
      [of('destination:paused'), of('destination:dry'), of('source:off')].map(({ enabled, fields: { red } }) => [
        enabled,
        red.length,
      ]),
    ).toEqual([
      [false, 0],
      [false, 0],
      [false, 0],
    ]);
    expect(of('destination:braze')).toMatchObject({ enabled: true, source: { id: 'web' } });
  });

  it('carries on where the source is not known to be off', () => {
    const all = world().set(resources.sources, []);
    expect(told(noPrivacy, all).find(([key]) => key === 'destination:braze')).toEqual(['destination:braze', 2, 1, 0]);
  });

  it('keeps a broken wish above all, a source before a destination that breaks none', () => {
    const marks = unwanted(
      { kind: 'source', id: 'ios', color: 'green' },
      { kind: 'destination', id: 'braze', color: 'green' },
    );
    expect(told(marks)[0]).toEqual(['source:ios', 1, 0, 1]);
    const rows = colorFlows(world().read, fields, marks);
    expect(rows.find(({ key }) => key === 'destination:braze')).toMatchObject({ unwanted: ['green'], broken: [] });
    expect(rows[0]).toMatchObject({ unwanted: ['green'], broken: ['green'] });
  });

  it.each<readonly [string, (all: ReturnType<typeof world>) => unknown, string[], string[], string]>([
    ['may be broken while its filters are being read', () => undefined, [], ['red'], 'destination:braze'],
    [
      'is broken where there is no filter against it',
      (all) => all.set(destinationFilters('braze'), []),
      ['red'],
      [],
      'destination:braze',
    ],
    [
      'is broken where its filters cannot be read',
      (all) => all.fail(destinationFilters('braze'), { kind: 'no-access' }),
      ['red'],
      [],
      'destination:braze',
    ],
    [
      'is kept by filters that drop all of it',
      (all) => {
        const properties = [t`properties.email`, t`properties.phone`];
        const actions = [{ type: t`DROP_PROPERTIES`, properties } as never];
        all.set(destinationFilters('braze'), [filter({ actions })]);
      },
      [],
      [],
      'destination:amplitude',
    ],
  ])('a wish of a destination %s', (_, change, broken, mayBreak, first) => {
    const all = world();
    change(all);
    const rows = colorFlows(all.read, fields, unwanted({ kind: 'destination', id: 'braze', color: 'red' }));
    const braze = rows.find(({ key }) => key === 'destination:braze');
    expect([braze?.broken, braze?.mayBreak, rows[0]?.key]).toEqual([broken, mayBreak, first]);
  });

  it('puts the worst first: what is broken, destinations, then the most red, yellow and green, then the name', () => {
    const all = snapshots()
      .set(
        resources.sources,
        ['a', 'b', 'c', 'd'].map((id) => sourceWith(id)),
      )
      .set(
        resources.destinations,
        ['b', 'a', 'd', 'c', 'b'].map((id, index) =>
          destinationWith(`${index}`, id, { name: sanitise(`to ${9 - index}`) }),
        ),
      );
    const carried = [
      field('x', 'red', 'b', 'd'),
      field('y', 'yellow', 'a', 'd'),
      field('z', 'green', 'c', 'd'),
      field('w', 'green', 'c'),
    ];
    const keys = (...marks: LocalPrivacy['unwanted']) =>
      colorFlows(all.read, carried, unwanted(...marks)).map(({ key }) => key);
    const destinations = ['2', '4', '0', '1', '3'].map((id) => `destination:${id}`);
    const sources = ['d', 'b', 'a', 'c'].map((id) => `source:${id}`);
    expect(keys()).toEqual([...destinations, ...sources]);
    const [a, c] = ['a', 'c'].map(
      (id) => ({ kind: 'source' as const, id, color: id === 'a' ? 'yellow' : 'green' }) as const,
    );
    expect(keys(a!, c!)).toEqual(['source:a', 'source:c', ...destinations, 'source:d', 'source:b']);
    expect(keys({ kind: 'destination', id: '3', color: 'green' }, a!)[0]).toBe('destination:3');
  });

  it('knows nothing where nothing was read', () => {
    expect(colorFlows(snapshots().read, fields, noPrivacy)).toEqual([]);
  });

  it('looks at the places that are asked for', () => {
    expect(told(noPrivacy, world(), new Set(['source:web', 'destination:amplitude'])).map(([key]) => key)).toEqual([
      'destination:amplitude',
      'source:web',
    ]);
  });

  it.each<readonly [string, Partial<DestinationFilter>, number, number, number]>([
    ['a filter of every event keeps the field away', {}, 1, 1, 0],
    [
      'a filter under a condition does so in part, and the field still flows',
      { condition: t`type = "track"` },
      2,
      0,
      1,
    ],
    ['a filter that is off does nothing', { enabled: false }, 2, 0, 0],
  ])('%s, whatever others are off', (_, change, red, dropped, inPart) => {
    const others = [filter({ id: 'other', enabled: false })];
    const all = world().set(destinationFilters('braze'), [...others, filter(change)]);
    const row = colorFlows(all.read, fields, noPrivacy).find(({ key }) => key === 'destination:braze')!;
    expect([row.fields.red.length, row.dropped.length, row.inPart.length]).toEqual([red, dropped, inPart]);
  });
});
