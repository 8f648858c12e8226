import { expect, test } from 'vitest';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { hour, minute } from '../../../../source/domain/time.ts';
import type { AlertRecord } from '../../../../source/domain/watch/alerts/alert.ts';
import type { QuietHours } from '../../../../source/domain/watch/alerts/quiet-hours.ts';
import type { Session } from '../../../../source/views/kit/view.ts';
import { sentText, stateText } from '../../../../source/views/kit/words/alerts.ts';

const now = Date.parse('2026-03-02T00:10:00Z');
const night: QuietHours = { from: 22 * 60, to: 7 * 60, zone: 'UTC' };
const ops: Partial<Session> = { kind: 'api', alertSend: ['ops'] };

const record = (more: Partial<AlertRecord> = {}, finding: Partial<AlertRecord['finding']> = {}): AlertRecord =>
  ({
    id: 'a',
    state: 'raised',
    raisedAt: now - hour,
    regressed: false,
    holding: ['a'],
    members: ['a'],
    tellings: 0,
    finding: { rule: 'retrying', severity: 'warning', verdict: t`RETRYING`, facts: sanitise(''), ...finding },
    ...more,
  }) as AlertRecord;

const told = { edge: 'new', at: now - 40 * minute, severity: 'warning', size: 1, members: 1 } as const;
const forHours = { muted: { kind: 'time', until: now + 2 * hour } } as const;
const untilWorse = { muted: { kind: 'worse', than: told } } as const;

test.each<[string, AlertRecord, Partial<Session>, string, string]>([
  ['told', record({ told, tellings: 2 }), ops, '2×, last Mar 1 23:30', 'raised'],
  [
    'told and muted since',
    record({ told, tellings: 1, ...forHours }),
    ops,
    '1×, last Mar 1 23:30; muted until 02:10',
    'muted 2h',
  ],
  ['no channel', record(), { kind: 'api', alertSend: [] }, 'nobody; no channel is configured', 'raised'],
  ['no channels at all', record(), { kind: 'api' }, 'nobody; no channel is configured', 'raised'],
  [
    'told that it grew',
    record({ told: { ...told, edge: 'escalating' }, tellings: 3 }),
    ops,
    '3×, last Mar 1 23:30',
    'worse',
  ],
  ['told, and back since', record({ told, tellings: 1, regressed: true }), ops, '1×, last Mar 1 23:30', 'back'],
  [
    'told, muted since, and over',
    record({ state: 'resolved', resolvedAt: now, told, tellings: 1, ...forHours }),
    ops,
    '1×, last Mar 1 23:30',
    'muted 2h',
  ],
  [
    'no channel for its rule',
    record(),
    { ...ops, alertRules: { retrying: { send: [], parameters: {} } } },
    'nobody; no channel is configured',
    'raised',
  ],
  [
    'a channel of its rule',
    record(),
    { kind: 'api', alertRules: { retrying: { send: ['x'], parameters: {} } } },
    'nobody; not yet',
    'raised',
  ],
  ['a demo', record(), { ...ops, kind: 'demo' }, 'nobody; a demo sends nothing', 'raised'],
  ['muted for a time', record(forHours), ops, 'nobody; muted until 02:10', 'muted 2h'],
  ['muted until worse', record(untilWorse), ops, 'nobody; muted until it is worse', 'muted'],
  ['a muting that is over', record({ muted: { kind: 'time', until: now } }), ops, 'nobody; not yet', 'raised'],
  ['quiet hours', record(), { ...ops, alertQuiet: night }, 'nobody; held by quiet hours until 07:00', 'held, quiet'],
  [
    'quiet hours and critical',
    record({}, { severity: 'critical' }),
    { ...ops, alertQuiet: night },
    'nobody; not yet',
    'raised',
  ],
  [
    'quiet hours after it was told',
    record({ told, tellings: 1 }),
    { ...ops, alertQuiet: night },
    '1×, last Mar 1 23:30',
    'raised',
  ],
  [
    'quiet hours without end',
    record(),
    { ...ops, alertQuiet: { from: 0, to: 0 } },
    'nobody; held by quiet hours',
    'held, quiet',
  ],
  [
    'its reason is awaited',
    record({ raisedAt: now - 1 }, { awaits: true }),
    ops,
    'nobody; its reason is being read',
    'raised',
  ],
  ['acknowledged first', record({ acknowledgedAt: now }), ops, 'nobody; acknowledged before it was sent', 'acked'],
  [
    'over first',
    record({ state: 'resolved', resolvedAt: now, holding: [] }),
    ops,
    'nobody; it was over before it was sent',
    'raised',
  ],
])('who was told of an alert, or why nobody: %s', (_, each, session, expected, state) => {
  const { sent, why } = sentText(each, now, session as Session);
  expect(why === undefined ? sent : `${sent}; ${why}`).toBe(expected);
  expect(stateText(each, now, session)).toBe(state);
});
