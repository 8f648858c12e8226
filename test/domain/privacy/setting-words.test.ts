import { describe, expect, test } from 'vitest';
import { settingFacts } from '../../../source/domain/privacy/setting-words.ts';

const shown = (settings: Record<string, unknown>) =>
  settingFacts(settings).map(({ name, value, secret }) => `${name}=${value}${secret ? ' (secret)' : ''}`);

describe('settings', () => {
  test.each<readonly [string, Record<string, unknown>, readonly string[]]>([
    [
      'plain values',
      { endpoint: 'https://a.example', port: 5439, on: true },
      ['endpoint=https://a.example', 'port=5439', 'on=true'],
    ],
    ['masked by Segment, tail kept', { api_key: '••••••••••b4bb' }, ['api_key=••••••••••b4bb (secret)']],
    ['not masked by Segment', { apiKey: 'abcdefghijklmnop' }, ['apiKey=••••••mnop (secret)']],
    ['short secrets show nothing', { secret: 'abc' }, ['secret=•••••• (secret)']],
    [
      'secrets inside maps',
      { headers: { Authorization: 'Bearer abcdefgh' } },
      ['headers.Authorization=••••••efgh (secret)'],
    ],
    [
      'an address that is the credential',
      { webhookUrl: 'https://hooks.slack.example/services/T0/B0/xyz' },
      ['webhookUrl=https://hooks.slack.example/•••••• (secret)'],
    ],
    [
      'user and password in an address',
      { endpoint: 'https://u:p@a.example/x?token=1' },
      ['endpoint="https://••••••@a.example/x?token=••••••" (secret)'],
    ],
    ['lists', { regions: ['us', 'eu'], none: [] }, ['regions=us, eu', 'none=none']],
    ['lists of maps', { rows: [{ a: 1 }] }, ['rows.0.a=1']],
    ['nothing', { a: '', b: null, c: {} }, ['a=""', 'b=not set', 'c=empty']],
    ['an empty secret is no secret', { password: '' }, ['password=""']],
  ])('%s', (_, settings, facts) => {
    expect(shown(settings)).toEqual(facts);
  });

  test('a tool that has the letters of a secret in a plain setting is shown', () => {
    expect(shown({ tokyoRegion: true, keyField: 'user_id', monkey: 'x' })).toEqual([
      'tokyoRegion=true',
      'keyField=user_id',
      'monkey=x',
    ]);
  });
});
