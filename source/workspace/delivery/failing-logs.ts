import { floorTo, type Period } from '../../domain/time.ts';
import { lostIn } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import * as resources from '../resources/common.ts';
import type { Connection, Fleet } from './fleet.ts';

/** A destination that fails and whose failure logs can be asked for. */
export interface FailingLogs {
  readonly destinationId: string;
  readonly collectionId: string;
  /** Begins of the hours in which it failed, ms; undefined while they are not known. */
  readonly hours: readonly number[] | undefined;
  /** A part of the report was lost: it may have failed in other hours too. */
  readonly isPart?: true;
}

/** Those that fail and have a collection, what began last first: that is what somebody looks for. */
export function failingLogs(
  { failing }: Pick<Fleet, 'failing'>,
  read: Read,
  period: Period,
  collections: Readonly<Record<string, string>>,
): readonly FailingLogs[] {
  return failing
    .filter(({ id }) => Object.hasOwn(collections, id))
    .toSorted((a, b) => begunAt(b) - begunAt(a))
    .map(({ id, destination }) => {
      const report = read(resources.failures(period, destination));
      return {
        destinationId: id,
        collectionId: collections[id]!,
        hours: hoursOf(report.data?.rows),
        ...(lostIn(report) ? { isPart: true as const } : {}),
      };
    });
}

/** What has always failed a little is no news. */
const begunAt = ({ onset }: Connection): number => onset?.since ?? 0;

function hoursOf(
  rows: readonly { readonly series: readonly { readonly at: number; readonly count: number }[] }[] | undefined,
): readonly number[] | undefined {
  if (!rows) return undefined;
  const failed = rows.flatMap(({ series }) =>
    series.filter(({ count }) => count > 0).map(({ at }) => floorTo(at, 'HOUR')),
  );
  return [...new Set(failed)];
}
