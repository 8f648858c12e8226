import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { day, hour, minute } from '../../../../source/domain/time.ts';
import { pages } from '../../../../source/state/pages.ts';
import { placeOf } from '../../../../source/state/place.ts';
import { regulation } from '../../../../source/views/privacy/regulation/index.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import * as read from '../../../../source/workspace/resources/pages.ts';
import { now, problemWith, type Snapshots, snapshots, sourceWith } from '../../../workspace/snapshots.ts';
import { drawnRows, textsOf, tonesAt } from '../../drawn.ts';

beforeEach(() => void vi.stubEnv('TZ', 'UTC'));
afterEach(() => void vi.unstubAllEnvs());

const at = (id: string, status: string, change: object = {}) => ({
  ...{ sourceId: 'web', id, name: t`${id as never}`, status: t`${status as never}`, error: t``, finishedAt: undefined },
  ...change,
});
const progress = {
  ...{ id: 'r', status: t`FAILED`, createdAt: now - 2 * day, finishedAt: now - day },
  destinations: [
    at('Braze', 'FINISHED', { finishedAt: now - 90 * minute }),
    at('HubSpot', 'RUNNING'),
    at('Iterable', 'NOT_SUPPORTED', { error: t`no endpoint` }),
    at('Ledger', 'FAILED', { sourceId: 'gone' }),
  ],
};
const entry = {
  ...{ id: 'r', type: t`SUPPRESS_WITH_DELETE`, status: t`FAILED` },
  subjects: { type: t`USER_ID`, count: 7, some: ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => t`•${id as never}`) },
};

const world = (change: object = {}, problems: Parameters<Snapshots['set']>[2] = []) =>
  snapshots()
    .set(resources.sources, [sourceWith('web', { name: t`Web` })])
    .set(read.regulations, [entry as never])
    .set(read.regulation('r'), { ...progress, ...change } as never, problems);

const place = placeOf(pages.regulation.id, { id: 'r' });
const drawn = (of: Snapshots) => drawnRows(regulation as never, { place, read: of.read });

test('a request is told whole: how far it is, whom it concerns, when, and what went wrong first at each source', () => {
  const rows = drawn(world());
  expect(textsOf(rows)).toEqual([
    'SUPPRESS_WITH_DELETE',
    'Status             ◆ failed',
    'Type               SUPPRESS_WITH_DELETE',
    'Whom               7 user ids  •a  •b  •c  •d  •e',
    'Created            Jan 13 12:30  2d',
    'Finished           Jan 14 12:30  after 1d',
    'Destinations       4  2 failed',
    'One destination that cannot delete makes the whole of it failed, as Segment counts.',
    'Web',
    'Iterable               ◆ not supported  no endpoint',
    'HubSpot                ○ running',
    'Braze                  ● finished  11:00',
    'gone',
    'Ledger                 ◆ failed',
  ]);
  expect(tonesAt(rows, 'Destinations')).toContain('bad:2 failed');
  expect(tonesAt(rows, 'Iterable')).toEqual(['warn:◆', 'warn:not supported', 'bad:no endpoint']);
  expect(tonesAt(rows, 'Braze')).toEqual(['good:●', 'dim:finished', 'dim:11:00']);
});

test.each<readonly [of: string, world: () => Snapshots, row: string, says: string]>([
  ['that runs', () => world({ status: t`RUNNING`, finishedAt: undefined }), 'Finished', 'not yet'],
  ['that runs', () => world({ status: t`RUNNING` }), 'Status', '○ running'],
  ['that ran for 30 days', () => world({ status: t`RUNNING`, createdAt: now - 30 * day }), 'Status', '○ running'],
  [
    'that runs for longer',
    () => world({ status: t`RUNNING`, createdAt: now - 30 * day - hour }),
    'Status',
    '○ running  over the 30 days that Segment promises',
  ],
  ['nobody knows the begin of', () => world({ createdAt: undefined }), 'Finished', 'Jan 14 12:30'],
  ['at no destination', () => world({ destinations: [] }), 'Destinations', '0'],
  ['of which some were lost', () => world({}, [problemWith({ kind: 'dropped-rows' })]), 'Destinations', '4+  2 failed'],
  [
    'of which all were lost',
    () => world({ destinations: [] }, [problemWith({ kind: 'dropped-rows' })]),
    'Destinations',
    '–',
  ],
  [
    'that could not be renewed',
    () => world().fail(read.regulation('r')),
    'Status',
    '◆ failed  not renewed: server error (500)',
  ],
])('of a request %s', (_, of, row, says) => {
  const found = textsOf(drawn(of())).find((text) => text.startsWith(row));
  expect(found?.slice(19)).toBe(says);
});

test('without its entry of the list it has no type; where all is well nothing is said of failures', () => {
  const well = { status: t`FINISHED`, destinations: [at('Braze', 'FINISHED')] };
  const rows = textsOf(drawn(world(well).set(read.regulations, [{ ...entry, id: 'other' } as never])));
  expect(rows).toEqual([
    'Regulation',
    'Status             ● finished',
    'Created            Jan 13 12:30  2d',
    'Finished           Jan 14 12:30  after 1d',
    'Destinations       1',
    'Web',
    'Braze                  ● finished',
  ]);
});

test('one that is not there is gone only once its answer came', () => {
  const empty = (of: Snapshots) => textsOf(drawn(of))[1];
  expect(empty(snapshots())).toContain('Reading the regulation…');
  expect(empty(snapshots().fail(read.regulation('r'), { kind: 'no-access', status: 403 }))).toContain(
    'the regulation: no access (403)',
  );
});
