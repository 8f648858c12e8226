import { describe, expect, test } from 'vitest';
import { tokenHider } from '../../../source/segment-api/transport/hide-token.ts';

const long = 'sgp_4kXhW2mQ9/vB7cNfR3+Dz';
const escaped = [...long].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const entities = [...long].map((one) => `&#${one.charCodeAt(0)};`).join('');

describe('the token in an answer is hidden', () => {
  test.each([
    ['long, in an error', long, `{"message":"bad ${long}"}`, 401, '{"message":"bad [token]"}'],
    ['long, in data', long, `{"data":{"name":"${long}"}}`, 200, '{"data":{"name":"[token]"}}'],
    ['escaped as JSON may', long, `{"message":"bad ${escaped}"}`, 401, '{"message":"bad [token]"}'],
    [
      'escaped with capitals',
      long,
      `{"message":"${escaped.replace(/[a-f](?=[^u]{0,1}\\\\)/g, (one) => one.toUpperCase())}"}`,
      500,
      '{"message":"[token]"}',
    ],
    ['with escaped slashes', long, `{"message":"${long.replaceAll('/', '\\/')}"}`, 400, '{"message":"[token]"}'],
    ['as addresses write it', long, `no route /x?t=${encodeURIComponent(long)}`, 404, 'no route /x?t=[token]'],
    [
      'long, in data, with escaped slashes',
      long,
      `{"data":{"name":"${long.replaceAll('/', '\\/')}"}}`,
      200,
      '{"data":{"name":"[token]"}}',
    ],
    [
      'long, in data, as addresses write it',
      long,
      `{"data":{"url":"/x?t=${encodeURIComponent(long)}"}}`,
      200,
      '{"data":{"url":"/x?t=[token]"}}',
    ],
    ['long, in data, escaped as JSON may', long, `{"data":{"name":"${escaped}"}}`, 200, '{"data":{"name":"[token]"}}'],
    [
      'of twenty characters, in data',
      'sgp_4kXhW2mQ9vB7cNfR',
      '{"data":["xsgp_4kXhW2mQ9vB7cNfRx"]}',
      200,
      '{"data":["x[token]x"]}',
    ],
    [
      'of twenty characters, escaped in part',
      'sgp_4kXhW2mQ9vB7cNfR',
      '{"data":["\\u0073gp_4kXhW2mQ9vB7cNfR"]}',
      200,
      '{"data":["[token]"]}',
    ],
    [
      'with a tilde, whose code ends in a letter',
      'sgp_~',
      '{"message":"no sgp_\\u007e, sgp_\\u007E, sgp_%7e"}',
      400,
      '{"message":"no [token], [token], [token]"}',
    ],
    ['as pages write it', long, `<title>${entities}</title>`, 200, '<title>[token]</title>'],
    ['in a page instead of the API', 'tok', '<title>hello tok!</title>', 200, '<title>hello [token]!</title>'],
    ['of six characters, inside of a word', 'tok_ab', '{"message":"xtok_abx"}', 400, '{"message":"x[token]x"}'],
    [
      'of three, where it stands alone',
      'tok',
      '{"message":"Bearer tok is no token"}',
      401,
      '{"message":"Bearer [token] is no token"}',
    ],
    ['of one', '7', '{"message":"unknown token 7, of 17"}', 401, '{"message":"unknown token [token], of 17"}'],
    ['that is a pattern', '.*', '{"message":"no .* here"}', 401, '{"message":"no [token] here"}'],
  ])('%s', (_, token, text, status, clean) => {
    expect(tokenHider(token)(text, status)).toBe(clean);
  });

  test('but a short one is left alone in data, of which it may be a part', () => {
    const data = '{"data":{"sources":[{"name":"sources"}]}}';
    expect(tokenHider('sources')(data, 200)).toBe(data);
    expect(tokenHider('')(data, 500)).toBe(data);
    const nineteen = 'sgp_4kXhW2mQ9vB7cNf';
    const echo = `{"data":["${nineteen}"]}`;
    expect(tokenHider(nineteen)(echo, 399)).toBe(echo);
    expect(tokenHider(nineteen)(echo, 400)).toBe('{"data":["[token]"]}');
  });
});
