import { noPrivacy, ownMask } from '../../../../source/domain/privacy/local.ts';
import { t } from '../../../../source/domain/text.ts';
import { type ReportFacts, type ReportSubject, reportFacts } from '../../../../source/views/watch/report/facts.ts';
import * as resources from '../../../../source/workspace/resources/common.ts';
import { overview } from '../../../../source/workspace/watch/overview.ts';
import {
  destinationWith,
  now,
  period,
  problemWith,
  readingWith,
  snapshots,
  sourceWith,
  syncWith,
  warehouseWith,
} from '../../../workspace/snapshots.ts';

export const braze = destinationWith('braze', 'web');
export const lost = [problemWith({ kind: 'dropped-rows', status: 200 })];

/** A connection, a source and a warehouse, of which these answers came. */
export function world() {
  return snapshots()
    .set(resources.sources, [sourceWith('web')])
    .set(resources.destinations, [braze])
    .set(resources.warehouses, [warehouseWith('dwh')])
    .set(resources.metrics(period, braze), readingWith({ firstTry: 90, discarded: 8, expired: 2, retrying: 5 }));
}

export function factsOf(kind: ReportSubject['kind'], change: Partial<ReportFacts> = {}, of = world()): ReportFacts {
  const picture = overview(of.read, period, now, {});
  const subject: ReportSubject =
    kind === 'destination'
      ? { kind, connection: picture.fleet.connections[0]! }
      : kind === 'source'
        ? { kind, flow: picture.flow.flows[0]! }
        : { kind, storage: picture.storage[0]! };
  const context = {
    ...{ overview: picture, read: of.read, period, now, local: { privacy: noPrivacy } },
    keyOf: (command: string) => (command === 'replay' ? t`ctrl+r` : t``),
  };
  return { ...reportFacts(context as never, subject), own: ownMask(noPrivacy), ...change };
}

export const fine = (discarded: number) =>
  world().set(resources.metrics(period, braze), readingWith({ firstTry: 90, discarded }));
export const failing = () =>
  world().set(resources.warehouseSyncs('dwh'), [
    syncWith(1, 'failure'),
    syncWith(2, 'failure'),
    syncWith(3, 'success'),
  ]);
