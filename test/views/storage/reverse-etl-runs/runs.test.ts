import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { hour, minute } from '../../../../source/domain/time.ts';
import { placeOf } from '../../../../source/state/place.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import {
  factRows,
  oneRun,
  runRows,
  runsAt,
  whyAbsent,
} from '../../../../source/views/storage/reverse-etl-runs/index.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { mappings, reverseEtlModels } from '../../../../source/workspace/resources/pages.ts';
import {
  destinationWith,
  now,
  problemWith,
  type Snapshots,
  snapshots,
  sourceWith,
} from '../../../workspace/snapshots.ts';

beforeEach(() => void vi.stubEnv('TZ', 'UTC'));
afterEach(() => void vi.unstubAllEnvs());

const start = now - hour;
const run = {
  ...{ id: 'run-1', modelId: 'm', sourceId: 's', status: 'success', word: t`SUCCESS`, start, duration: t`4m12s` },
  ...{ error: t``, errorCode: t`` },
};
const extract = { errorCode: t``, start, end: start + 2 * minute, added: 3n, updated: 2n, deleted: 0n, extracted: 5n };
const load = { errorCode: t``, start: start + 2 * minute, delivered: 4n, failed: 1n };
const rowsOf = (change: object, isOpen: boolean) =>
  oneRun({ ...run, ...change } as never, isOpen, { glyphs: glyphs(false), now }, 100);
const texts = (change: object, isOpen = true) => rowsOf(change, isOpen).map(({ line }) => lineText(line).trimEnd());

describe('a run of a model', () => {
  it.each<readonly [of: string, change: object, row: string]>([
    ['that ended well', { extract, load }, '▸ ● 11:30        Successful      4m12s   extracted 5  loaded 4  failed 1'],
    [
      'that tells no counts',
      { status: 'running', word: t`IN_PROGRESS`, duration: t`` },
      '▸ · 11:30        In progress             extracted –  loaded –  failed –',
    ],
    [
      'that moved nothing',
      { extract: { ...extract, extracted: 0n }, load: { ...load, delivered: 0n, failed: 0n } },
      '▸ ● 11:30        Successful      4m12s   extracted 0  loaded 0  failed 0',
    ],
  ])('%s is one row while it is folded', (_, change, row) => {
    expect(texts(change, false)).toEqual([row]);
  });

  it('is red where records failed', () => {
    const last = (change: object) => rowsOf({ load: { ...load, ...change } }, false)[0]!.line.spans.at(-1)!;
    expect([last({}), last({ failed: 0n }), last({ failed: undefined })].map(({ tone }) => tone)).toEqual([
      'bad',
      'dim',
      'dim',
    ]);
    expect(rowsOf({}, false)[0]).toMatchObject({ key: 'run:run-1', fold: 'run-1' });
  });

  it('tells its phases where it is unfolded', () => {
    expect(texts({ extract, load })).toEqual([
      '▾ ● 11:30        Successful      4m12s   extracted 5  loaded 4  failed 1',
      '    Extract            3 added, 2 updated, 0 deleted  11:30 to 11:32',
      '    Load               4 delivered, 1 failed  from 11:32',
      '    Run id             run-1',
    ]);
  });

  it.each([
    ['running', 'not yet'],
    ['failure', 'it did not come to that'],
    ['success', 'not given'],
    ['partial', 'not given'],
    ['unknown', 'not given'],
  ])('that is %s and tells of no phase: its load is %s', (status, text) => {
    const rows = texts({ status });
    expect(rows.slice(1, 3)).toEqual(['    Extract            not given', `    Load               ${text}`]);
  });

  it('that failed tells its code, its error, the cause and what helps', () => {
    const rows = texts({
      status: 'failure',
      word: t`FAILED`,
      errorCode: t`LOAD_REJECTED`,
      error: t`no such field`,
      extract,
      load,
    });
    expect(rows[0]).toMatch(/^▾ ◆ 11:30 {8}Failed /);
    expect(rows.slice(3, 5)).toEqual(['    Error code         LOAD_REJECTED', '    Error              no such field']);
    expect(rows[5]).toBe('    Cause              The destination refused the records.');
    expect(rows[6]).toMatch(/^ {4}What helps {9}Look at the mapping/);
  });
});

describe('the runs of a model', () => {
  const place = { view: 'reverse-etl-runs', params: {}, panes: {} };
  const whole = { kind: 'whole', proof: {} };
  const told = (runs: object | undefined, mapping: object | undefined = {}) =>
    runRows(
      { runs: runs && { problems: [], status: 'ready', version: 1, ...runs }, mapping, mappings: whole } as never,
      { glyphs: glyphs(false), now, place } as never,
      100,
    ).map(({ line }) => lineText(line).trimEnd());
  const one = '▸ ● 11:30        Successful      4m12s   extracted –  loaded –  failed –';
  const failed = { ...run, id: 'run-2', status: 'failure', word: t`FAILED`, error: t`no` };
  const lost = problemWith({ kind: 'dropped-rows', status: 200, message: t`3 rows could not be read` });

  it.each<readonly [of: string, runs: object | undefined, rows: readonly string[]]>([
    ['none, as no mapping takes it', undefined, ['None: a model runs for the mappings that take it.']],
    ['not read', {}, ['Reading runs…']],
    ['refused', { error: problemWith() }, ['server error (500)', 'boom']],
    ['none', { data: { items: [] } }, ['No runs yet.']],
    [
      'none in what was read',
      { data: { items: [] }, problems: [lost] },
      ['runs: none in what was read; 3 rows could not be read'],
    ],
    ['all of them', { data: { items: [run] } }, [one]],
    ['old', { data: { items: [run] }, error: problemWith() }, ['not renewed: server error (500)', one]],
    ['the newest', { data: { items: [run], next: 'page' } }, [one, 'older runs are not read']],
    [
      'some of the newest',
      { data: { items: [run], next: 'page' }, problems: [lost] },
      [one, 'not all of them: 3 rows could not be read', 'older runs are not read'],
    ],
  ])('that are %s', (_, runs, rows) => {
    expect(told(runs)).toEqual(rows);
  });

  it('the newest that did not end well is open', () => {
    const rows = told({ data: { items: [run, failed, { ...failed, id: 'run-3' }] } });
    expect(rows.filter((row) => /^[▸▾]/.test(row)).map((row) => row.slice(0, 4))).toEqual(['▸ ● ', '▾ ◆ ', '▸ ◆ ']);
  });
});

describe('what is told of a model', () => {
  const whole = { kind: 'whole', proof: {} };
  const reading = { kind: 'reading', read: 1, of: 2 };
  const model = { id: 'm', name: t`Scores`, sourceId: 'dwh', identifierColumn: t`user_id`, description: t`` };
  const schedule = { strategy: t`PERIODIC`, config: { interval: 3_600 } };
  const mapping = { id: 'map', name: t`Update`, schedule };
  const destination = destinationWith('braze', 'dwh');
  const runs = { data: { items: [] }, problems: [], status: 'ready', version: 1 };
  const bare = {
    ...{ id: 'm:map', model, source: sourceWith('dwh', { name: t`Lake` }), mapping, destination, runs },
    ...{ latest: undefined, mappings: whole, failedInRow: 0, isAtLeast: false, lastGood: undefined, state: 'ok' },
  };
  const rows = (change: object) =>
    factRows({ ...bare, ...change } as never, { glyphs: glyphs(false), now } as never, 80);
  const told = (change: object) => rows(change).map(({ line }) => lineText(line).trimEnd().replace(/ {3,}/, ' | '));

  it.each<readonly [of: string, change: object, rows: readonly string[]]>([
    [
      'that runs',
      { lastGood: { ...run, end: start + 2 * minute } },
      [
        'Status | ● good',
        'Last good run | 11:30  58m ago',
        'Source | Lake',
        'Destination | braze',
        'Mapping | Update',
        'Runs | every 1h',
        'Identifier | user_id',
      ],
    ],
    [
      'that failed twice, of whose run no end is given, with words of its own',
      {
        ...{ state: 'failing', failedInRow: 2, lastGood: run, mapping: { ...mapping, schedule: undefined } },
        model: { ...model, description: t`Who may leave` },
        source: undefined,
      },
      [
        'Status | ◆ failing  2 runs failed in a row',
        'Last good run | 11:30  1h ago',
        'Source | dwh',
        'Destination | braze',
        'Mapping | Update',
        'Runs | no schedule given',
        'Identifier | user_id',
        'About | Who may leave',
      ],
    ],
    [
      'that failed once',
      { state: 'failing', failedInRow: 1 },
      [
        'Status | ◆ failing',
        'Last good run | none among the runs read',
        'Source | Lake',
        'Destination | braze',
        'Mapping | Update',
        'Runs | every 1h',
        'Identifier | user_id',
      ],
    ],
    [
      'that nothing takes',
      { state: 'unmapped', mapping: undefined, destination: undefined, runs: undefined },
      [
        'Status | △ no mapping',
        'Last good run | none among the runs read',
        'Source | Lake',
        'Mapping | none takes this model: its rows go nowhere',
        'Identifier | user_id',
      ],
    ],
    [
      'of which nobody knows yet what takes it',
      { state: 'unknown', mapping: undefined, destination: undefined, runs: undefined, mappings: reading },
      [
        'Status | ○ reading…',
        'Last good run | Reading runs: 1 of 2 so far',
        'Source | Lake',
        'Mapping | Reading mappings: 1 of 2 so far',
        'Identifier | user_id',
      ],
    ],
  ])('%s', (_, change, expected) => {
    expect(told(change)).toEqual(expected);
  });

  it('leads to its source, its destination and its mapping', () => {
    const opened = rows({}).flatMap(({ key, open }) => (open ? [[key, open.view, open.params]] : []));
    expect(opened).toEqual([
      ['source', 'source', { id: 'dwh' }],
      ['destination', 'destination', { id: 'braze' }],
      ['mapping', 'mapping', { id: 'braze', mapping: 'map' }],
    ]);
  });
});

describe('the runs that are asked for', () => {
  const taken = (id: string, modelId: string) => ({ id, modelId, name: t`Takes`, enabled: true }) as never;
  const world = () =>
    snapshots()
      .set(resources.destinations, [destinationWith('braze', 'dwh'), destinationWith('zendesk', 'dwh')])
      .set(reverseEtlModels, [{ id: 'm', sourceId: 'dwh', name: t`Scores`, enabled: true } as never])
      .set(mappings('braze'), [taken('one', 'm'), taken('two', 'm'), taken('three', 'other')]);
  const all = () => world().set(mappings('zendesk'), []);
  const none = () => all().set(mappings('braze'), []);
  const at = ({ read }: Snapshots, model: string, mapping?: string) => ({
    read,
    place: placeOf('reverse-etl-runs', { model, ...(mapping === undefined ? {} : { mapping }) }),
    keyOf: () => t``,
  });

  it.each<readonly [of: string, world: Snapshots, mapping: string | undefined, row: string | undefined]>([
    ['those of the mapping', all(), 'two', 'two'],
    ['of no mapping: the first', all(), undefined, 'one'],
    ['of a mapping that takes another model: none of the others', all(), 'three', undefined],
    ['of a mapping that is gone, of a model that no other takes', none(), 'two', 'no mapping'],
  ])('%s', (_, read, mapping, row) => {
    const found = runsAt(at(read, 'm', mapping));
    expect(found && (found.mapping?.id ?? 'no mapping')).toBe(row);
  });

  it.each<readonly [of: string, world: Snapshots, model: string, kind: string, title: string]>([
    ['the mapping is gone', all(), 'm', 'empty', 'The mapping no longer takes this model'],
    ['it may be one that is still to be read', world(), 'm', 'loading', 'Reading mappings: 2 of 3 so far'],
    ['or one that could not be', world().fail(mappings('zendesk')), 'm', 'error', 'mappings: server error (500)'],
    ['the model is gone', all(), 'gone', 'empty', 'This model is no longer in the workspace'],
    ['models are still to be read', snapshots(), 'm', 'loading', 'Reading models…'],
  ])('and where there are none: %s', (_, read, model, kind, title) => {
    expect(whyAbsent(at(read, model, 'four'))).toMatchObject({ kind, title });
  });
});
