import { describe, expect, it } from 'vitest';
import { maskedPayload, payloadMask } from '../../../source/domain/privacy/payload-mask.ts';
import { masked } from '../../../source/domain/privacy/pii.ts';

describe('payloadMask', () => {
  it.each([
    ['Ana', 'context.traits.firstName', masked, undefined],
    ['Main Street 1', 'traits.address.line.0', masked, undefined],
    ['ana@acme.example', 'properties.note', masked, undefined],
    ['4111 1111 1111 1111', 'properties.items.0', masked, undefined],
    ['analytics', 'context.library.name', undefined, undefined],
    ['Order Completed', 'event', undefined, undefined],
    ['64.9', 'properties.total', undefined, undefined],
    ['Bearer abc', 'headers.Authorization', masked, masked],
    ['a=b', 'headers.set-cookie', masked, masked],
    ['xyz', 'body.refresh_token', masked, masked],
    ['xyz', 'headers.x-api-key', masked, masked],
    ['', 'headers.authorization', undefined, undefined],
    ['xyz', 'properties.credentials.user', masked, masked],
    ['xyz', 'settings.apiKeys.0', masked, masked],
    ['xyz', 'settings.clientSecret.value', masked, masked],
    ['xyz', 'accessToken.0.raw.text', masked, masked],
    ['xyz', 'clientSecret.of.the.app.on.web', masked, masked],
    ['xyz', 'properties.secrets.type', masked, masked],
    ['1234', 'properties.tokens', undefined, undefined],
    ['Main Street 1', 'address.0.1.2.3.of.the.house', masked, undefined],
    ['Main Street 1', 'address.of.the.old.house', undefined, undefined],
    ['1234', 'accessToken.length', undefined, undefined],
    ['xyz', 'accessToken.status', undefined, undefined],
    ['insufficient_funds', 'payment.authorization.reason', masked, undefined],
    ['xyz', 'payment.authorization', masked, masked],
    ['-----BEGIN RSA PRIVATE KEY-----⏎MIIE', 'properties.note', masked, masked],
    ['{"type": "service_account", "private_key": "x"}', 'properties.account', masked, masked],
  ])('%j at %s: %s, revealed %s', (text, path, hidden, revealed) => {
    expect(payloadMask(text, path.split('.'), false)).toBe(hidden);
    expect(payloadMask(text, path.split('.'), true)).toBe(revealed);
  });

  it.each([
    [
      'https://hooks.slack.com/services/T0/B0/x?a=1',
      `"https://hooks.slack.com/${masked}"`,
      `"https://hooks.slack.com/${masked}"`,
    ],
    ['https://discord.com/api/webhooks/1/x', `"https://discord.com/${masked}"`, `"https://discord.com/${masked}"`],
    ['https://user:pass@h.example/a', `"https://${masked}@h.example/a"`, `"https://${masked}@h.example/a"`],
    [
      'https://h.example/a?token=1&email=x%40y.example&page=2',
      `"https://h.example/a?token=${masked}&email=${masked}&page=2"`,
      `"https://h.example/a?token=${masked}&email=x%40y.example&page=2"`,
    ],
    ['https://h.example/a?page=2', undefined, undefined],
    ['https://h.example/?q=%', undefined, undefined],
  ])('hides parts of the address %s', (url, hidden, revealed) => {
    expect(payloadMask(url, ['url'], false)).toBe(hidden);
    expect(payloadMask(url, ['url'], true)).toBe(revealed);
  });
});

describe('a text that says more than what is secret', () => {
  it.each([
    ['card 4111 1111 1111 1111 was declined', 'card •••••• was declined', undefined],
    ['write to ana@acme.example now', 'write to •••••• now', undefined],
    [
      'Authorization: Bearer abcdef0123456789 refused',
      'Authorization: Bearer •••••• refused',
      'Authorization: Bearer •••••• refused',
    ],
    ['Authorization=Basic Zm9vOmJhcjE=', 'Authorization=••••••', 'Authorization=••••••'],
    ['{"password":"hunter2","total":3}', '{"password":"••••••","total":3}', '{"password":"••••••","total":3}'],
    ['{\\"email\\":\\"ana\\",\\"id\\":3}', '{\\"email\\":\\"••••••\\",\\"id\\":3}', undefined],
    ['{"password":"a\\"bcd ef","id":3}', '{"password":"••••••","id":3}', '{"password":"••••••","id":3}'],
    ['{"password":"ab\\\\","id":"x"}', '{"password":"••••••","id":"x"}', '{"password":"••••••","id":"x"}'],
    [
      '{\\"password\\":\\"a\\\\\\"b\\\\\\\\\\",\\"id\\":3}',
      '{\\"password\\":\\"••••••\\",\\"id\\":3}',
      '{\\"password\\":\\"••••••\\",\\"id\\":3}',
    ],
    [
      '{"body":"{\\"password\\":\\"hunter2\\"}","id":3}',
      '{"body":"{\\"password\\":\\"••••••\\"}","id":3}',
      '{"body":"{\\"password\\":\\"••••••\\"}","id":3}',
    ],
    ['{"id":3,"password":"hunter', '{"id":3,"password":"••••••', '{"id":3,"password":"••••••'],
    ['{"password":"","id":3}', undefined, undefined],
    ['{"pin":1234,"id":3}', '{"pin":••••••,"id":3}', '{"pin":••••••,"id":3}'],
    ['no token: abcdefghijklmnop', 'no token: ••••••', 'no token: ••••••'],
    ['no token: abcdefghijklmno', undefined, undefined],
    ['no token: abcde1', 'no token: ••••••', 'no token: ••••••'],
    [
      '{"cookie":"from=https://u:p@h.example/; sid=9f8e","id":3}',
      '{"cookie":"••••••","id":3}',
      '{"cookie":"••••••","id":3}',
    ],
    ['email=ana%40acme.example&page=2', 'email=••••••&page=2', undefined],
    ['from a@b.example to c%40d.example, a@b, @ and e@f.ex', 'from •••••• to ••••••, a@b, @ and ••••••', undefined],
    ['a@b@c.example', 'a@••••••', undefined],
    ['{\\\\\\"email\\\\\\":\\\\\\"ana\\\\\\"}', '{\\\\\\"email\\\\\\":\\\\\\"••••••\\\\\\"}', undefined],
    [
      '<password>hunter2</password><id>3</id>',
      '<password>••••••</password><id>3</id>',
      '<password>••••••</password><id>3</id>',
    ],
    ['the password is hunter2', 'the password is ••••••', 'the password is ••••••'],
    ['the password is wrong', undefined, undefined],
    [
      'see https://u:p@h.example/a?token=abc for more',
      'see https://••••••@h.example/a?token=•••••• for more',
      'see https://••••••@h.example/a?token=•••••• for more',
    ],
    ['pay DE89 3704 0044 0532 0130 00 TODAY', 'pay •••••• TODAY', undefined],
    ['key -----BEGIN PRIVATE KEY-----x-----END PRIVATE KEY----- end', 'key •••••• end', 'key •••••• end'],
  ])('%s', (text, hidden, revealed) => {
    const quoted = (shown: string | undefined) => shown && JSON.stringify(shown);
    expect(payloadMask(text, ['response', 'message'], false)).toBe(quoted(hidden));
    expect(payloadMask(text, ['response', 'message'], true)).toBe(quoted(revealed));
  });

  it.each([
    [`{"token":"${'ab1 '.repeat(700)}","id":3}`, '{"token":"••••••","id":3}'],
    [`{"token":"${'ab1'.repeat(700)}`, '{"token":"••••••'],
    [`<token>${'ab1'.repeat(700)}</token>`, '<token>••••••</token>'],
  ])('hides a credential of any length: %#', (text, hidden) => {
    expect(payloadMask(text, ['message'], true)).toBe(JSON.stringify(hidden));
  });

  it.each([true, false])(
    'hides in a copy what stands beyond a hundred thousand characters; revealed: %s',
    (revealed) => {
      const text = '. '.repeat(50_000);
      expect(maskedPayload({ body: text }, revealed)).toEqual({ body: text });
      const hidden = maskedPayload({ body: `${text}sk_live_0123456789abc` }, revealed) as { readonly body: string };
      expect([hidden.body.length, hidden.body.slice(100_000)]).toEqual([100_006, masked]);
    },
  );

  it('is gone through in a moment, whatever stands in it', () => {
    const hostile = [
      `${'a'.repeat(50_000)}@`,
      '1 '.repeat(50_000),
      '"a":'.repeat(20_000),
      `<a>${'<a '.repeat(20_000)}`,
      'AA11 '.repeat(20_000),
      '\\'.repeat(150_000),
      '"a":"'.repeat(20_000),
      `"a":"${'\\'.repeat(90_000)}`,
      'a%40b.'.repeat(16_000),
    ];
    for (const text of hostile) expect(payloadMask(text, ['note'], false)?.length ?? 0).toBeLessThan(300_000);
  });
});

describe('the colours that the user gave', () => {
  const own = (path: readonly string[]) => path.at(-1) === 'tier';

  it('hide a field until it is revealed, on screen and in a copy', () => {
    const path = ['properties', 'tier'];
    expect(payloadMask('gold', path, false, own)).toBe(masked);
    expect(payloadMask('gold', path, true, own)).toBeUndefined();
    expect(payloadMask('', path, false, own)).toBeUndefined();
    expect(payloadMask('https://h.example/?token=1', path, false, own)).toBe(masked);
    expect(maskedPayload({ tier: 'gold', total: 3 }, false, own)).toEqual({ tier: masked, total: 3 });
  });

  it.each([true, false])('hide a field that is %s, which no matcher does', (flag) => {
    expect(payloadMask(String(flag), ['properties', 'tier'], false, own)).toBe(masked);
    expect(payloadMask(String(flag), ['properties', 'tier'], true, own)).toBeUndefined();
    expect(maskedPayload({ tier: flag, email: flag, token: flag }, false, own)).toEqual({
      ...{ tier: masked, email: flag, token: flag },
    });
    expect(maskedPayload({ tier: flag }, true, own)).toEqual({ tier: flag });
    expect(maskedPayload({ tier: null }, false, own)).toEqual({ tier: null });
  });
});

describe('maskedPayload', () => {
  const value = {
    email: 'ana@acme.example',
    total: 64.9,
    ok: true,
    none: null,
    items: [{ name: 'Ana' }, { url: 'https://h.example/?api_key=1' }],
  };

  it('hides in a copy what the screen hides', () => {
    expect(maskedPayload(value, false)).toEqual({
      email: masked,
      total: 64.9,
      ok: true,
      none: null,
      items: [{ name: masked }, { url: `https://h.example/?api_key=${masked}` }],
    });
  });

  it('keeps credentials hidden in a revealed copy', () => {
    expect(maskedPayload(value, true)).toEqual({
      ...value,
      items: [{ name: 'Ana' }, { url: `https://h.example/?api_key=${masked}` }],
    });
  });

  it('ends in hostile depth', () => {
    const deep = JSON.parse(`${'['.repeat(3000)}${']'.repeat(3000)}`);
    expect(JSON.stringify(maskedPayload(deep, false)).length).toBeLessThan(1000);
  });
});
