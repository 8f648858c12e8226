import { expect, test } from 'vitest';
import type { ReverseEtlSync } from '../../../source/domain/storage/reverse-etl.ts';
import { runAdvice, runErrorCode } from '../../../source/domain/storage/reverse-etl-causes.ts';
import { t } from '../../../source/domain/text.ts';

const run = (change: Partial<ReverseEtlSync>): ReverseEtlSync => ({
  ...{ id: '1', modelId: 'm', sourceId: 's', status: 'failure', word: t`FAIL`, start: 0, duration: t`` },
  ...{ error: t``, errorCode: t`` },
  ...change,
});

test.each<readonly [string, Partial<ReverseEtlSync>, RegExp | undefined]>([
  ['a good run', { status: 'success' }, undefined],
  ['one that runs', { status: 'running' }, undefined],
  ['cancelled', { word: t`CANCELED`, status: 'unknown' }, /cancelled.*not sent again/],
  ['the query failed', { extract: { errorCode: t`X` } }, /could not be read.*query/],
  ['no rights', { error: t`permission denied`, extract: { errorCode: t`X` } }, /Permission denied.*Grant/],
  ['nothing told', {}, /could not be read/],
  ['a code of the query', { errorCode: t`EXTRACT_ENDED`, load: { errorCode: t``, failed: 0n } }, /could not be read/],
  ['a state that is not known', { status: 'unknown', word: t`NEW` }, undefined],
  [
    'the same, records were refused',
    { status: 'unknown', load: { errorCode: t``, failed: 3n } },
    /refused the records/,
  ],
  ['the same, the query failed', { status: 'unknown', extract: { errorCode: t`X` } }, /could not be read/],
  ['the same, with a code', { status: 'unknown', errorCode: t`Y` }, /refused the records/],
  ['records refused', { load: { errorCode: t`Y`, failed: 3n } }, /refused the records.*14 days or five runs/],
  ['some refused', { status: 'partial', load: { errorCode: t``, failed: 3n } }, /took some records/],
])('advice on %s', (_, change, said) => {
  const advice = runAdvice(run(change));
  if (said) expect(`${advice?.cause} ${advice?.action}`).toMatch(said);
  else expect(advice).toBeUndefined();
});

test('the error code stands wherever the API put it', () => {
  expect(runErrorCode(run({ errorCode: t`A`, extract: { errorCode: t`B` } }))).toBe('A');
  expect(runErrorCode(run({ extract: { errorCode: t`B` } }))).toBe('B');
  expect(runErrorCode(run({ load: { errorCode: t`C` } }))).toBe('C');
  expect(runErrorCode(run({}))).toBe('');
});
