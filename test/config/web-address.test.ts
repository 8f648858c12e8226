import { expect, test } from 'vitest';
import { isExposed, isWebAddress, withoutLogin } from '../../source/config/web-address.ts';

test.each([
  ['https://api.example', true, false],
  ['https://api.example:8443/v1?x=1', true, false],
  ['HTTPS://API.EXAMPLE', true, false],
  ['http://api.example', true, true],
  ['http://10.0.0.7:8080', true, true],
  ['http://localhost', true, false],
  ['http://LOCALHOST:8080/x', true, false],
  ['http://127.0.0.1:1', true, false],
  ['http://127.8.9.10', true, false],
  ['http://[::1]:8080', true, false],
  ['http://localhost.example', true, true],
  ['http://127.0.0.1.example', true, true],
  ['http://notlocalhost', true, true],
  ['http://[::2]', true, true],
  ['https://ana@api.example', false, false],
  ['https://:pw@api.example', false, false],
  ['ftp://api.example', false, false],
  ['api.example', false, false],
  ['//api.example', false, false],
  ['', false, false],
])('%s is an address that may be used: %s; a token could be read on the way: %s', (text, isOne, exposed) => {
  expect([isWebAddress(text), isExposed(text)]).toEqual([isOne, exposed]);
});

test.each([
  ['https://ana:pw@api.example/x', 'https://(hidden)@api.example/x'],
  ['https://ana:p/w@x@api.example', 'https://(hidden)@api.example'],
  ['"https://ana@api.example"', '"https://(hidden)@api.example"'],
  ['https://api.example/x', 'https://api.example/x'],
  ['ana@api.example', 'ana@api.example'],
])('%s is told as %s', (address, told) => expect(withoutLogin(address)).toBe(told));
