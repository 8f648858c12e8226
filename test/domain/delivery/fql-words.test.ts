import { describe, expect, test } from 'vitest';
import { fqlWords } from '../../../source/domain/delivery/fql-words.ts';
import { sanitise } from '../../../source/domain/text.ts';

const words = (fql: string) => fqlWords(sanitise(fql, 20_000));

describe('a trigger in words', () => {
  test.each([
    ['type = "track"', 'type is track'],
    ["event = 'Order Completed'", 'event is "Order Completed"'],
    ['type = "track" or type = "page" or type = "screen"', 'type is track, page or screen'],
    ['type = "track" and (event = "A" or event = "B")', 'type is track and event is A or B'],
    ['type = "track" and (event = "A" or userId = "B")', 'type is track and (event is A or userId is B)'],
    ['properties.total >= 100', 'properties.total is at least 100'],
    ['userId != null', 'userId is set'],
    ['userId = null', 'userId is not set'],
    ['userId = "nothing"', 'userId is nothing'],
    ["contains(context.traits.email, '@acme.example')", 'context.traits.email contains @acme.example'],
    ['!contains(event, "test")', 'event does not contain test'],
    ['not match(event, "Internal*")', 'event does not match Internal*'],
    ['!(type = "track" and userId = "x")', 'not (type is track and userId is x)'],
    ['length(properties.products) > 2', 'length of properties.products is more than 2'],
    ['lowercase(event) = "a"', 'event in lower case is a'],
    ['typeof(userId) = "string"', 'kind of userId is string'],
    ['event = "say \\"hi\\""', 'event is "say "hi""'],
    ['properties.test = true', 'properties.test is true'],
    ['', 'every event'],
    ['all', 'every event'],
  ])('%s', (fql, said) => {
    expect(words(fql)).toBe(said);
  });

  test.each(['type = ', 'type = "track" type', 'unknown(type)', '(type', 'a @ b', 'and', '"'])(
    'what cannot be read stays as it was written: %s',
    (fql) => {
      expect(words(fql)).toBe(fql);
    },
  );

  test('depth is no danger', () => {
    const deep = '('.repeat(8000);
    expect(words(deep)).toBe(deep.slice(0, 8192));
  });
});
