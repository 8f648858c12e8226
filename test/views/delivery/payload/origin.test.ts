import { expect, test } from 'vitest';
import type { Sample, SampleSource } from '../../../../source/domain/delivery/sample.ts';
import { hour, minute } from '../../../../source/domain/time.ts';
import type { Line } from '../../../../source/theme/line.ts';
import type { PayloadModel } from '../../../../source/views/delivery/payload/model.ts';
import { batch, cutShort, logFrom, notSeen, sentFrom } from '../../../../source/views/delivery/payload/origin.ts';
import { stageNow } from '../../stage.ts';

const source: SampleSource = {
  readAt: stageNow - 5 * minute,
  isRequestCut: false,
  isResponseCut: false,
  events: 3,
  attempt: 1,
  sentAt: stageNow - 2 * hour,
};
const sample = (change?: Partial<SampleSource>): Sample => ({
  id: 's',
  messageId: 'm',
  at: stageNow,
  sent: undefined,
  request: { method: 'POST', url: '', headers: {}, body: {} },
  response: { status: 400, headers: {}, body: {} },
  source: change && { ...source, ...change },
});
/** Its words, each with its tone. */
const told = (lines: readonly Line[]) =>
  lines.map(({ spans }) => spans.map(({ text, tone }) => (tone ? `${tone}: ${text}` : text)).join(' | '));

test.each([
  ['where the exchange comes from', logFrom(sample({}), stageNow), ['dim: failure log, read 5m ago']],
  ['an exchange that one place gave whole', logFrom(sample(), stageNow), []],
  ['where the event comes from', sentFrom(sample({}), stageNow), ['dim: collected 2h ago']],
  ['an event that nobody saw', sentFrom(sample({ sentAt: undefined }), stageNow), ['warn: not collected']],
  ['an event that came with the exchange', sentFrom(sample(), stageNow), []],
  ['a body that is cut', cutShort(true), ['warn: cut short in the log']],
  ['a body that is whole', cutShort(false), []],
  ['events that were sent together', batch(sample({})), ['dim: batch of 3']],
  ['two events', batch(sample({ events: 2 })), ['dim: batch of 2']],
  ['an event alone', batch(sample({ events: 1 })), []],
  ['an unknown number of events', batch(sample({ events: 0 })), []],
])('%s', (_, lines, expected) => {
  expect(told(lines)).toEqual(expected);
});

test('what nobody has seen says how it would be, within the room there is', () => {
  const model = (of: Sample, side = 'sent') => ({ samples: [of], shown: 0, side }) as unknown as PayloadModel;
  const lines = told(notSeen(model(sample({})), 60)!);
  expect(lines.slice(0, 3)).toEqual([
    '',
    'dim: ◇  | strong: This event was not seen by this machine',
    '   | Failure logs have no event as it was sent: segtop shows it',
  ]);
  expect(Math.max(...lines.slice(2).map((row) => row.replace(' | ', '').length))).toBeLessThanOrEqual(60);
  expect(
    told(notSeen(model(sample({})), 400)!)
      .slice(2)
      .every((row) => row.replace('   | ', '').length <= 96),
  ).toBe(true);
  expect(notSeen(model(sample({}), 'answer'), 60)).toBeUndefined();
  expect(notSeen(model({ ...sample({}), sent: {} }), 60)).toBeUndefined();
  expect(notSeen(model(sample()), 60)).toBeUndefined();
});
