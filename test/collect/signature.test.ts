import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { firstOf, isSigned } from '../../source/collect/signature.ts';

const sign = (text: string, secret = 's3cret') => createHmac('sha1', secret).update(text).digest('hex');
const one = '{"type":"track","messageId":"ä\\"}],[{"}';
const batch = `[${one},{"type":"page"}]`;

describe('a signature (rule 263)', () => {
  it.each([
    ['of the body', one, sign(one), true],
    ['of the body, in capitals', one, sign(one).toUpperCase(), true],
    ['of a whole batch', batch, sign(batch), true],
    ['of the first event of a batch', batch, sign(one), true],
    ['of the first event of a batch that is written with spaces', ` [ { "a": 1 } , 2 ] `, sign('{"a":1}'), true],
    ['of the first event as it is written, which is not as everyone writes it', '[{"a":1.0}]', sign('{"a":1.0}'), true],
    ['of the second event', batch, sign('{"type":"page"}'), false],
    ['with another secret', one, sign(one, 'other'), false],
    ['of another body', one, sign(`${one} `), false],
    ['that is cut', one, sign(one).slice(0, 38), false],
    ['that is none', one, 'zz'.repeat(20), false],
    ['that is all zeros', one, '0'.repeat(40), false],
    ['that is empty', one, '', false],
  ])('%s', (_, body, signature, expected) => {
    expect(isSigned(Buffer.from(body), signature, 's3cret')).toBe(expected);
  });
});

it.each([
  [batch, one],
  ['[1]', '1'],
  ['\t\r\n [\n\t\r 1 ,2]', '1'],
  ['["a\\\\",3]', '"a\\\\"'],
  ['11,2', undefined],
  ['[[1,[2]],3]', '[1,[2]]'],
  ['["a,]b",3]', '"a,]b"'],
  ['[]', undefined],
  ['{"a":1}', undefined],
  ['[{"a":1', undefined],
  ['', undefined],
])('the first of %s is %s', (body, expected) => {
  expect(firstOf(Buffer.from(body))?.toString()).toBe(expected);
});
