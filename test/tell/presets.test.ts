import { expect, it } from 'vitest';
import type { Edge } from '../../source/domain/watch/alerts/alert.ts';
import type { AlertMessage } from '../../source/domain/watch/alerts/message.ts';
import { sampleMessage } from '../../source/tell/courier.ts';
import { postedAs, titleOf } from '../../source/tell/presets.ts';
import { noon, told } from './alert.ts';

type Slack = { readonly text: string; readonly blocks: { text?: { text: string }; elements?: { text: string }[] }[] };
type PagerDuty = { dedup_key: string; routing_key: string; payload: Readonly<Record<string, unknown>> };
/** Of what is undefined there is nothing in the message. */
type Change = { readonly [Key in keyof AlertMessage]?: AlertMessage[Key] | undefined };
const changed = (edge: Edge, change: Change) =>
  JSON.parse(JSON.stringify({ ...told(edge).message, ...change })) as AlertMessage;
const slackOf = (message: Change, edge: Edge = 'new') =>
  postedAs('slack', { kind: 'edge', message: changed(edge, message) })!.body as Slack;
const pagerDutyOf = (message: Change, key?: string) =>
  postedAs('pagerduty', { kind: 'edge', message: changed('new', message) }, key)!.body as PagerDuty &
    Readonly<Record<string, unknown>>;

it.each(['slack', 'json'] as const)('%s has no word for an acknowledgement', (preset) => {
  expect(postedAs(preset, { ...told('new'), kind: 'acknowledged' })).toBeUndefined();
});

it('long texts are cut to what the receivers take', () => {
  const subject = (name: string) => ({ type: 'destination', id: 'abc', name });
  const cases: readonly (readonly [what: string, cut: string | undefined, right: string])[] = [
    ['summary', String(pagerDutyOf({ sentence: 'x'.repeat(5000) }).payload.summary), 'x'.repeat(1024)],
    ['key', pagerDutyOf({ id: 'i'.repeat(300) }).dedup_key, `segtop/acme/${'i'.repeat(243)}`],
    ['section', slackOf({ sentence: 'x'.repeat(5000) }).blocks[1]?.text?.text, `:red_circle: ${'x'.repeat(2987)}`],
    ['header', slackOf({ subject: subject('y'.repeat(500)) }).blocks[0]?.text?.text, `New: ${'y'.repeat(145)}`],
    ['context', slackOf({ workspace: 'w'.repeat(5000) }).blocks[2]?.elements?.[0]?.text, 'w'.repeat(3000)],
    [
      'what just fits',
      String(pagerDutyOf({ sentence: `${'x'.repeat(1023)}&` }).payload.summary),
      `${'x'.repeat(1023)}&`,
    ],
    [
      'title of the desktop',
      titleOf(changed('new', { subject: subject('y'.repeat(500)) })),
      `segtop New: ${'y'.repeat(108)}`,
    ],
    // Half a character is no JSON that a server would have to take, half an entity would be shown as it is.
    [
      'half a pair, summary',
      String(pagerDutyOf({ sentence: `x${'😀'.repeat(600)}` }).payload.summary),
      `x${'😀'.repeat(511)}`,
    ],
    [
      'half a pair, header',
      slackOf({ subject: subject('😀'.repeat(80)) }).blocks[0]?.text?.text,
      `New: ${'😀'.repeat(72)}`,
    ],
    [
      'half an entity',
      slackOf({ sentence: '&'.repeat(700) }).blocks[1]?.text?.text,
      `:red_circle: ${'&amp;'.repeat(597)}`,
    ],
  ];
  expect(cases.map(([what, cut]) => [what, cut])).toEqual(cases.map(([what, , right]) => [what, right]));
});

it.each<[Edge, string, string]>([
  ['new', 'New', ':red_circle:'],
  ['escalating', 'Worse', ':small_red_triangle:'],
  ['regressed', 'Back', ':repeat:'],
  ['resolved', 'Resolved', ':large_green_circle:'],
])('slack: an edge that is %s has its word and its mark', (edge, word, mark) => {
  const { text, blocks } = slackOf({ sentence: 'A < B' }, edge);
  expect([text, blocks[0]?.text?.text, blocks[1]?.text?.text]).toEqual([
    `${word}: Braze &lt;!channel&gt; &amp; Co · A &lt; B`,
    `${word}: Braze <!channel> & Co`,
    `${mark} A &lt; B`,
  ]);
  expect(titleOf(told(edge).message)).toBe(`segtop ${word}: Braze <!channel> & Co`);
});

it.each<[Change, string]>([
  [
    {},
    'acme · critical · since <!date^1768478340^{date_short_pretty} {time}|2026-01-15T11:59:00.000Z> · `segtop open destination/abc` · <https://app.segment.com/acme/connections/destinations|Segment>',
  ],
  // Slack takes whole seconds.
  [
    { since: '2026-01-15T23:59:59.999Z', url: undefined },
    'acme · critical · since <!date^1768521599^{date_short_pretty} {time}|2026-01-15T23:59:59.999Z> · `segtop open destination/abc`',
  ],
  [
    { since: null, url: undefined, workspace: '<!here> & Co', severity: 'warning' },
    '&lt;!here&gt; &amp; Co · warning · `segtop open destination/abc`',
  ],
])('slack: where, how bad, since when, and the ways in: %j', (message, context) => {
  expect(slackOf(message).blocks[2]?.elements?.[0]?.text).toBe(context);
});

it('pagerduty: what is not known is left out, and its page in the web app is linked', () => {
  const page = 'https://app.segment.com/acme/connections/destinations';
  const known = pagerDutyOf({}, 'key');
  expect([known.client, known.links]).toEqual(['segtop', [{ href: page, text: 'Segment' }]]);
  const { cause: _, url: __, ...plain } = told('new').message;
  const bare = postedAs('pagerduty', { kind: 'edge', message: { ...plain, since: null, workspace: '' } })!.body;
  expect(bare).toEqual({
    routing_key: '',
    event_action: 'trigger',
    dedup_key: 'segtop//delivery:destination/abc',
    payload: {
      summary: plain.sentence,
      source: 'segtop',
      severity: 'critical',
      component: 'Braze <!channel> & Co',
      class: 'delivery-rate',
      custom_details: { failedPercent: 94, state: 'new', open: 'segtop open destination/abc' },
    },
    client: 'segtop',
  });
});

it('what alerts test sends is an alert that every preset has words for, and says that nothing is wrong', () => {
  const message = sampleMessage('acme', noon);
  const sentence = 'Test of a channel: nothing is wrong, segtop alerts test sent this; segtop open destination/sample';
  expect(message).toEqual({
    id: 'test:destination/sample',
    rule: 'delivery-rate',
    state: 'new',
    severity: 'warning',
    workspace: 'acme',
    subject: { type: 'destination', id: 'sample', name: 'Test of a channel' },
    sentence,
    since: '2026-01-15T12:00:00.000Z',
    numbers: { failedPercent: 0 },
    open: 'segtop open destination/sample',
  });
  expect(slackOf(message).text).toBe(`New: Test of a channel · ${sentence}`);
  expect(pagerDutyOf(message)).toMatchObject({ event_action: 'trigger', payload: { severity: 'warning' } });
});
