import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { exactOnset } from '../../../../source/domain/delivery/onset.ts';
import { noPrivacy } from '../../../../source/domain/privacy/local.ts';
import { sanitise, t } from '../../../../source/domain/text.ts';
import { minute } from '../../../../source/domain/time.ts';
import { pages } from '../../../../source/state/pages.ts';
import { freshPane, placeOf } from '../../../../source/state/place.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { changesArea } from '../../../../source/views/delivery/payload/changes.ts';
import { changesPane, jsonPane, payloadModel } from '../../../../source/views/delivery/payload/model.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { samples } from '../../../../source/workspace/resources/samples.ts';
import { overview } from '../../../../source/workspace/watch/overview.ts';
import {
  auditWith,
  destinationWith,
  failuresOf,
  hourly,
  now,
  period,
  problemWith,
  snapshots,
  sourceWith,
} from '../../../workspace/snapshots.ts';

beforeEach(() => void vi.stubEnv('TZ', 'UTC'));
afterEach(() => void vi.unstubAllEnvs());

const items = Array.from({ length: 4 }, (_, index) =>
  auditWith({
    id: `i${index}`,
    at: now - index * minute,
    type: index === 2 ? t`Filter Modified` : t`Destination Modified`,
    resourceId: 'braze',
    resourceName: t`Braze`,
  }),
);

const of = (shown: readonly object[], change: object = {}) =>
  ({
    connection: { id: 'braze', destination: { name: t`Braze` }, source: { name: t`Web` } },
    changes: items,
    shownChanges: shown,
    trail: { known: true, isWhole: true },
    onset: undefined,
    ...change,
  }) as never;
const drawn = (model: never, height: number, filter = '', framed = true) => {
  const panes = [{ id: changesPane, state: { ...freshPane, filter }, rows: [], focused: false }];
  const context = {
    panes,
    now,
    glyphs: glyphs(false),
    overview: { fleet: { byId: new Map(), listed: [], connections: [] } },
    keyOf: () => t`esc`,
  };
  const { block } = changesArea(model, context as never, { width: 60, height, framed });
  return block.map((each) => lineText(each).trimEnd());
};

test.each<readonly [of: string, shown: readonly object[], height: number, filter: string, title: RegExp]>([
  ['all of them', items, 6, '', /^╭ What changed on Braze and Web ─+╮$/],
  ['more than find room', items, 5, '', /─ 4 ─?╮$/],
  ['those of a filter', items.slice(2, 3), 6, 'filter', / \/filter ─+ 1 of 4 ─?╮$/],
  ['none of a filter', [], 6, 'nobody', / \/nobody ─+ 0 of 4 ─?╮$/],
])('the changes under a payload say how many they are: %s', (_, shown, height, filter, title) => {
  expect(drawn(of(shown), height, filter)[0]).toMatch(title);
});

test.each<readonly [of: string, change: object, row: string]>([
  ['all of the trail', {}, 'Nothing was changed on the destination or its source in 90 days'],
  ['a part of it', { trail: { known: true, isWhole: false } }, 'No change in what was read of the audit trail'],
  ['a trail that is being read', { trail: { known: false, isWhole: false } }, 'Reading the audit trail…'],
  [
    'a trail that is refused',
    { trail: { known: false, isWhole: false, error: problemWith({ kind: 'no-access', status: 403 }) } },
    'Audit trail: no access (403)',
  ],
  ['a filter', { changes: items }, 'No change matches the filter: esc clears it'],
])('that there is none is said of %s', (_, change, row) => {
  expect(drawn(of([], { changes: [], ...change }), 3, '', false)[0]?.trim()).toBe(row);
});

test('what is near the onset says so', () => {
  const rows = drawn(of(items, { onset: exactOnset(now - 2 * minute) }), 4, '', false);
  expect(rows.map((row) => row.endsWith('near the onset'))).toEqual([false, false, true, true]);
});

const destination = destinationWith('braze', 'web');
/** The drawer of its 401, with three samples, the newest first. */
function modelOf(panes: object = {}) {
  const kept = ['m1', 'm2', 'm3'].map((id) => ({
    ...{ id, messageId: id, at: now, sent: { id }, request: {}, response: { status: 401, body: { said: id } } },
  }));
  const world = snapshots()
    .set(resources.sources, [sourceWith('web')])
    .set(resources.destinations, [destination])
    .set(resources.failures(period, destination), failuresOf({ 401: hourly(7) }))
    .set(samples({ destinationId: 'braze', reason: '401' }), { kind: 'samples', samples: kept } as never)
    .set(resources.recentAudit(period), { items: items.toReversed(), next: undefined } as never);
  const place = { ...placeOf('payload'), params: pages.payload.at('braze', '401').params, panes };
  const picture = overview(world.read, period, now, {});
  const local = { privacy: noPrivacy };
  return payloadModel({ overview: picture, read: world.read, period, now, place, local } as never)!;
}

test.each([
  [undefined, 0],
  ['m2', 1],
  ['m3', 2],
  ['gone', 0],
])('of the samples %s is shown, or the first', (item, shown) => {
  const model = modelOf({ [jsonPane]: { ...freshPane, item } });
  expect([model.samples.length, model.shown]).toEqual([3, shown]);
  expect(JSON.stringify(model.document)).toContain(`m${shown + 1}`);
});

test.each([
  ['', ['i0', 'i1', 'i2', 'i3']],
  ['filter', ['i2']],
  ['braze', ['i0', 'i1', 'i2', 'i3']],
  ['nobody', []],
])('the changes that %j leaves', (filter, ids) => {
  const model = modelOf({ [changesPane]: { ...freshPane, filter: sanitise(filter) } });
  expect([model.changes.length, model.shownChanges.map(({ id }) => id)]).toEqual([4, ids]);
});
