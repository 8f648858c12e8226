import { describe, expect, it } from 'vitest';
import { readQuery } from '../../../source/mock/http/query.ts';

const read = (text: string) => readQuery([...new URLSearchParams(text)]);

describe('every notation of a query (rule 4)', () => {
  it.each([
    ['dots', 'groupBy.0=source&groupBy.1=eventName'],
    ['brackets', 'groupBy[0]=source&groupBy[1]=eventName'],
    ['brackets, escaped', 'groupBy%5B0%5D=source&groupBy%5B1%5D=eventName'],
    ['repeated keys', 'groupBy=source&groupBy=eventName'],
    ['empty brackets', 'groupBy[]=source&groupBy[]=eventName'],
    ['a comma list', 'groupBy=source,eventName'],
    ['a comma list with holes', 'groupBy=,source,,eventName,'],
    ['indexes out of order', 'groupBy.1=eventName&groupBy.0=source'],
    ['more than nine', 'groupBy.10=eventName&groupBy.2=source'],
  ])('reads a list in %s', (_, text) => {
    expect(read(text).list('groupBy')).toEqual(['source', 'eventName']);
  });

  it.each([
    ['dots', 'pagination.count=3&pagination.cursor=Mw%3D%3D'],
    ['brackets', 'pagination[count]=3&pagination[cursor]=Mw=='],
    ['brackets, escaped', 'pagination%5Bcount%5D=3&pagination%5Bcursor%5D=Mw%3D%3D'],
  ])('reads an object in %s', (_, text) => {
    const query = read(text);
    expect([query.text('pagination.count'), query.text('pagination.cursor')]).toEqual(['3', 'Mw==']);
  });

  it.each([
    ['dots', 'filter.discardReason.0=401&filter.discardReason.1=429'],
    ['brackets', 'filter[discardReason][0]=401&filter[discardReason][1]=429'],
    ['brackets and dots', 'filter[discardReason].0=401&filter[discardReason].1=429'],
    ['empty brackets', 'filter[discardReason][]=401&filter[discardReason][]=429'],
    ['a comma list', 'filter.discardReason=401,429'],
  ])('reads an object of lists in %s', (_, text) => {
    const query = read(text);
    expect(query.below('filter')).toEqual(['discardReason']);
    expect(query.list('filter.discardReason')).toEqual(['401', '429']);
  });

  it('leaves commas alone in an element with an index', () => {
    expect(read('eventName.0=Viewed%2C%20then%20bought').list('eventName')).toEqual(['Viewed, then bought']);
  });

  it('leaves commas alone in the one element of empty brackets', () => {
    expect(read('eventName[]=Viewed, then bought').list('eventName')).toEqual(['Viewed, then bought']);
  });

  it('knows what is below a name from what is not', () => {
    const query = read('filter.eventType=track&pagination.count=1&filters.x=1&0=zero');
    expect([query.below('filter'), query.text('0')]).toEqual([['eventType'], 'zero']);
  });

  it('answers what is absent with nothing', () => {
    const query = read('');
    expect([query.text('a'), query.list('a'), query.below('a')]).toEqual([undefined, [], []]);
  });

  it('refuses a list where one value belongs', () => {
    expect(() => read('granularity=DAY&granularity=HOUR').text('granularity')).toThrow('must be a single value');
    expect(() => read('granularity.0=DAY').text('granularity')).toThrow('"granularity" must be a single value');
  });

  it('is not confused by names of Object', () => {
    const query = read('__proto__.count=1&constructor=x');
    expect([query.text('count'), query.text('constructor'), query.text('toString')]).toEqual([
      undefined,
      'x',
      undefined,
    ]);
  });
});
