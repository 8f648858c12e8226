import { describe, expect, it } from 'vitest';
import { createRedactor, redactedLines } from '../../source/log/redact.ts';

const secret = 'tok"en/with+odd=signs';

describe('a redactor', () => {
  const redactor = createRedactor();
  redactor.register(` ${secret}\n`);
  redactor.register('abcdef');
  redactor.register('abcdefghi');
  redactor.register('a');
  redactor.register('any');

  it.each([
    [`token is ${secret}!`, 'token is (hidden)!'],
    [JSON.stringify({ note: secret }), '{"note":"(hidden)"}'],
    [`https://x.example/?q=${encodeURIComponent(secret)}`, 'https://x.example/?q=(hidden)'],
    ['abcdefghi abcdef', '(hidden) (hidden)'],
    ['a banana', 'a banana'],
    ['Bearer "any" is refused, many more', 'Bearer "(hidden)" is refused, many more'],
    ['authorization: Bearer xyz.123-456_789', 'authorization: Bearer (hidden)'],
    ['key sgp_4kXhW2mQ9tYvB7cN', 'key (hidden)'],
    ['{"writeKey": "abc", "name": "Web"}', '{"writeKey": "(hidden)", "name": "Web"}'],
    ['proxy http://me:pass@proxy.example:80/', 'proxy http://(hidden)@proxy.example:80/'],
    ['the token was refused', 'the token was refused'],
  ])('%s', (text, clean) => {
    expect(redactor.redact(text)).toBe(clean);
  });

  it('makes error output safe line by line', () => {
    expect(redactedLines(`Error: ${secret}\u001b[2J\n  at x`, redactor)).toEqual(['Error: (hidden)', '  at x']);
  });
});
