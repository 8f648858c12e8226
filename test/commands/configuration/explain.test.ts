import { describe, expect, test } from 'vitest';
import { type ExplainInput, explain, explainedText } from '../../../source/commands/configuration/explain.ts';
import type { Settings } from '../../../source/config/settings.ts';
import { t } from '../../../source/domain/text.ts';

/** Lines of the file that the settings stand in, by their paths. */
const lines: Readonly<Record<string, number>> = {
  profile: 1,
  period: 2,
  'profiles.prod.apiUrl': 11,
  'profiles.prod.region': 12,
  'profiles.prod.write': 13,
  'profiles.prod.readOnly': 14,
  'profiles.prod.accent': 15,
  'profiles.prod.me': 16,
  'profiles.prod.token': 17,
  'profiles.prod.tokenCommand': 18,
  'profiles.prod.tokenFile': 19,
  'profiles.prod.allowance.mtu': 21,
  'allowance.mtu': 31,
  'allowance.apiCalls': 32,
  'refresh.sources': 41,
  'collect.secret': 42,
  'alerts.off': 43,
  glyphs: 51,
  'alerts.channels.a.command': 52,
  'alerts.send': 53,
  'alerts.terminal': 54,
  'alerts.rules.delivery-rate.below': 55,
  'failureLogs.d2': 56,
  'profiles.prod.alerts.send': 61,
  'profiles.prod.alerts.channels.b.webhook': 62,
  'profiles.prod.alerts.rules.delivery-rate.below': 63,
  'profiles.prod.failureLogs.d1': 64,
  'profiles.prod.collect.secret': 71,
  'profiles.prod.collect.secretCommand': 72,
  'profiles.prod.collect.keep': 73,
  'profiles.prod.collect.days': 74,
};

interface Given {
  readonly env?: ExplainInput['env'];
  readonly options?: ExplainInput['options'];
  readonly config?: object;
  readonly settings?: object;
  readonly remembered?: ExplainInput['remembered'];
  readonly file?: string | undefined;
}

const usual = {
  ...{ mode: 'api', profile: t`prod`, token: { kind: 'environment' }, period: '24h', write: false, color: true },
  ...{ ascii: false, allowance: {} },
};

/** The setting of a key, as `VALUE from WHERE`. */
function told(key: string, { env = {}, options = {}, config = {}, settings = {}, remembered = {}, ...more }: Given) {
  const file = 'file' in more ? more.file : 'F';
  const rows = explain({
    env,
    options,
    remembered,
    settings: { ...usual, ...settings } as unknown as Settings,
    checked: {
      config: config as never,
      problems: [],
      file,
      positionOf: (path) => {
        const line = lines[path.map(String).join('.')];
        return line === undefined ? undefined : { line, column: 1 };
      },
    },
  });
  const row = rows.find((each) => each.key === key);
  return row && `${row.value} from ${row.from}`;
}

const profiles = (prod: object) => ({ profiles: { prod } });
const everything = { apiUrl: 'u', region: 'eu', write: true, accent: 'red', me: 'ana@acme.example' };

const bothAlerts: Given = {
  config: {
    alerts: {
      channels: { a: { command: ['x'] } },
      send: ['a'],
      terminal: ['bell'],
      rules: { 'delivery-rate': { below: 50, severity: 'critical' } },
    },
    failureLogs: { d1: 'all', d2: 'all' },
    ...profiles({
      alerts: {
        send: ['b'],
        channels: { b: { webhook: 'https://h.example' } },
        rules: { 'delivery-rate': { below: 90 } },
      },
      failureLogs: { d1: 'own' },
    }),
  },
};

const collects = { secret: { kind: 'config', secret: 'x' }, keep: 'all', days: 7 };

describe('what set a setting', () => {
  test.each<[string, Given, string]>([
    ['mode', {}, '"api" from a token was found'],
    ['mode', { settings: { token: undefined, mode: 'first-run' } }, '"first-run" from no token'],
    ['mode', { settings: { mode: 'demo' } }, '"demo" from --demo'],

    ['profile', { settings: { mode: 'demo' }, options: { profile: 'prod' } }, '"prod" from --demo'],
    ['profile', { options: { profile: 'prod' }, env: { SEGTOP_PROFILE: 'prod' } }, '"prod" from --profile'],
    ['profile', { env: { SEGTOP_PROFILE: 'prod' }, config: profiles({}) }, '"prod" from SEGTOP_PROFILE'],
    ['profile', { remembered: { lastProfile: 'prod' } }, '"prod" from no profile'],
    [
      'profile',
      { config: { ...profiles({}), profile: 'prod' }, remembered: { lastProfile: 'prod' } },
      '"prod" from F:1',
    ],
    [
      'profile',
      { config: { ...profiles({}), profile: 'eu' }, remembered: { lastProfile: 'prod' } },
      '"prod" from the one opened last',
    ],
    ['profile', { config: profiles({}), remembered: { lastProfile: 'eu' } }, '"prod" from the first one'],

    ['token', { settings: { token: undefined } }, '– from none found'],
    ['token', { config: profiles({ token: 'x' }) }, '(hidden) from SEGTOP_TOKEN'],
    ['token', { settings: { token: { kind: 'config' } }, config: profiles({ token: 'x' }) }, '(hidden) from F:17'],
    [
      'token',
      { settings: { token: { kind: 'command' } }, config: profiles({ tokenCommand: ['x'] }) },
      '(hidden) from F:18',
    ],
    ['token', { settings: { token: { kind: 'file' } }, config: profiles({ tokenFile: 'x' }) }, '(hidden) from F:19'],
    ['token', { settings: { token: { kind: 'file' } }, config: profiles({}) }, '(hidden) from kept by segtop login'],

    [
      'apiUrl',
      { settings: { apiUrl: 'u' }, options: { apiUrl: 'u' }, env: { SEGTOP_API_URL: 'u' } },
      '"u" from --api-url',
    ],
    [
      'apiUrl',
      { settings: { apiUrl: 'u' }, env: { SEGTOP_API_URL: 'u' }, config: profiles(everything) },
      '"u" from SEGTOP_API_URL',
    ],
    ['apiUrl', { settings: { apiUrl: 'u' }, config: profiles(everything) }, '"u" from F:11'],
    ['apiUrl', {}, '– from default'],

    ['region', { settings: { region: 'eu' }, config: profiles(everything) }, '"eu" from F:12'],
    ['region', { settings: { region: 'us' } }, '"us" from found by asking'],
    ['region', {}, '– from found by asking'],
    ['region', { settings: { apiUrl: 'u' } }, '– from default'],
    ['region', { settings: { mode: 'demo' } }, '– from default'],
    ['region', { settings: { mode: 'demo' }, config: profiles(everything) }, '– from default'],
    ['region', { settings: { mode: 'first-run', token: undefined } }, '– from default'],

    ['period', { options: { period: '24h' }, config: { period: '7d' } }, '"24h" from --period'],
    ['period', { config: { period: '24h' }, remembered: { period: '24h' } }, '"24h" from F:2'],
    ['period', { remembered: { period: '24h' } }, '"24h" from the one left last'],
    ['period', {}, '"24h" from default'],

    [
      'write',
      { settings: { write: true }, options: { write: true }, config: profiles(everything) },
      'true from --write',
    ],
    ['write', { settings: { write: true }, config: profiles(everything) }, 'true from F:13'],
    ['write', { config: profiles({ ...everything, readOnly: true }) }, 'false from F:14'],
    // What does not lock does not decide either.
    ['write', { settings: { write: true }, config: profiles({ ...everything, readOnly: false }) }, 'true from F:13'],
    ['write', { config: profiles({ readOnly: false }) }, 'false from default'],

    [
      'color',
      { settings: { color: false }, options: { color: false }, env: { NO_COLOR: '1' } },
      'false from --no-color',
    ],
    ['color', { options: { color: true }, env: { NO_COLOR: '' } }, 'true from default'],
    ['color', { options: { color: true } }, 'true from default'],

    ['ascii', { settings: { ascii: true }, options: { ascii: true }, env: { TERM: 'dumb' } }, 'true from --ascii'],
    ['ascii', { settings: { ascii: true }, env: { TERM: 'dumb' } }, 'true from TERM'],
    ['ascii', { settings: { ascii: true }, env: { TERM: 'dumb' }, config: { glyphs: 'ascii' } }, 'true from TERM'],
    ['ascii', { settings: { ascii: true }, config: { glyphs: 'ascii' } }, 'true from F:51'],
    ['ascii', { config: { glyphs: 'nerd' } }, 'false from default'],
    ['ascii', { env: { TERM: 'xterm' } }, 'false from default'],

    [
      'log',
      { settings: { log: 'debug' }, env: { SEGTOP_LOG: 'debug' }, options: { debug: true } },
      '"debug" from SEGTOP_LOG',
    ],
    ['log', { settings: { log: 'debug' }, options: { debug: true } }, '"debug" from --debug'],
    [
      'log',
      { settings: { log: 'debug' }, env: { SEGTOP_LOG: 'warn' }, options: { debug: true } },
      '"debug" from --debug',
    ],
    [
      'log',
      { settings: { log: 'trace' }, env: { SEGTOP_LOG: 'TRACE' }, options: { debug: true } },
      '"trace" from SEGTOP_LOG',
    ],
    ['log', {}, '– from default'],

    ['accent', { settings: { accent: 'red' }, config: profiles(everything) }, '"red" from F:15'],
    ['me', { settings: { me: 'ana@acme.example' }, config: profiles(everything) }, '"ana@acme.example" from F:16'],
    ['me', { settings: { mode: 'demo' }, config: profiles(everything) }, '– from default'],

    [
      'allowance.mtu',
      {
        settings: { allowance: { mtu: 5 } },
        config: { ...profiles({ allowance: { mtu: 5 } }), allowance: { mtu: 9 } },
      },
      '5 from F:21',
    ],
    [
      'allowance.mtu',
      { settings: { allowance: { mtu: 9 } }, config: { ...profiles({ allowance: {} }), allowance: { mtu: 9 } } },
      '9 from F:31',
    ],
    [
      'allowance.apiCalls',
      { settings: { allowance: { apiCalls: 7 } }, config: { allowance: { mtu: 9, apiCalls: 7 } } },
      '7 from F:32',
    ],
    ['allowance.apiCalls', { config: { allowance: { mtu: 9 } } }, '– from default'],

    ['refresh.sources', { config: { refresh: { sources: 600_000 } } }, '600000 from F:41'],
    ['collect.secret', { config: { collect: { secret: 'x' } } }, '(hidden) from F:42'],
    ['alerts.off', { config: { alerts: { off: ['a', 'b'] } } }, '["a","b"] from F:43'],
    ['alerts.more', { config: { alerts: { more: 1 } } }, '1 from F'],
    ['alerts.more', { config: { alerts: { more: 1 } }, file: undefined }, '1 from kept by segtop login'],

    // What a profile has in place of what counts for all, or besides it.
    ['alerts.send', bothAlerts, '["b"] from F:61'],
    ['alerts.terminal', bothAlerts, '["bell"] from F:54'],
    ['alerts.channels.a.command', bothAlerts, '["x"] from F:52'],
    ['alerts.channels.b.webhook', bothAlerts, '(hidden) from F:62'],
    ['alerts.rules.delivery-rate.below', bothAlerts, '90 from F:63'],
    ['failureLogs.d1', bothAlerts, '"own" from F:64'],
    ['failureLogs.d2', bothAlerts, '"all" from F:56'],
    ['alerts.send', { ...bothAlerts, settings: { mode: 'demo' } }, '["a"] from F:53'],

    ['collect.secret', { settings: { collect: collects } }, '(hidden) from SEGTOP_COLLECT_SECRET'],
    ['collect.secret', { settings: { collect: { ...collects, secret: undefined } } }, '– from default'],
    [
      'collect.secret',
      { settings: { collect: collects }, config: profiles({ collect: { secret: 'x' } }) },
      '(hidden) from F:71',
    ],
    [
      'collect.secret',
      { settings: { collect: collects }, config: profiles({ collect: { secret: 'x', secretCommand: 'y' } }) },
      '(hidden) from F:72',
    ],
    ['collect.keep', { settings: { collect: collects } }, '"all" from default'],
    [
      'collect.keep',
      { settings: { collect: collects }, env: { SEGTOP_COLLECT_KEEP: 'all' } },
      '"all" from SEGTOP_COLLECT_KEEP',
    ],
    [
      'collect.keep',
      {
        settings: { collect: collects },
        env: { SEGTOP_COLLECT_KEEP: 'samples' },
        config: profiles({ collect: { keep: 'all' } }),
      },
      '"all" from F:73',
    ],
    ['collect.days', { settings: { collect: collects } }, '7 from default'],
    ['collect.days', { settings: { collect: collects }, config: profiles({ collect: { days: 7 } }) }, '7 from F:74'],
  ])('%s of %j', (key, given, expected) => expect(told(key, given)).toBe(expected));
});

test('of a rule that a profile gives too nothing of that of all is in force', () => {
  expect(told('alerts.rules.delivery-rate.severity', bothAlerts)).toBeUndefined();
  expect(told('collect.keep', {})).toBeUndefined();
});

test('what options, variables and profiles may set is told once, and profiles are not unfolded', () => {
  const config = { $schema: 's', profile: 'prod', period: '7d', allowance: { mtu: 9 }, ...profiles(everything) };
  const keys = explain({
    ...{ env: {}, options: {}, remembered: {}, settings: usual as unknown as Settings },
    checked: { config: { ...config, refresh: { usage: 1 } } as never, problems: [] },
  }).map(({ key }) => key);
  expect(keys).toEqual([
    ...['mode', 'profile', 'token', 'apiUrl', 'region', 'period', 'write', 'color', 'ascii', 'log', 'accent', 'me'],
    ...['allowance.apiCalls', 'allowance.mtu', 'refresh.usage'],
  ]);
});

test('as lines their columns stand below each other, and what is long or wide is not cut', () => {
  const long = JSON.stringify(`https://${'a'.repeat(40)}.example`);
  const row = (key: string, value: string) => ({ key, value, from: 'default' });
  expect(explainedText([row('me', '"田中さん"'), row('mode', '"demo"')])).toEqual([
    'me    "田中さん"  default',
    'mode  "demo"      default',
  ]);
  expect(explainedText([row('apiUrl', long), row('me', '"ana"')])).toEqual([
    `apiUrl  ${long}  default`,
    `me      "ana"${' '.repeat(35)}  default`,
  ]);
});
