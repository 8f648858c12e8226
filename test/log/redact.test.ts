import { describe, expect, it } from 'vitest';
import { createRedactor, redactedLines } from '../../source/log/redact.ts';

const secret = 'tok"en/with+odd=signs';

describe('a redactor', () => {
  const redactor = createRedactor();
  redactor.register(` ${secret}\n`);
  redactor.register('abcdef');
  redactor.register('abcdefghi');
  for (const short of ['a', 'ab', 'vwxyz', 'c+d']) redactor.register(short);
  redactor.register('any');

  it.each([
    [`token is ${secret}!`, 'token is (hidden)!'],
    [JSON.stringify({ note: secret }), '{"note":"(hidden)"}'],
    [`https://x.example/?q=${encodeURIComponent(secret)}`, 'https://x.example/?q=(hidden)'],
    ['abcdefghi abcdef', '(hidden) (hidden)'],
    ['a banana, ab', 'a banana, ab'],
    ['xabcdefx', 'x(hidden)x'],
    ['xvwxyz vwxyz-x "vwxyz"', 'xvwxyz vwxyz-x "(hidden)"'],
    ['c+d c+d_ ccd', '(hidden) c+d_ ccd'],
    ['Bearer "any" is refused, many more', 'Bearer "(hidden)" is refused, many more'],
    ['authorization: Bearer xyz.123-456_789', 'authorization: Bearer (hidden)'],
    ['key sgp_4kXhW2mQ9tYvB7cN', 'key (hidden)'],
    ['{"writeKey": "abc", "name": "Web"}', '{"writeKey": "(hidden)", "name": "Web"}'],
    ['{"password": "ab\\"cd", "name": "Web"}', '{"password": "(hidden)", "name": "Web"}'],
    ['{"writeKeys":["abc","def"],"name":"Web"}', '{"writeKeys":"(hidden)","name":"Web"}'],
    ['{"token":"abc and no end', '{"token":"(hidden)"'],
    // As it stands in a text of JSON that was put into JSON itself, as each line of the log is.
    [
      String.raw`{"msg":"got {\"token\":\"abc\",\"name\":\"x\"}"}`,
      String.raw`{"msg":"got {\"token\":\"(hidden)\",\"name\":\"x\"}"}`,
    ],
    [String.raw`{"msg":"{\"secret\": \"a\\\"b\"}"}`, String.raw`{"msg":"{\"secret\": \"(hidden)\"}"}`],
    ['{"token":null,"tokens":"3 of 4"}', '{"token":null,"tokens":"3 of 4"}'],
    ['proxy http://me:pass@proxy.example:80/', 'proxy http://(hidden)@proxy.example:80/'],
    ['http://:pass@proxy.example', 'http://(hidden)@proxy.example'],
    ['http://key-alone@proxy.example/a@b', 'http://(hidden)@proxy.example/a@b'],
    ['http://me:p@ss:word@proxy.example', 'http://(hidden)@proxy.example'],
    ['http://me:sec/ret@proxy.example', 'http://(hidden)@proxy.example'],
    ['http://me:se?c#ret@proxy.example/', 'http://(hidden)@proxy.example/'],
    ['http://me:12/3@proxy.example/', 'http://(hidden)@proxy.example/'],
    ['http://proxy.example:8080/of/a and b@c', 'http://proxy.example:8080/of/a and b@c'],
    ['{"url":"https://x.example","mail":"a@b.c"}', '{"url":"https://x.example","mail":"a@b.c"}'],
    ['https://x.example?mail=a@b.c', 'https://x.example?mail=a@b.c'],
    ['https://x.example and a@b.c', 'https://x.example and a@b.c'],
    ['the token was refused', 'the token was refused'],
  ])('%s', (text, clean) => {
    expect(redactor.redact(text)).toBe(clean);
  });

  it('makes error output safe line by line', () => {
    expect(redactedLines(`Error: ${secret}\u001b[2J\n  at x`, redactor)).toEqual(['Error: (hidden)', '  at x']);
  });
});
