import { describe, expect, test } from 'vitest';
import { checkConfig } from '../../source/config/check.ts';

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
