import { describe, expect, it } from 'vitest';
import type { Mapping } from '../../../source/domain/delivery/mappings.ts';
import type { SyncStatus } from '../../../source/domain/entities.ts';
import type { ReverseEtlModel, ReverseEtlSync } from '../../../source/domain/storage/reverse-etl.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { hour } from '../../../source/domain/time.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { mappings, reverseEtlModels, reverseEtlSyncs } from '../../../source/workspace/resources/pages.ts';
import { modelsOf, reverseEtl } from '../../../source/workspace/storage/reverse-etl.ts';
import { destinationWith, now, problemWith, type Snapshots, snapshots, sourceWith } from '../snapshots.ts';

const model = (id: string, change: Partial<ReverseEtlModel> = {}): ReverseEtlModel => ({
  ...{ id, sourceId: 'wh', name: sanitise(id), description: t``, enabled: true, query: t``, identifierColumn: t`id` },
  ...change,
});
const mapping = (id: string, modelId: string | undefined, change: Partial<Mapping> = {}): Mapping => ({
  ...{
    id,
    destinationId: 'd',
    name: sanitise(id),
    enabled: true,
    actionId: 'a',
    actionSlug: t`a`,
    trigger: t``,
    settings: {},
  },
  ...(modelId === undefined ? {} : { modelId }),
  ...change,
});
/** Runs from the newest on, an hour apart. */
const runsOf = (...statuses: readonly SyncStatus[]): ReverseEtlSync[] =>
  statuses.map((status, ago) => ({
    ...{ id: `r${ago}`, modelId: 'm', sourceId: 'wh', status, word: sanitise(status), start: now - ago * hour },
    ...{ duration: t`1m`, error: t``, errorCode: t`` },
  }));

/** One model, one destination of its source with one mapping, and the runs between them. */
function world(runs: readonly SyncStatus[] | undefined, change: { model?: object; mapping?: object } = {}): Snapshots {
  const all = snapshots()
    .set(resources.sources, [sourceWith('wh')])
    .set(resources.destinations, [destinationWith('d', 'wh'), destinationWith('other', 'web')])
    .set(reverseEtlModels, [model('m', change.model)])
    .set(mappings('d'), [mapping('s', 'm', change.mapping), mapping('events', undefined)]);
  if (runs) all.set(reverseEtlSyncs('m', 's'), { items: runsOf(...runs) } as never);
  return all;
}
const rowOf = ({ read }: Snapshots) => reverseEtl(read).rows[0]!;

describe('the runs of a model for a mapping', () => {
  it.each<readonly [string, readonly SyncStatus[] | undefined, string, number, number | undefined]>([
    ['the newest is good', ['success', 'failure'], 'ok', 0, 0],
    ['the newest failed', ['failure', 'success'], 'failing', 1, 1],
    ['three failed in a row', ['failure', 'failure', 'failure', 'success'], 'failing', 3, 3],
    ['all that were read failed', ['failure', 'failure'], 'failing', 2, undefined],
    ['a running one says nothing yet', ['running', 'failure', 'success'], 'failing', 1, 2],
    ['the first one runs', ['running'], 'running', 0, undefined],
    ['a part was loaded', ['partial', 'failure', 'success'], 'partial', 0, 2],
    ['no runs', [], 'no-runs', 0, undefined],
    ['not read', undefined, 'unknown', 0, undefined],
  ])('%s', (_, runs, state, failedInRow, goodAgo) => {
    const row = rowOf(world(runs));
    expect(row).toMatchObject({ id: 'm:s', state, failedInRow, mappings: { kind: 'whole' } });
    expect(row.lastGood?.start).toBe(goodAgo === undefined ? undefined : now - goodAgo * hour);
    expect(row.latest?.status).toBe(runs?.[0]);
  });

  it.each<readonly [string, readonly SyncStatus[], string | undefined, lost: boolean, expected: boolean]>([
    ['a good one precedes', ['failure', 'success'], 'more', false, false],
    ['a part was loaded before', ['failure', 'partial'], 'more', false, false],
    ['all that there are failed', ['failure', 'failure'], undefined, false, false],
    ['all that were read failed, and there are more', ['failure', 'failure'], 'more', false, true],
    ['one was lost', ['failure', 'success'], undefined, true, true],
    ['none failed', ['success'], 'more', true, false],
  ])('may be more failures than were read: %s', (_, runs, next, lost, expected) => {
    const all = world(runs);
    const problems = lost ? [problemWith({ kind: 'dropped-rows' })] : [];
    all.set(reverseEtlSyncs('m', 's'), { items: runsOf(...runs), ...(next && { next }) }, problems);
    expect(rowOf(all).isAtLeast).toBe(expected);
  });

  it.each([
    ['the model is off', { model: { enabled: false } }],
    ['the mapping is off', { mapping: { enabled: false } }],
  ])('counts as disabled where %s, whatever its last run was', (_, change) => {
    expect(rowOf(world(['failure'], change)).state).toBe('disabled');
  });

  it('is not known to have no runs where a part of them was lost', () => {
    const all = world([]);
    all.set(reverseEtlSyncs('m', 's'), { items: [] } as never, [
      { kind: 'invalid', message: t`lost`, operation: t`GET /x` } as never,
    ]);
    expect(rowOf(all).state).toBe('unknown');
  });
});

describe('a model that no mapping takes', () => {
  it('is unmapped only once all mappings of its source have been read', () => {
    const unmapped = world(undefined, { mapping: { modelId: 'another' } });
    expect(rowOf(unmapped)).toMatchObject({ id: 'm', state: 'unmapped', runs: undefined, failedInRow: 0 });
    const unread = snapshots()
      .set(resources.destinations, [destinationWith('d', 'wh')])
      .set(reverseEtlModels, [model('m')]);
    expect(rowOf(unread)).toMatchObject({ state: 'unknown', mappings: { kind: 'reading', read: 1, of: 2 } });
  });

  it('is disabled where it is off', () => {
    expect(rowOf(world(undefined, { model: { enabled: false }, mapping: { modelId: 'another' } })).state).toBe(
      'disabled',
    );
  });
});

describe('all models', () => {
  const many = () =>
    snapshots()
      .set(resources.sources, [sourceWith('wh')])
      .set(resources.destinations, [destinationWith('d', 'wh'), destinationWith('e', 'wh'), destinationWith('f', 'wh')])
      .set(
        reverseEtlModels,
        ['ok', 'bad', 'worse', 'part', 'none', 'off'].map((id) => model(id, { enabled: id !== 'off' })),
      )
      .set(
        mappings('d'),
        ['ok', 'bad', 'worse', 'part'].map((id) => mapping(id, id)),
      )
      .set(reverseEtlSyncs('ok', 'ok'), { items: runsOf('success') } as never)
      .set(reverseEtlSyncs('bad', 'bad'), { items: runsOf('failure', 'success') } as never)
      .set(reverseEtlSyncs('worse', 'worse'), { items: runsOf('failure', 'failure', 'success') } as never)
      .set(reverseEtlSyncs('part', 'part'), { items: runsOf('partial') } as never)
      .fail(mappings('f'), { status: 403, kind: 'no-access' });

  it('come worst first: more failures in a row before fewer, what is fine late, what is off last', () => {
    expect(reverseEtl(many().read).rows.map(({ model: { id } }) => id)).toEqual([
      'worse',
      'bad',
      'part',
      'none',
      'ok',
      'off',
    ]);
  });

  it('come by name where they stand the same, those that run before those that were not read, then what is fine', () => {
    const ids = ['z', 'fine', 'runs', 'b', 'a'];
    const all = snapshots()
      .set(resources.destinations, [destinationWith('d', 'wh')])
      .set(
        reverseEtlModels,
        ids.map((id) => model(id)),
      )
      .set(
        mappings('d'),
        ids.map((id) => mapping(id, id)),
      )
      .set(reverseEtlSyncs('fine', 'fine'), { items: runsOf('success') } as never)
      .set(reverseEtlSyncs('runs', 'runs'), { items: runsOf('running') } as never);
    expect(reverseEtl(all.read).rows.map(({ model: { id }, state }) => [id, state])).toEqual([
      ['runs', 'running'],
      ['a', 'unknown'],
      ['b', 'unknown'],
      ['z', 'unknown'],
      ['fine', 'ok'],
    ]);
  });

  it('come by name and mapping, whatever order they were read in', () => {
    const models = ['b', 'c', 'a'].map((id) => model(id));
    const fed = ['s2', 's1'].map((id) => mapping(id, 'b'));
    for (const [all, taken] of [
      [models, fed],
      [models.toReversed(), fed.toReversed()],
    ] as const) {
      const of = snapshots()
        .set(resources.sources, [sourceWith('wh')])
        .set(resources.destinations, [destinationWith('d', 'wh')])
        .set(reverseEtlModels, all)
        .set(mappings('d'), [...taken, mapping('s3', 'c'), mapping('s4', 'a')]);
      expect(reverseEtl(of.read).rows.map(({ id }) => id)).toEqual(['a:s4', 'b:s1', 'b:s2', 'c:s3']);
    }
  });

  it('come in one order of all states, and none before anything was read', () => {
    const runs = { ok: ['success'], b: ['running'], bare: [], part: ['partial'], bad: ['failure'] } as const;
    const ids = ['off', 'free', 'unread', ...Object.keys(runs)];
    const all = snapshots()
      .set(resources.destinations, [destinationWith('d', 'wh')])
      .set(
        reverseEtlModels,
        ids.map((id) => model(id, { enabled: id !== 'off' })),
      )
      .set(
        mappings('d'),
        ids.map((id) => mapping(id, id === 'free' ? 'another' : id)),
      );
    for (const [id, statuses] of Object.entries(runs))
      all.set(reverseEtlSyncs(id, id), { items: runsOf(...statuses) } as never);
    expect(reverseEtl(all.read).rows.map(({ model: { id }, state, isAtLeast }) => [id, state, isAtLeast])).toEqual([
      ['bad', 'failing', false],
      ['part', 'partial', false],
      ['bare', 'no-runs', false],
      ['b', 'running', false],
      ['unread', 'unknown', false],
      ['ok', 'ok', false],
      ['free', 'unmapped', false],
      ['off', 'disabled', false],
    ]);
    expect(reverseEtl(snapshots().read)).toMatchObject({ rows: [], waiting: 0, refused: [] });
    const unlisted = snapshots().set(reverseEtlModels, [model('m')]);
    expect(rowOf(unlisted)).toMatchObject({ state: 'unknown', mappings: { kind: 'reading' } });
  });

  it('are of one source or one model where that is asked for', () => {
    const { read } = many();
    expect(modelsOf(read, { model: 'bad' }).map(({ id }) => id)).toEqual(['bad']);
    expect(modelsOf(read, { source: 'wh' })).toHaveLength(6);
    expect(modelsOf(read, { source: 'another' })).toEqual([]);
    expect(modelsOf(read, { source: 'wh', model: 'another' })).toEqual([]);
  });

  it('tell which destinations have not told their mappings yet, and which refuse', () => {
    const all = many();
    const listed = all.read(resources.destinations).data!;
    all.set(resources.destinations, [...listed, destinationWith('g', 'wh'), destinationWith('h', 'wh')]);
    const { waiting, refused, standing } = reverseEtl(all.read);
    expect([waiting, refused.map(({ destination }) => destination.id), standing.kind]).toEqual([3, ['f'], 'failed']);
  });
});
