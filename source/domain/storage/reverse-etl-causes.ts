import { type SafeText, t } from '../text.ts';
import type { ReverseEtlSync } from './reverse-etl.ts';
import { syncCause } from './sync-causes.ts';

/** Why a run of a model did not end well, and what helps (rule 121). */
export interface RunAdvice {
  readonly cause: SafeText;
  readonly action: SafeText;
}

const again = t`Records that failed are tried again for up to 14 days or five runs; runs less than two hours apart may not show them at once.`;

/** The error code that a run gives, wherever it stands. */
export function runErrorCode({ errorCode, extract, load }: ReverseEtlSync): SafeText {
  return errorCode || extract?.errorCode || load?.errorCode || t``;
}

/** What stopped a run, as far as it tells; undefined for one that ended well or still runs. */
export function runAdvice(run: ReverseEtlSync): RunAdvice | undefined {
  if (/cancel/i.test(run.word))
    return {
      cause: t`It was cancelled.`,
      action: t`Its records are not sent again: the next run takes what changes from now on. A reset of the model sends everything.`,
    };
  if (run.status === 'success' || run.status === 'running') return undefined;
  const code = runErrorCode(run);
  // A word that is not known says nothing by itself.
  if (run.status === 'unknown' && code === '' && !run.load?.failed) return undefined;
  const inExtract = (run.extract?.errorCode ?? '') !== '' || /extract|query|warehouse|model/i.test(code);
  if (inExtract || (run.status === 'failure' && !run.load)) {
    const known = syncCause(`${run.error} ${code}`);
    return {
      cause: known.kind === 'unknown' ? t`Rows could not be read from the warehouse.` : known.cause,
      action:
        known.kind === 'unknown'
          ? t`Run the model's query with Segment's user; check its rights, the warehouse's reach and time limits. The next run starts from the last good one.`
          : known.action,
    };
  }
  return {
    cause:
      run.status === 'partial'
        ? t`The destination took some records and refused others.`
        : t`The destination refused the records.`,
    action: t`Look at the mapping's required fields and at the destination's own answer in the web app. ${again}`,
  };
}
