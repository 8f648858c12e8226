import { describe, expect, test } from 'vitest';
import { alertSignals } from '../../source/app/alert-signals.ts';
import { sanitise } from '../../source/domain/text.ts';
import { minute } from '../../source/domain/time.ts';
import type { AlertRecord } from '../../source/domain/watch/alerts/alert.ts';
import { type AlertSettings, usualAlerts } from '../../source/domain/watch/alerts/settings.ts';

const opened = Date.parse('2026-03-01T00:00:00Z');

const record = (name: string, more: Partial<AlertRecord> = {}): AlertRecord =>
  ({
    id: name,
    state: 'raised',
    raisedAt: opened,
    regressed: false,
    members: [name],
    holding: [name],
    groups: [],
    tellings: 1,
    finding: {
      key: name,
      rule: 'delivery',
      severity: 'critical',
      subject: { type: 'destination', id: 'd', name: sanitise(name) },
      facts: sanitise('94% failing'),
      verdict: sanitise('LOST'),
      since: opened,
      numbers: {},
      size: 1,
      groups: [],
    },
    ...more,
  }) as AlertRecord;

/** What is written for news at the given minutes after the dashboard was opened. */
function written(
  settings: Partial<AlertSettings>,
  ...news: readonly (readonly [at: number, AlertRecord[]])[]
): string[] {
  let now = opened;
  const out: string[] = [];
  const tell = alertSignals(
    { ...usualAlerts, ...settings },
    (sequence) => void out.push(sequence),
    () => now,
  );
  for (const [at, records] of news) {
    now = opened + at * minute;
    tell(records);
  }
  return out;
}

describe('the terminal is told', () => {
  test.each<[string, Partial<AlertSettings>, (readonly [number, AlertRecord[]])[], string[]]>([
    [
      'nothing of what is wrong as the dashboard opens',
      {},
      [
        [0, [record('Braze')]],
        [0.9, [record('Zendesk')]],
      ],
      [],
    ],
    ['by the bell of what comes up later', {}, [[5, [record('Braze')]]], ['\u0007']],
    [
      'of a burst once',
      {},
      [
        [5, [record('Braze')]],
        [5.5, [record('Zendesk')]],
        [6, [record('Redshift')]],
      ],
      ['\u0007', '\u0007'],
    ],
    ['nothing where no signal is wanted', { terminal: [] }, [[5, [record('Braze')]]], []],
    ['nothing of what is acknowledged', {}, [[5, [record('Braze', { acknowledgedAt: opened })]]], []],
    [
      'nothing of what is muted',
      {},
      [[5, [record('Braze', { muted: { kind: 'time', until: opened + 10 * minute } })]]],
      [],
    ],
    [
      'of what was muted until before',
      {},
      [[5, [record('Braze', { muted: { kind: 'time', until: opened + minute } })]]],
      ['\u0007'],
    ],
  ])('%s', (_, settings, news, expected) => {
    expect(written(settings, ...news)).toEqual(expected);
  });

  test('by a notification that holds its text and nothing that ends it', () => {
    const [osc9 = '', osc777 = ''] = written({ terminal: ['osc9', 'osc777'] }, [5, [record('Bra;ze'), record('b')]]);
    expect(osc9).toMatch(/^\u001b\]9;segtop: Bra;ze: .* and 1 more\u0007$/);
    expect(osc777).toMatch(/^\u001b\]777;notify;segtop;Bra,ze: [^;]* and 1 more\u0007$/);
  });
});
