import { exactOnset } from '../../../../source/domain/delivery/onset.ts';
import { t } from '../../../../source/domain/text.ts';
import { minute } from '../../../../source/domain/time.ts';
import { glyphs } from '../../../../source/theme/glyphs.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { verdictRows } from '../../../../source/views/delivery/destination/verdict.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import {
  destinationWith,
  failuresOf,
  metricsWith,
  period,
  problemWith,
  type Snapshots,
  snapshots,
  sourceWith,
} from '../../../workspace/snapshots.ts';

/** Ten minutes into a month, in UTC: who looks at times stubs the zone. */
export const now = Date.parse('2026-12-01T00:10:00Z');
export const destination = destinationWith('braze', 'web', { name: t`Braze` });

export const page = (connection: object, more: object = {}) =>
  ({
    connection: {
      id: 'braze',
      destination,
      source: sourceWith('web', { name: t`Web` }),
      snapshot: { problems: [] },
      judgement: { state: 'clean', trouble: false, raised: false },
      ...connection,
    },
    changes: { isWhole: true, known: true },
    ...more,
  }) as never;
export const told = (given: never, width = 200, world: Snapshots = snapshots()): readonly string[] => {
  return verdictRows(given, { read: world.read, period, now, glyphs: glyphs(false) } as never, width).map(({ line }) =>
    lineText(line).trimEnd(),
  );
};
export const bare = { read: snapshots().read, period, now, glyphs: glyphs(false) };
/** Tone of the first part of a row that says it. */
export const toneOf = (pattern: RegExp, given: never, world: Snapshots = snapshots()) =>
  verdictRows(given, { ...bare, read: world.read } as never, 200)
    .flatMap(({ line }) => line.spans)
    .find(({ text }) => pattern.test(text))?.tone;
export const lost = problemWith({ kind: 'dropped-rows', status: 200, message: t`3 rows could not be read` });

export const onset = exactOnset(now - 20 * minute);
export const failing = (connection: object = {}, more: object = {}) =>
  page(
    {
      state: 'failing',
      verdict: 'LOST',
      metrics: metricsWith({ firstTry: 75, discarded: 25 }),
      failedPercent: 25,
      judgement: { state: 'losing', trouble: true, raised: true, rate: 40 },
      ...connection,
    },
    more,
  );
export const world = (reasons: Parameters<typeof failuresOf>[0] = {}) =>
  snapshots().set(resources.failures(period, destination), failuresOf(reasons));
export const rows = (connection: object = {}, more: object = {}, width = 200, of = world()) =>
  told(failing(connection, more), width, of);
