import { expect, test } from 'vitest';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { labelOf, rows } from '../../../../source/views/sources/sources/rows.ts';
import { destinationWith, now, period, snapshots, sourceWith } from '../../../workspace/snapshots.ts';

const flow = (id: string, state: string, events?: number) => ({
  source: sourceWith(id, { name: sanitise(id) }),
  health: { state },
  events,
  series: [],
});
const listed = (flows: readonly object[], connections: readonly object[] = []) =>
  rows({
    overview: { flow: { flows }, fleet: { connections, isListed: true, isWhole: true }, activity: {} },
    read: snapshots().read,
    period,
    now,
  } as never);

test('sources stand by their state, the worst first, then by volume, then by name', () => {
  const given = [
    flow('off', 'disabled', 9_000),
    flow('unread', 'unknown'),
    flow('b', 'live', 5),
    flow('a', 'live', 5),
    flow('most', 'live', 70),
    flow('slow', 'quiet', 1),
    flow('new', 'never', 0),
    flow('gone', 'silent', 3),
    flow('unknown', 'live'),
  ];
  const order = ['gone', 'new', 'slow', 'most', 'a', 'b', 'unknown', 'unread', 'off'];
  expect(listed(given).map(({ flow: { source } }) => source.id)).toEqual(order);
  expect(listed(given.toReversed()).map(({ flow: { source } }) => source.id)).toEqual(order);
});

test('a source has all that it feeds, and nothing of another', () => {
  const connections = ['d1', 'd2', 'd3'].map((id, index) => ({
    id,
    destination: destinationWith(id, index === 1 ? 'ios' : 'web'),
  }));
  const fed = listed([flow('web', 'live', 3), flow('ios', 'live', 2), flow('none', 'live', 1)], connections);
  expect(fed.map(({ destinations }) => destinations.map(({ id }) => id))).toEqual([['d1', 'd3'], ['d2'], []]);
});

test('a label is found by its key alone', () => {
  const labels = [
    { key: t`env`, value: t`prod` },
    { key: t`team`, value: t`env` },
  ];
  const [row] = listed([{ ...flow('web', 'live'), source: sourceWith('web', { labels }) }]);
  expect([labelOf(row!, t`env`), labelOf(row!, t`prod`)]).toEqual([['prod'], []]);
});
