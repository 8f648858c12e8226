import { describe, expect, it } from 'vitest';
import {
  type ClassifiedField,
  inventoried,
  isUnwanted,
  type LocalPrivacy,
  nextColor,
  noPrivacy,
  ownMask,
  recolored,
  restored,
  uninventoried,
  unwantedToggled,
} from '../../../source/domain/privacy/local.ts';

const field = (path: string, color: ClassifiedField['color'] = 'green'): ClassifiedField => ({
  path,
  type: 'string',
  matcher: '',
  sources: ['s1'],
  events: ['Signed In'],
  color,
});
const path = 'properties.tier';

it('colours go round: red, yellow, green', () => {
  expect((['red', 'yellow', 'green'] as const).map(nextColor)).toEqual(['yellow', 'green', 'red']);
});

describe('the inventory', () => {
  it('keeps a field with the colour it had, once', () => {
    const once = inventoried(noPrivacy, [field(path, 'yellow')], 7);
    expect(once.colors).toEqual({ [path]: 'yellow' });
    expect(once.inventory).toMatchObject([{ path, at: 7, masked: true, sources: ['s1'], events: ['Signed In'] }]);
    expect(inventoried(once, [field(path, 'red')], 9).inventory).toEqual(once.inventory);
  });

  it('gives a field back with the colour it was given', () => {
    const back = uninventoried(inventoried(noPrivacy, [field(path, 'red')], 7), [path]);
    expect([back.inventory, back.colors]).toEqual([[], { [path]: 'red' }]);
  });

  it('remembers that a field was red or yellow in it', () => {
    const green = inventoried(noPrivacy, [field(path)], 7);
    expect(green.inventory[0]?.masked).toBe(false);
    const again = recolored(recolored(green, [path], 'red'), [path], 'green');
    expect([again.colors[path], again.inventory[0]?.masked]).toEqual(['green', true]);
  });
});

it('undoing leaves alone what else has changed since', () => {
  const before = recolored(noPrivacy, ['properties.a'], 'red');
  const after = inventoried(recolored(before, [path], 'yellow'), [field(path, 'yellow')], 3);
  const since = recolored(after, ['properties.b'], 'green');
  const back = restored(since, before, [path]);
  expect(back.colors).toEqual({ 'properties.a': 'red', 'properties.b': 'green' });
  expect(back.inventory).toEqual([]);
});

it('a mark is set, and taken away', () => {
  const mark = { kind: 'destination', id: 'd', color: 'red' } as const;
  const marked = unwantedToggled(noPrivacy, mark);
  expect([isUnwanted(marked, mark), isUnwanted(marked, { ...mark, color: 'yellow' })]).toEqual([true, false]);
  expect(unwantedToggled(marked, mark)).toEqual(noPrivacy);
});

describe('ownMask', () => {
  const red: LocalPrivacy = recolored(noPrivacy, ['properties.loyalty.tier', 'context.traits.nick'], 'red');
  it.each([
    ['the field itself', 'properties.loyalty.tier', true],
    ['the same names in a request', 'body.data.0.loyalty.tier', true],
    ['names of traits in a request', 'body.nick', true],
    ['another field', 'properties.loyalty.points', false],
    ['a longer name', 'properties.myloyalty.tier', false],
  ])('%s', (_, at, hidden) => {
    expect(ownMask(red)(at.split('.'))).toBe(hidden);
  });

  it('hides nothing green, but what was in the inventory as red', () => {
    expect(ownMask(recolored(noPrivacy, [path], 'green'))(path.split('.'))).toBe(false);
    const once = recolored(inventoried(noPrivacy, [field(path, 'red')], 1), [path], 'green');
    expect(ownMask(once)(path.split('.'))).toBe(true);
  });
});

describe('a colour of the user hides', () => {
  it.each([
    ['properties.tags', 'properties.tags.0', true],
    ['properties.tags', 'properties.tagsets.0', false],
    ['properties.address', 'traits.address.geo.lat', true],
    ['properties.items[].sku', 'body.items.3.sku', true],
    ['properties.items[].sku', 'body.items.3.skus', false],
    ['properties.items[].sku', 'body.items.sku', false],
    ['properties.plan', 'body.old_plan', false],
    ['context.traits.plan', 'plan', true],
  ])('of %s the value at %s: %s', (path, at, hidden) => {
    const mask = ownMask({ ...noPrivacy, colors: { [path]: 'yellow' } });
    expect(mask(at.split('.'))).toBe(hidden);
  });
});

it('a mark is of one place and one colour', () => {
  const mark = { kind: 'source', id: 'a', color: 'red' } as const;
  const privacy = { ...noPrivacy, unwanted: [{ ...mark, id: 'b' }, mark] };
  expect(
    [mark, { ...mark, id: 'c' }, { ...mark, kind: 'destination' as const }, { ...mark, color: 'green' as const }].map(
      (each) => isUnwanted(privacy, each),
    ),
  ).toEqual([true, false, false, false]);
});

describe('what changes nothing else', () => {
  const entry = (at: string, masked = false) => ({
    ...{ path: at, type: 'string', matcher: '', sources: [], events: [], at: 1, masked },
  });
  const before = { ...noPrivacy, colors: { a: 'red', b: 'red' }, inventory: [entry('a'), entry('b')] } as const;

  it('a colour given to one field masks no other, and green masks none', () => {
    const masked = (of: LocalPrivacy) => of.inventory.map(({ masked }) => masked);
    expect(masked(recolored(before, ['a'], 'red'))).toEqual([true, false]);
    expect(masked(recolored(before, ['a'], 'green'))).toEqual([false, false]);
  });

  it('restoring a field leaves all others as they are', () => {
    const now = { ...noPrivacy, colors: { a: 'green', b: 'green', c: 'red' }, inventory: [entry('c')] } as const;
    const back = restored(now, before, ['a']);
    expect(back.colors).toEqual({ a: 'red', b: 'green', c: 'red' });
    expect(back.inventory.map(({ path }) => path)).toEqual(['c', 'a']);
  });

  it('of a field of many sources and events thirty of each are kept', () => {
    const many = Array.from({ length: 40 }, (_, index) => `n${index}`);
    const field = { path: 'a', type: 'string', matcher: '', sources: many, events: many, color: 'green' } as const;
    const [kept] = inventoried(noPrivacy, [field], 1).inventory;
    expect([kept!.sources.length, kept!.events.length]).toEqual([30, 30]);
  });

  it('a green field of the inventory that was never sensitive is not hidden', () => {
    expect(ownMask({ ...noPrivacy, inventory: [entry('properties.a')] })(['properties', 'a'])).toBe(false);
    expect(ownMask({ ...noPrivacy, inventory: [entry('properties.a', true)] })(['properties', 'a'])).toBe(true);
  });
});
