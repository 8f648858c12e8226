import { describe, expect, test } from 'vitest';
import { checkConfig } from '../../source/config/check.ts';
import { alertRules } from '../../source/domain/watch/alerts/rules.ts';

const check = (alerts: unknown) => {
  const { config, problems } = checkConfig('F', { period: '7d', alerts });
  return { config, messages: problems.map(({ message }) => message) };
};

const hooks = { webhook: 'https://hooks.example/x' };

describe('a mistake in alerts is named, and all the rest counts', () => {
  test.each<[string, unknown, unknown, RegExp]>([
    [
      'a time of day that there is not',
      { quietHours: { from: '25:00', to: '07:00' } },
      {},
      /^F: alerts\.quietHours\.from: "25:00" is not allowed; use a time of day such as 22:00/,
    ],
    [
      'quiet hours without an end',
      { quietHours: { from: '22:00' } },
      {},
      /^F: alerts\.quietHours\.to: nothing is not allowed; use a time of day/,
    ],
    [
      'a preset that there is not',
      { channels: { ops: { ...hooks, preset: 'slak' } } },
      { channels: { ops: hooks } },
      /^F: alerts\.channels\.ops\.preset: "slak" is not allowed; use slack, pagerduty, json; did you mean slack\?/,
    ],
    [
      'a channel of two kinds',
      { channels: { ops: { ...hooks, command: ['x'] } } },
      { channels: {} },
      /^F: alerts\.channels\.ops: an object is not allowed; use one of webhook/,
    ],
    [
      'PagerDuty without its key',
      { channels: { pd: { preset: 'pagerduty' } } },
      { channels: {} },
      /^F: alerts\.channels\.pd: an object is not allowed; use keyEnv or keyCommand/,
    ],
    [
      'a rule that there is not',
      { rules: { 'silent-sorce': { off: true } } },
      { rules: {} },
      /^F: alerts\.rules\.silent-sorce: .*did you mean silent-source\?/,
    ],
    [
      'an address that is none',
      { channels: { ops: { webhook: 'ftp://x' } } },
      { channels: {} },
      /^F: alerts\.channels\.ops\.webhook: the \(hidden\) value is not allowed/,
    ],
  ])('%s', (_, alerts, kept, said) => {
    const { config, messages } = check(alerts);
    expect(messages.join('\n')).toMatch(said);
    expect(messages.filter((message) => message.includes('hooks.example'))).toEqual([]);
    expect(config).toEqual({ period: '7d', alerts: kept });
  });

  test('two mistakes in one entry are both told, once', () => {
    const { config, messages } = check({ quietHours: { from: '25:00', to: 'noon' }, send: ['ops'] });
    expect(messages).toHaveLength(2);
    expect(config).toEqual({ period: '7d', alerts: { send: ['ops'] } });
  });
});

const oneWay = 'one of webhook, webhookEnv, webhookCommand, command or desktop; pagerduty needs no address';
const noPreset = 'a preset and a key with a webhook only';

test.each<[object, string | undefined]>([
  [{}, oneWay],
  [{ webhook: 'https://x.example' }, undefined],
  [{ webhookEnv: 'HOOK' }, undefined],
  [{ webhookCommand: ['pass', 'hook'] }, undefined],
  [{ webhook: 'https://x.example', webhookEnv: 'HOOK' }, oneWay],
  [{ webhook: 'https://x.example', desktop: ['x'] }, oneWay],
  [{ command: ['x'] }, undefined],
  [{ desktop: ['x'] }, undefined],
  [{ command: ['x'], desktop: ['x'] }, oneWay],
  [{ preset: 'slack' }, oneWay],
  [{ preset: 'pagerduty', keyEnv: 'KEY' }, undefined],
  [{ preset: 'pagerduty', keyEnv: 'KEY', webhookEnv: 'PROXY' }, undefined],
  [{ preset: 'pagerduty', keyEnv: 'KEY', command: ['x'] }, oneWay],
  [{ preset: 'pagerduty', webhookEnv: 'HOOK' }, 'keyEnv or keyCommand for the routing key of PagerDuty'],
  [{ preset: 'pagerduty', keyEnv: 'KEY', keyCommand: 'pass' }, 'keyEnv or keyCommand, not both'],
  [{ webhookEnv: 'HOOK', preset: 'json', keyCommand: 'pass' }, undefined],
  [{ webhookEnv: 'HOOK', keyEnv: 'KEY' }, undefined],
  [{ webhookEnv: 'HOOK', keyEnv: 'KEY', keyCommand: 'pass' }, 'keyEnv or keyCommand, not both'],
  [{ webhookEnv: 'HOOK', preset: 'slack' }, undefined],
  [{ webhookEnv: 'HOOK', preset: 'slack', keyEnv: 'KEY' }, 'no key: the address of a Slack webhook is the secret'],
  [{ command: ['x'], preset: 'json' }, noPreset],
  [{ command: ['x'], keyEnv: 'KEY' }, noPreset],
  [{ desktop: ['x'], keyCommand: 'pass' }, noPreset],
])('the channel %j is refused with %s', (channel, words) => {
  const { config, messages } = check({ channels: { ops: channel } });
  expect(messages).toEqual(
    words === undefined ? [] : [`F: alerts.channels.ops: an object is not allowed; use ${words}`],
  );
  expect(config.alerts?.channels).toEqual(words === undefined ? { ops: channel } : {});
});

test.each<[object, string]>([
  [{ send: 'ops' }, 'send: "ops" is not allowed; use a list of names of channels'],
  [{ send: [7] }, 'send.0: 7 is not allowed; use text'],
  [{ channels: [] }, 'channels: a list is not allowed; use an object of channels by name'],
  [{ terminal: 'bell' }, 'terminal: "bell" is not allowed; use a list of signals'],
  [{ terminal: ['osc8'] }, 'terminal.0: "osc8" is not allowed; use bell, osc9, osc777; did you mean osc9?'],
  [
    { rules: { usage: { enabled: 'no' } } },
    'rules.usage.enabled: "no" is not allowed; use true or false; did you mean false?',
  ],
  [{ rules: { usage: { severity: 'hgih' } } }, 'rules.usage.severity: "hgih" is not allowed; use critical or warning'],
  [{ rules: { usage: { send: 'ops' } } }, 'rules.usage.send: "ops" is not allowed; use a list of names of channels'],
  [
    { quietHours: { from: 22, to: '07:00' } },
    'quietHours.from: 22 is not allowed; use a time of day such as 22:00, in quotes',
  ],
  [
    { quietHours: { from: '22:00', to: '07:00', days: 'Mon' } },
    'quietHours.days: "Mon" is not allowed; use a list of days such as Mon',
  ],
  [
    { quietHours: { from: '22:00', to: '07:00', days: ['mo'] } },
    'quietHours.days.0: "mo" is not allowed; use Sun, Mon, Tue, Wed, Thu, Fri, Sat; did you mean Mon?',
  ],
  [
    { quietHours: { from: '22:00', to: '07:00', zone: 'Berlin' } },
    'quietHours.zone: "Berlin" is not allowed; use a time zone such as Europe/Berlin',
  ],
  [
    { quietHours: { from: '22:00', to: '07:00', zone: 1 } },
    'quietHours.zone: 1 is not allowed; use a time zone such as Europe/Berlin',
  ],
  [
    { quietHours: { from: '22:00', to: '07:00', tell: 'all' } },
    'quietHours.tell: "all" is not allowed; use critical or nothing',
  ],
])('what is allowed in place of %j', (alerts, words) => expect(check(alerts).messages).toEqual([`F: alerts.${words}`]));

test.each<[string, boolean]>([
  ['00:00', true],
  ['09:59', true],
  ['19:59', true],
  ['23:59', true],
  ['24:00', false],
  ['07:60', false],
  ['7:00', false],
  ['07:00 ', false],
  ['007:00', false],
])('%j is a time of day: %s', (from, isOne) =>
  expect(check({ quietHours: { from, to: '07:00' } }).messages).toHaveLength(isOne ? 0 : 1),
);

describe('a number of a rule is taken to its bounds, which are named', () => {
  const numbers = alertRules.flatMap(({ id, parameters }) =>
    Object.entries(parameters).map(([key, { least, most, unit }]) => [id, key, least, most, unit] as const),
  );
  test.each(numbers)('%s: %s from %d to %d', (id, key, least, most, unit) => {
    const said = (value: number) => check({ rules: { [id]: { [key]: value } } }).messages;
    expect([said(least), said(most)]).toEqual([[], []]);
    for (const value of [least - 1, most + 1])
      expect(said(value)).toEqual([
        `F: alerts.rules.${id}.${key}: ${value} is not allowed; use a number of ${unit} from ${least} to ${most}`,
      ]);
  });
});
