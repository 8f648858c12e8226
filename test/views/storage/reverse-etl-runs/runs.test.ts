import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { hour, minute } from '../../../../source/domain/time.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { oneRun, runRows } from '../../../../source/views/storage/reverse-etl-runs/index.ts';
import { now, problemWith } from '../../../workspace/snapshots.ts';

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
