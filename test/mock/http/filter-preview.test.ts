import { describe, expect, it } from 'vitest';
import { parseFql } from '../../../source/mock/http/fql.ts';
import { ask } from './ask.ts';
import { fakeWorld } from './fake-world.ts';

const event = {
  type: 'track',
  event: 'Order Completed',
  messageId: 'm-1',
  properties: { total: 12.5, plan: 'pro', tags: ['a', 'b'], 'odd-name': 1, none: null },
};

describe('filter expressions', () => {
  it.each<[string, string, string | undefined]>([
    ['2,000 characters', `type = '${'x'.repeat(1991)}'`, undefined],
    ['2,001 characters', `type = '${'x'.repeat(1992)}'`, 'longer than 2000 characters'],
    ['500 words and signs', `${'!'.repeat(499)}a`, undefined],
    ['501 words and signs', `${'!'.repeat(500)}a`, 'more than 500 words and signs'],
  ])('of %s are read or refused by their length', (_, text, why) => {
    if (why === undefined) expect(parseFql(text)(event)).toBe(text.startsWith('!'));
    else expect(() => parseFql(text)).toThrow(why);
  });

  it.each<[string, boolean]>([
    ["type = 'track'", true],
    ['type = "page"', false],
    ["type != 'page'", true],
    ['properties.total > 12', true],
    ['properties.total <= 12', false],
    ['properties.total >= 12.5 and properties.total < 13', true],
    ["type = 'page' or event = 'Order Completed'", true],
    ["type = 'page' or type = 'track' and event = 'x'", false],
    ["(type = 'page' or type = 'track') and event = 'Order Completed'", true],
    ["!contains(event, 'Order')", false],
    ["not (type = 'page')", true],
    ["match(event, 'Order*')", true],
    ["match(event, 'Order?')", false],
    ["contains(properties.tags, 'b')", true],
    ['length(properties.tags) = 2', true],
    ["lowercase(event) = 'order completed'", true],
    ["typeof(properties.total) = 'number'", true],
    ['properties.odd-name = 1', true],
    ['properties.none = null', true],
    ['properties.missing = null', true],
    ['properties.total = null', false],
    ['null = 0', false],
    ['properties.missing > 1', false],
    ["contains(properties.missing, 'null') or contains(properties.missing, 'undefined')", false],
    ["contains(properties.missing, '')", true],
    ["contains(properties.total, '2.5')", true],
    ["contains(properties.tags, 'c')", false],
    ["match(properties.missing, '?*')", false],
    ["match(properties.missing, '*')", true],
    ['length(properties.missing) = 0 and length(properties.total) = 0', true],
    ['length(event) = 15', true],
    ["lowercase(properties.missing) = ''", true],
    ["typeof(properties.tags) = 'array' and typeof(properties.missing) = 'null'", true],
    ["typeof(properties) = 'object' and typeof(event) = 'string'", true],
    ["'b' > 'a' and 'a' <= 'a' and 'a' >= 'a'", true],
    ["'a' > 'a' or 'a' < 'a' or 'b' <= 'a' or 'a' >= 'b'", false],
    ["properties.total > '1' or properties.total < '99'", false],
    ['true > false or null < 1 or null >= null', false],
    ["type != 'track'", false],
    ['properties.total.x = null', true],
    ['-1 < 0', true],
    ['false', false],
    ['not not true', true],
    ["true or type = 'page' and false", true],
    ['__proto__.x = null', true],
    ["typeof(constructor) = 'null' and typeof(__proto__) = 'null'", true],
    ['properties.none.x = null', true],
    ['false = false', true],
    ["false = 'false' or null = 'null' or false = null", false],
    ['length() = 0', true],
    ['true', true],
    ["event = 'it\\'s'", false],
  ])('%s', (text, matches) => {
    expect(parseFql(text)(event)).toBe(matches);
  });

  it.each([
    ['', 'unexpected end'],
    ['type =', 'unexpected end'],
    ['(type', ') expected before the end'],
    ["contains(event, 'a'", ') expected before the end'],
    ['contains(event 1)', ') expected before 1'],
    ['type = 1 2', 'unexpected 2'],
    ['and', 'unexpected and'],
    ['unknown(type)', 'unknown function unknown'],
    ['constructor(type)', 'unknown function constructor'],
    ["hasOwnProperty('type')", 'unknown function hasOwnProperty'],
    ['toString()', 'unknown function toString'],
    ["type = 'track", undefined],
    ['type ~ 1', undefined],
  ])('cannot read %j', (text, why) => {
    expect(() => parseFql(text)).toThrow(
      why === undefined ? /unexpected|expected/ : expect.objectContaining({ message: why }),
    );
  });
});

describe('an expression that would keep the reader busy', () => {
  it.each<[string, string, RegExp]>([
    ['deep parentheses', '('.repeat(1900), /more than 500 words/],
    ['many negations', `${'!'.repeat(1900)}true`, /more than 500 words/],
    ['a long chain', `true${' and 1'.repeat(280)}`, /more than 500 words/],
    ['a long text', `event = '${'a'.repeat(2000)}'`, /longer than 2000 characters/],
    ['a text without its end', `event = "${'\\\\'.repeat(900)}`, /unexpected/],
  ])('is refused: %s', (_, text, words) => {
    expect(() => parseFql(text)).toThrow(words);
  });

  it('is run in one go over the text: a pattern of many wildcards', () => {
    const text = 'a'.repeat(30_000);
    expect(parseFql(`match(event, '${'*a'.repeat(100)}b')`)({ event: text })).toBe(false);
  });
});

describe('POST /destination/filters/preview', () => {
  const preview = (text: string, ...actions: readonly unknown[]) =>
    ask(fakeWorld({ owner: false }), 'POST', '/destination/filters/preview', {
      filter: { if: text, actions },
      payload: event,
    });

  it.each<[string, string, readonly unknown[], unknown]>([
    ['drops what matches', "type = 'track'", [{ type: 'DROP' }], null],
    ['leaves what does not', "type = 'page'", [{ type: 'DROP' }], event],
    ['keeps all of a sample of 1', "type = 'track'", [{ type: 'SAMPLE', percent: 1 }], event],
    ['keeps none of a sample of 0', "type = 'track'", [{ type: 'SAMPLE', percent: 0 }], null],
    [
      'takes properties away',
      "type = 'track'",
      [{ type: 'DROP_PROPERTIES', fields: { properties: { fields: ['tags', 'plan', 'none', 'odd-name'] } } }],
      { ...event, properties: { total: 12.5 } },
    ],
    [
      'lets only some through',
      "type = 'track'",
      [{ type: 'ALLOW_PROPERTIES', fields: { properties: ['plan'], traits: ['email'] } }],
      { ...event, properties: { plan: 'pro' } },
    ],
  ])('%s', (_, text, actions, result) => {
    expect(preview(text, ...actions)).toEqual({ status: 200, body: { data: { inputPayload: event, result } } });
  });

  it.each([
    ['a', 32_768, 200],
    ['a', 32_769, 422],
    ['ü', 32_768, 200],
    ['ü', 32_770, 422],
    ['😀', 32_768, 200],
    ['😀', 32_772, 422],
  ])('takes an event of %s by its bytes: %d answer %d', (letter, bytes, status) => {
    const room = bytes - Buffer.byteLength('{"a":""}');
    const payload = { a: letter.repeat(Math.floor(room / Buffer.byteLength(letter))) };
    expect(Buffer.byteLength(JSON.stringify(payload))).toBe(bytes);
    const body = { filter: { if: 'true', actions: [] }, payload };
    expect(ask(fakeWorld(), 'POST', '/destination/filters/preview', body).status).toBe(status);
  });

  it('keeps the same part of a sample each time, by the value that it is taken of', () => {
    const kept = (percent: number, part: object = {}) =>
      Array.from({ length: 400 }, (_, nth) => nth).filter((nth) => {
        const payload = { messageId: `m-${nth}`, userId: 'u', context: { ip: `192.0.2.${nth}` } };
        const filter = { if: 'true', actions: [{ type: 'SAMPLE', percent, ...part }] };
        const { result } = ask(fakeWorld(), 'POST', '/destination/filters/preview', { filter, payload }).body.data;
        if (result !== null) expect(result).toEqual(payload);
        return result !== null;
      });
    const [tenth, half] = [kept(0.1), kept(0.5)];
    expect([tenth.length > 15, tenth.length < 70, half.length > 150, half.length < 250]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(tenth.filter((nth) => !half.includes(nth))).toEqual([]);
    expect(kept(0.5)).toEqual(half);
    expect([0, 400]).toContain(kept(0.5, { path: 'userId' }).length);
    expect(kept(0.5, { path: 'context.ip' })).not.toEqual(half);
    expect(kept(0.5, { path: 'messageId' })).toEqual(half);
  });

  it('is of all events where a sample names no share, and goes on with what the action before left', () => {
    expect(preview('true', { type: 'SAMPLE' }).body.data.result).toEqual(event);
    expect(
      preview(
        'true',
        { type: 'DROP_PROPERTIES', fields: { properties: ['tags', 'plan'] } },
        { type: 'ALLOW_PROPERTIES', fields: { properties: ['plan', 'total'] } },
      ).body.data.result,
    ).toEqual({ ...event, properties: { total: 12.5 } });
    expect(preview('true', { type: 'DROP' }, { type: 'SAMPLE', percent: 1 }).body.data.result).toBe(null);
  });

  it.each<[string, unknown, string]>([
    ["type = '", { type: 'DROP' }, 'filter.if'],
    ['true', { type: 'THROW' }, 'filter.actions[0].type'],
    ['true', 'DROP', 'filter.actions[0]'],
  ])('refuses %j %j', (text, action, field) => {
    const { status, body } = preview(text, action);
    expect([status, body.errors[0].field]).toEqual([422, field]);
  });
});
