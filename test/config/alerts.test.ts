import { describe, expect, test } from 'vitest';
import { alertsOf } from '../../source/config/alerts.ts';
import type { AlertsContent } from '../../source/config/sections/alerts.ts';
import { channelsOf } from '../../source/domain/watch/alerts/settings.ts';

const command = (program: string) => ({ command: [program] });
const channels = { oncall: command('page'), team: command('chat'), desk: command('beep') };

describe('a channel of the configuration', () => {
  test.each<readonly [NonNullable<AlertsContent['channels']>[string], unknown]>([
    [{ command: ['page', '--now'] }, { kind: 'command', argv: ['page', '--now'] }],
    [{ desktop: ['notify-send'] }, { kind: 'desktop', argv: ['notify-send'] }],
    [
      { webhook: 'https://ops.example/hook' },
      { kind: 'webhook', preset: 'json', url: { kind: 'config', value: 'https://ops.example/hook' } },
    ],
    [
      { webhookEnv: 'HOOK', preset: 'slack' },
      { kind: 'webhook', preset: 'slack', url: { kind: 'environment', name: 'HOOK' } },
    ],
    [
      { webhookCommand: ['pass', 'hook'], keyCommand: 'pass key' },
      {
        kind: 'webhook',
        preset: 'json',
        url: { kind: 'command', command: ['pass', 'hook'] },
        key: { kind: 'command', command: 'pass key' },
      },
    ],
    [
      { preset: 'pagerduty', keyEnv: 'PAGERDUTY_KEY' },
      { kind: 'webhook', preset: 'pagerduty', key: { kind: 'environment', name: 'PAGERDUTY_KEY' } },
    ],
  ])('%j', (content, channel) => {
    expect(alertsOf({ channels: { one: content } }, undefined, 'prod')).toEqual({
      alerts: { channels: { one: channel }, send: [], rules: {}, terminal: ['bell'] },
      problems: [],
    });
  });
});

describe('who is told of a rule', () => {
  const missing = (where: string, name: string, meant?: string) =>
    `${where} there is no channel ${name}${meant === undefined ? '' : `; did you mean ${meant}?`}`;

  test.each<readonly [string, AlertsContent, AlertsContent | undefined, readonly string[], readonly string[]]>([
    ['nobody without send', {}, undefined, [], []],
    ['those of send', { send: ['oncall', 'team'] }, undefined, ['oncall', 'team'], []],
    ['those of its own send', { send: ['oncall'], rules: { usage: { send: ['team'] } } }, undefined, ['team'], []],
    ['nobody where its own send is empty', { send: ['oncall'], rules: { usage: { send: [] } } }, undefined, [], []],
    ['those of the profile', { send: ['oncall'] }, { send: ['desk'] }, ['desk'], []],
    ['nobody where that of the profile is empty', { send: ['oncall'] }, { send: [] }, [], []],
    ['a channel of the profile', { send: ['mine'] }, { channels: { mine: command('x') } }, ['mine'], []],
    [
      'those of the rule of the profile',
      { send: ['oncall'], rules: { usage: { send: ['team'] } } },
      { rules: { usage: { send: ['desk'] } } },
      ['desk'],
      [],
    ],
    [
      'those of the rule of all where that of the profile sets something else',
      { send: ['oncall'], rules: { usage: { send: ['team'] } } },
      { rules: { usage: { above: 50 } } },
      ['team'],
      [],
    ],
    [
      'those of the rule of all where none of that of the profile is there',
      { send: ['oncall'], rules: { usage: { send: ['team'] } } },
      { rules: { usage: { send: ['dsk'] } } },
      ['team'],
      [missing('profiles.prod.alerts.rules.usage.send', 'dsk', 'desk')],
    ],
    [
      'those that there are',
      { send: ['oncal', 'team', 'constructor'] },
      undefined,
      ['team'],
      [missing('alerts.send', 'oncal', 'oncall'), missing('alerts.send', 'constructor')],
    ],
    [
      'of its own those that there are',
      { send: ['oncall'], rules: { usage: { send: ['teem', 'desk'] } } },
      undefined,
      ['desk'],
      [missing('alerts.rules.usage.send', 'teem', 'team')],
    ],
    [
      'those of all rules where none of its own is there',
      { send: ['oncall'], rules: { usage: { send: ['teem'] } } },
      undefined,
      ['oncall'],
      [missing('alerts.rules.usage.send', 'teem', 'team')],
    ],
    [
      'those of all workspaces where none of the profile is there',
      { send: ['oncall'] },
      { send: ['dsk'] },
      ['oncall'],
      [missing('profiles.prod.alerts.send', 'dsk', 'desk')],
    ],
  ])('%s', (_, all, own, told, problems) => {
    const found = alertsOf({ channels, ...all }, own, 'prod');
    expect(channelsOf(found.alerts, 'usage')).toEqual(told);
    expect(found.problems.map(({ path, words }) => `${path.join('.')} ${words}`)).toEqual(problems);
  });
});

test('quiet hours, signals and each key of a rule that a profile sets stand in the place of those of all', () => {
  const all: AlertsContent = {
    quietHours: { from: '22:00', to: '07:30', zone: 'Asia/Kolkata' },
    rules: { 'delivery-rate': { below: 98, severity: 'critical' }, retrying: { enabled: false } },
    terminal: ['osc9'],
  };
  expect(alertsOf(all, undefined, 'prod').alerts).toEqual({
    channels: {},
    send: [],
    rules: {
      'delivery-rate': { severity: 'critical', parameters: { below: 98 } },
      retrying: { enabled: false, parameters: {} },
    },
    quiet: { from: 22 * 60, to: 7 * 60 + 30, zone: 'Asia/Kolkata' },
    terminal: ['osc9'],
  });
  const own: AlertsContent = {
    quietHours: { from: '00:00', to: '23:59', days: ['Sun', 'Wed', 'Sat'], tell: 'nothing' },
    rules: { 'delivery-rate': { below: 90 }, retrying: { enabled: true, above: 30 }, usage: { severity: 'critical' } },
    terminal: [],
  };
  expect(alertsOf(all, own, 'prod').alerts).toEqual({
    channels: {},
    send: [],
    rules: {
      'delivery-rate': { severity: 'critical', parameters: { below: 90 } },
      retrying: { enabled: true, parameters: { above: 30 } },
      usage: { severity: 'critical', parameters: {} },
    },
    quiet: { from: 0, to: 24 * 60 - 1, days: [0, 3, 6], tell: 'nothing' },
    terminal: [],
  });
  const week: AlertsContent = { quietHours: { from: '08:05', to: '20:59', days: ['Mon', 'Tue', 'Thu', 'Fri'] } };
  expect(alertsOf(week, undefined, 'prod').alerts.quiet).toEqual({ from: 485, to: 1259, days: [1, 2, 4, 5] });
});
