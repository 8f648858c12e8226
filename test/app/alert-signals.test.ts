import { describe, expect, test } from 'vitest';
import { alertSignals } from '../../source/app/alert-signals.ts';
import { sanitise } from '../../source/domain/text.ts';
import { minute } from '../../source/domain/time.ts';
import type { AlertRecord } from '../../source/domain/watch/alerts/alert.ts';
import { type AlertSettings, usualAlerts } from '../../source/domain/watch/alerts/settings.ts';

const opened = Date.parse('2026-03-01T00:00:00Z');

const notice = (text: string) => `\u001b]9;segtop: ${text}\u0007`;

const record = (
  name: string,
  more: Partial<AlertRecord> = {},
  finding: Partial<AlertRecord['finding']> = {},
): AlertRecord =>
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
      ...finding,
    },
    ...more,
  }) as AlertRecord;

/** News at so many minutes after the opening, and what became of earlier ones without being news. */
type Look = readonly [at: number, news: AlertRecord[], changed?: AlertRecord[]];

/** What is written for news at the given minutes after the dashboard was opened. */
function written(settings: Partial<AlertSettings>, ...news: readonly Look[]): string[] {
  let now = opened;
  const out: string[] = [];
  const tell = alertSignals(
    { ...usualAlerts, ...settings },
    (sequence) => void out.push(sequence),
    () => now,
  );
  const all = new Map<string, AlertRecord>();
  for (const [at, records, ended = []] of news) {
    now = opened + at * minute;
    for (const each of [...records, ...ended]) all.set(each.id, each);
    tell(records, [...all.values()]);
  }
  return out;
}

describe('the terminal is told', () => {
  test.each<[string, Partial<AlertSettings>, readonly Look[], string[]]>([
    [
      'nothing of what is wrong as the dashboard opens',
      {},
      [
        [0, [record('Braze')]],
        [0.9, [record('Zendesk')]],
      ],
      [],
    ],
    [
      'nothing of that later either, also where it is not known since when',
      {},
      [
        [0, [record('Braze', {}, { since: opened - minute })]],
        [0.9, [record('Zendesk', {}, { since: undefined })]],
        [2, []],
      ],
      [],
    ],
    [
      'of what was wrong before but is known a minute later',
      {},
      [[1, [record('Braze', {}, { since: opened - minute })]]],
      ['\u0007'],
    ],
    [
      'nothing of what somebody looked after meanwhile and gave back',
      {},
      [
        [5, [record('Braze')]],
        [5.5, [record('Zendesk')]],
        [5.7, [], [record('Zendesk', { acknowledgedAt: opened })]],
        [6, [], [record('Zendesk')]],
      ],
      ['\u0007'],
    ],
    [
      'in one line, how many more there are at its end',
      { terminal: ['osc9'] },
      [[5, [record('x'.repeat(300)), record('b')]]],
      [notice(`${'x'.repeat(189)} and 1 more`)],
    ],
    ['by the bell of what comes up later', {}, [[5, [record('Braze')]]], ['\u0007']],
    [
      'of a burst twice: of its first, and a minute later of all the rest in one',
      { terminal: ['osc9'] },
      [
        [5, [record('Braze')]],
        [5.5, [record('Zendesk')]],
        [5.9, [record('Redshift')]],
        [6, []],
        [7, []],
      ],
      [notice('Braze: 94% failing'), notice('Zendesk: 94% failing and 1 more')],
    ],
    [
      'of what came up in the first minute, once that is over',
      { terminal: ['osc9'] },
      [
        [0.5, [record('Braze', {}, { since: opened + 0.3 * minute })]],
        [1, []],
      ],
      [notice('Braze: 94% failing')],
    ],
    [
      'of what comes up after the clock of the host was set back',
      {},
      [
        [5, [record('Braze')]],
        [-120, [record('Zendesk')]],
        [-119.5, [record('Redshift')]],
      ],
      ['\u0007', '\u0007'],
    ],
    [
      'nothing of what is over before its signal',
      {},
      [
        [5, [record('Braze')]],
        [5.5, [record('Zendesk')]],
        [6, [], [record('Zendesk', { state: 'resolved', holding: [] })]],
      ],
      ['\u0007'],
    ],
    [
      'of the worst first',
      { terminal: ['osc9'] },
      [
        [5, [record('Redshift', {}, { severity: 'warning' }), record('Braze')]],
        [6, []],
      ],
      [notice('Braze: 94% failing and 1 more')],
    ],
    [
      'of what quiet hours held at their end, in one, if it still stands and nobody looks after it',
      { terminal: ['osc9'], quiet: { from: 0, to: 10, zone: 'UTC' } },
      [
        [5, [record('Braze', {}, { severity: 'warning' }), record('Zendesk', {}, { severity: 'warning' })]],
        [6, [record('Redshift', {}, { severity: 'warning' }), record('Mixpanel', {}, { severity: 'warning' })]],
        [8, [], [record('Zendesk', { acknowledgedAt: opened }, { severity: 'warning' })]],
        [9, [], [record('Redshift', { state: 'resolved', holding: [] }, { severity: 'warning' })]],
        [10, []],
        [12, []],
      ],
      [notice('Braze: 94% failing and 1 more')],
    ],
    [
      'of what is critical in quiet hours too',
      { terminal: ['osc9'], quiet: { from: 0, to: 10, zone: 'UTC' } },
      [[5, [record('Braze', {}, { severity: 'warning' }), record('Zendesk')]]],
      [notice('Zendesk: 94% failing')],
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
      'of what is muted once that ends',
      {},
      [
        [5, [record('Braze', { muted: { kind: 'time', until: opened + 10 * minute } })]],
        [9, []],
        [10, []],
        [11, []],
      ],
      ['\u0007'],
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
