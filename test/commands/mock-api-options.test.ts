import { describe, expect, it } from 'vitest';
import { readMockApiOptions } from '../../source/commands/mock-api-options.ts';

const read = (options: object) =>
  readMockApiOptions({ port: 0, scenario: 'everything', ...options }, ['everything', 'empty']);

describe('options of mock-api', () => {
  it('have defaults', () => {
    expect(readMockApiOptions({}, ['everything'])).toEqual({
      ...{ port: 0, scenario: 'everything', token: undefined, latency: 0, enforced: true },
      ...{ region: undefined, seed: 1, zeroFill: false, lag: 30, webhooks: undefined },
    });
  });

  it('post webhooks where an address is given', () => {
    const typed = { webhooks: 'http://127.0.0.1:9612/collect/default', secret: 's', badSignatures: '20' };
    expect(read(typed).webhooks).toEqual({ url: typed.webhooks, secret: 's', badSignatures: 20 });
    expect(read({ webhooks: typed.webhooks }).webhooks).toMatchObject({ secret: undefined, badSignatures: 0 });
  });

  it('come as typed', () => {
    const typed = {
      port: '8080',
      latency: '80-900',
      lag: '0',
      limits: 'off',
      region: 'eu',
      seed: '7',
      zeroFill: true,
      token: 'T',
    };
    expect(read(typed)).toMatchObject({
      port: 8080,
      latency: [80, 900],
      lag: 0,
      enforced: false,
      region: 'eu',
      seed: 7,
      token: 'T',
    });
  });

  it('reach to their bounds', () => {
    expect(read({ port: 65_535, latency: '80-80', badSignatures: 100, seed: 2 ** 31 })).toMatchObject({
      port: 65_535,
      latency: [80, 80],
      seed: 2 ** 31,
    });
  });

  it.each<[object, string]>([
    [{ scenario: 'nope' }, '--scenario "nope" is not allowed; use everything, empty'],
    [{ scenario: '\u001b[2J\u202e' }, '--scenario "\\u001b[2J?" is not allowed; use everything, empty'],
    [{ lag: '1m' }, '--lag "1m" is not allowed; use a whole number from 0 to 86400'],
    [{ port: 'http' }, '--port "http" is not allowed; use a whole number from 0 to 65535'],
    [{ port: 70_000 }, '--port "70000" is not allowed; use a whole number from 0 to 65535'],
    [{ port: Number.NaN }, '--port "NaN" is not allowed; use a whole number from 0 to 65535'],
    [{ latency: '9-1' }, '--latency "9-1" is not allowed; use milliseconds such as 120, or a range such as 80-900'],
    [{ limits: 'maybe' }, '--limits "maybe" is not allowed; use on, off'],
    [{ region: 'asia' }, '--region "asia" is not allowed; use us, eu'],
    [{ seed: -1 }, '--seed "-1" is not allowed; use a whole number from 0 to 2147483648'],
    [{ webhooks: '127.0.0.1:9612' }, '--webhooks "127.0.0.1:9612" is not allowed; use an https:// or http:// address'],
    [{ webhooks: 'http://a', secret: 'two words' }, '--secret (hidden) is not allowed; use one word'],
    [
      { webhooks: 'http://a', badSignatures: '101' },
      '--bad-signatures "101" is not allowed; use a whole number from 0 to 100',
    ],
    [{ token: 'two words' }, '--token (hidden) is not allowed; use one word'],
    [{ token: '  ' }, '--token "  " is not allowed; use one word'],
    [{ scenario: 'x'.repeat(81) }, `--scenario "${'x'.repeat(80)}" is not allowed; use everything, empty`],
    [{ token: '' }, '--token "" is not allowed; use one word'],
  ])('refuse %j', (options, line) => {
    expect(() => read(options)).toThrow(expect.objectContaining({ message: line }));
  });
});
