import { expect, test } from 'vitest';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { textOf } from '../../../../source/theme/spans.ts';
import type { ViewContext } from '../../../../source/views/kit/view.ts';
import type { Row } from '../../../../source/views/sources/sources/rows.ts';
import { underRows } from '../../../../source/views/sources/sources/under.ts';
import type { Connection } from '../../../../source/workspace/delivery/fleet.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { destinationWith, metricsWith, problemWith, snapshots } from '../../../workspace/snapshots.ts';

const connection = (
  name: string,
  change: Partial<Connection>,
  of: Parameters<typeof destinationWith>[2] = {},
): Connection =>
  ({
    id: name,
    destination: destinationWith(name, 's', of),
    state: 'healthy',
    judgement: { trouble: false, raised: false },
    metrics: undefined,
    failedPercent: undefined,
    verdict: undefined,
    ...change,
  }) as unknown as Connection;

const context = (read = snapshots().read) => ({ read, glyphs: glyphs(false) }) as unknown as ViewContext;
const rowsOf = (destinations: readonly Connection[], isListed = true, read = snapshots().read, isWhole = isListed) =>
  underRows({ destinations, isListed, isWhole } as Row, context(read));
const textsOf = (...given: Parameters<typeof rowsOf>) =>
  rowsOf(...given).map(({ line }) => textOf(line.spans).trimEnd());

test.each<[string, Connection, string]>([
  ['all arrive', connection('Braze', { metrics: metricsWith({ firstTry: 3, afterRetry: 1 }) }), '100% delivered  4'],
  [
    'some are lost',
    connection('Braze', { metrics: metricsWith({ firstTry: 2, discarded: 1, expired: 1 }), failedPercent: 50 }),
    '50% delivered  2  2 failed (50%)',
  ],
  [
    'one is lost',
    connection('Braze', { metrics: metricsWith({ firstTry: 1, discarded: 1 }), failedPercent: 50 }),
    '50% delivered  1  1 failed (50%)',
  ],
  [
    'all still wait',
    connection('Braze', { state: 'failing', metrics: metricsWith({ retrying: 12 }) }),
    '12 events wait for another try',
  ],
  [
    'one still waits, which is usual',
    connection('Braze', { state: 'idle', metrics: metricsWith({ retrying: 1 }) }),
    'idle: 1 event waits for another try',
  ],
  [
    'nothing arrived, by numbers that tell nothing of retries',
    connection('Braze', { state: 'idle', metrics: metricsWith({ retrying: undefined }) }),
    'idle: nothing was delivered, and retries are not known',
  ],
  ['none was tried', connection('Braze', { state: 'idle', metrics: metricsWith() }), 'idle: nothing was attempted'],
  ['it is not known', connection('Braze', { state: 'unknown' }), '–'],
])('of what a destination was sent, where %s', (_, of, text) => {
  expect(textsOf([of])[0]?.replace(/^\S Braze Enabled +/, '')).toBe(text);
});

test('one that is off, and one that browsers call, have no rate; those that are on come first', () => {
  const off = connection('Amplitude', { state: 'disabled' }, { enabled: false });
  const device = connection('Pixel', { state: 'unobservable' }, { mode: 'device' });
  const texts = textsOf([off, device]).map((text) => text.slice(2));
  expect(texts).toEqual(['Pixel     Enabled  device mode: not observable', 'Amplitude Disabled nothing is sent']);
});

test.each([
  ['that is in trouble is red', { trouble: true }, 'bad'],
  ['that loses what it always does is not', { trouble: false, state: 'background' }, 'text'],
])('the rate of a connection %s', (_, judgement, tone) => {
  const [row] = rowsOf([
    connection('Braze', {
      state: 'failing',
      verdict: 'LOST',
      judgement: judgement as never,
      metrics: metricsWith({ firstTry: 1, discarded: 1 }),
    }),
  ]);
  expect(row?.line.spans.find(({ text }) => text.includes('delivered'))?.tone).toBe(tone);
});

test('names are as wide as the longest of them, and no wider than 28 columns', () => {
  const long = connection('long', {}, { name: sanitise('x'.repeat(40)) });
  const at = (...all: Connection[]) => textsOf(all).map((text) => text.indexOf('Enabled'));
  expect([at(connection('Braze', {}), connection('B', {})), at(long, connection('B', {}))]).toEqual([
    [8, 8],
    [31, 31],
  ]);
});

test('of a list that was read in part, others may be missing', () => {
  const braze = connection('Braze', { metrics: metricsWith({ firstTry: 1 }) });
  expect(textsOf([braze], true, snapshots().read, false).slice(1)).toEqual([
    'Others may be missing: not all destinations could be read',
  ]);
  expect(textsOf([braze])).toHaveLength(1);
});

test('a row opens its destination, and commands on it are about that', () => {
  const [row] = rowsOf([connection('d1', { metrics: metricsWith({ firstTry: 1 }) })]);
  expect(row).toMatchObject({
    key: 'd1',
    open: { view: 'destination', params: { id: 'd1' } },
    subject: { kind: 'destination', id: 'd1', name: 'd1' },
  });
});

test('that it feeds none is a warning, that the list is being read is none', () => {
  const tone = (isListed: boolean, read = snapshots().read) => rowsOf([], isListed, read)[0]?.line.spans[0]?.tone;
  expect([tone(true, snapshots().set(resources.destinations, []).read), tone(false)]).toEqual(['warn', 'dim']);
});

test('that it feeds none needs a list that was read whole', () => {
  const list = (problems = [] as ReturnType<typeof problemWith>[]) =>
    snapshots().set(resources.destinations, [], problems).read;
  expect(textsOf([], true, list())).toEqual(['None: it feeds no destination']);
  expect(textsOf([], false)).toEqual(['Reading destinations…']);
  expect(textsOf([], true, list([problemWith({ kind: 'dropped-rows', message: t`a row was lost` })]))).toEqual([
    'destinations: none in what was read; a row was lost',
  ]);
});
