import type { FlowQuery } from '../world.ts';
import { deliveryContributions, sourceContributions, watermarks } from './contributions.ts';
import type { DeliveryFlow } from './delivery-flow.ts';
import type { DeliveryModel } from './delivery-model.ts';
import { type Gatherer, put } from './gatherer.ts';
import { piecesOf } from './pieces.ts';
import type { SourceFlow } from './source-flow.ts';
import type { SourceModel } from './source-model.ts';

/** A query with the filters that are left once the sources are chosen, and the time. */
export interface Asked extends FlowQuery {
  readonly now: number;
}

const noMappings: readonly (string | undefined)[] = [];

/** Adds one source's part of a step before delivery. */
export function gatherSource(into: Gatherer, flow: SourceFlow, model: SourceModel, asked: Asked): void {
  if (needsNoSplit(asked, model)) return gatherTotals(into, flow, model, asked);
  for (const piece of piecesOf(asked.span, asked.now, asked.bucket, model.cuts))
    for (const each of sourceContributions(flow, model, asked.step, piece)) into.add(piece.at, model, noMappings, each);
}

/** Whether the undivided count answers the query: nothing is grouped, and nothing was filtered out. */
function needsNoSplit({ step, filter, groupBy }: Asked, model: SourceModel): boolean {
  const undivided = groupBy.every((dimension) => dimension === 'source') && Object.keys(filter).length === 0;
  return undivided && (step === 'successfully-received' || (step === 'volume' && model.ingest.length === 0));
}

function gatherTotals(into: Gatherer, flow: SourceFlow, model: SourceModel, asked: Asked): void {
  const labels = asked.groupBy.map((dimension) => [dimension, model.id] as const);
  let group: ReturnType<Gatherer['group']> | undefined;
  for (const { at, stretch, from, to } of piecesOf(asked.span, asked.now, asked.bucket, model.cuts)) {
    const events = flow.total(model, stretch, to) - (from === stretch.start ? 0 : flow.total(model, stretch, from));
    if (events <= 0) continue;
    group ??= into.group(labels);
    put(group, at, events, 'count');
  }
}

/** Adds one connection's part of a delivery step. */
export function gatherDelivery(into: Gatherer, flow: DeliveryFlow, model: DeliveryModel, asked: Asked): void {
  for (const piece of piecesOf(asked.span, asked.now, asked.bucket, model.cuts, watermarks(asked.now)))
    for (const each of deliveryContributions(flow, model, asked.step, piece, asked.now))
      into.add(piece.at, model.source, model.mappings, each);
}
