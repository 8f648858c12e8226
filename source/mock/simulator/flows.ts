import type { FlowQuery, Span } from '../world.ts';
import {
  deliveryContributions,
  deliveryRows,
  type Phase,
  phaseOf,
  type ShownRow,
  sourceContributions,
  sourceRows,
  watermarks,
} from './contributions.ts';
import type { DeliveryFlow } from './delivery-flow.ts';
import type { DeliveryModel } from './delivery-model.ts';
import { type Gatherer, type Group, put } from './gatherer.ts';
import { type Piece, piecesOf, type Stretch } from './pieces.ts';
import { between, type SourceFlow } from './source-flow.ts';
import type { SourceModel } from './source-model.ts';

/** A query with the filters that are left once the sources are chosen, and the time. */
export interface Asked extends FlowQuery {
  readonly now: number;
}

const noMappings: readonly (string | undefined)[] = [];

/** Adds one source's part of a step before delivery. */
export function gatherSource(into: Gatherer, flow: SourceFlow, model: SourceModel, asked: Asked): void {
  const pieces = piecesOf(asked.span, asked.now, asked.bucket, model.cuts);
  const rows = sourceRows(model, asked.step);
  if (rows && needsNoLeaves(asked, ['source', 'discardReason'])) {
    const sums = new RowSums(into, model, (stretch, moment) => flow.sums(model, stretch, moment));
    for (const piece of pieces) sums.add(piece, rows);
  } else if (!rows && needsNoLeaves(asked, ['source'])) {
    gatherTotals(into, flow, model, asked.step, pieces);
  } else
    for (const piece of pieces)
      for (const each of sourceContributions(flow, model, asked.step, piece))
        into.add(piece.at, model, noMappings, each);
}

/** Whether all leaves together answer the query: nothing is grouped or filtered but by what they have in common. */
function needsNoLeaves({ filter, groupBy }: Asked, common: readonly string[]): boolean {
  return [...groupBy, ...Object.keys(filter)].every((dimension) => common.includes(dimension));
}

function gatherTotals(
  into: Gatherer,
  flow: SourceFlow,
  model: SourceModel,
  step: FlowQuery['step'],
  pieces: readonly Piece[],
): void {
  const upTo = (stretch: Stretch, moment: number) =>
    step === 'volume' ? flow.accepted(model, stretch, moment) : flow.total(model, stretch, moment);
  let group: Group | null | undefined;
  let before = 0;
  for (const { at, stretch, from, to } of pieces) {
    if (from === stretch.start) before = 0;
    else if (from === pieces[0]?.from) before = upTo(stretch, from);
    const total = upTo(stretch, to);
    const events = total - before;
    before = total;
    if (events <= 0) continue;
    group ??= into.groupOf(model, undefined);
    if (group !== null) put(group, at, events, 'count');
  }
}

/** Events that a source got in a span. */
export function receivedIn(flow: SourceFlow, model: SourceModel, span: Span, now: number): number {
  const events = ({ stretch, from, to }: Piece): number =>
    flow.total(model, stretch, to) - (from === stretch.start ? 0 : flow.total(model, stretch, from));
  return piecesOf(span, now, 'HOUR', model.cuts).reduce((sum, piece) => sum + events(piece), 0);
}

/** Adds rows of tables, all leaves together. */
class RowSums {
  readonly #into: Gatherer;
  readonly #source: SourceModel;
  readonly #upTo: (stretch: Stretch, moment: number) => Int32Array;
  /** Where each row goes; null when it was not asked for. */
  readonly #groups: (Group | null | undefined)[] = [];

  constructor(into: Gatherer, source: SourceModel, upTo: (stretch: Stretch, moment: number) => Int32Array) {
    this.#into = into;
    this.#source = source;
    this.#upTo = upTo;
  }

  add(piece: Piece, rows: readonly ShownRow[]): void {
    const sums = between(piece, (moment) => this.#upTo(piece.stretch, moment));
    for (let i = 0; i < rows.length; i++) {
      const { row, reason, as } = rows[i] as ShownRow;
      const events = sums[row] as number;
      if (events === 0) continue;
      let group = this.#groups[row];
      if (group === undefined) {
        group = this.#into.groupOf(this.#source, reason);
        this.#groups[row] = group;
      }
      if (group !== null) put(group, piece.at, events, as);
    }
  }
}

/** Adds one connection's part of a delivery step. */
export function gatherDelivery(into: Gatherer, flow: DeliveryFlow, model: DeliveryModel, asked: Asked): void {
  const { step, now } = asked;
  const marks = watermarks(now);
  // Attempts are told apart leaf by leaf.
  const common = step === 'successful-delivery' ? ['source'] : ['source', 'discardReason'];
  const sums = needsNoLeaves(asked, common)
    ? new RowSums(into, model.source, (stretch, moment) => flow.sums(model, stretch, moment))
    : undefined;
  const rows = new Map<Phase, ShownRow[]>();
  const idle = sums ? undefined : idleIn(flow, model, asked);
  for (const piece of piecesOf(asked.span, now, asked.bucket, model.cuts, marks)) {
    if (!flow.isOn(model, piece.stretch) || idle?.(piece.stretch)) continue;
    const phase = phaseOf(piece, marks);
    if (sums) {
      const shown = rows.get(phase) ?? deliveryRows(model, step, phase);
      rows.set(phase, shown);
      sums.add(piece, shown);
    } else
      for (const each of deliveryContributions(flow, model, step, piece, phase))
        into.add(piece.at, model.source, model.mappings, each);
  }
}

/** Tells stretches in which nothing failed for a reason that is asked for: most have none, and leaves cost by the minute. */
function idleIn(flow: DeliveryFlow, model: DeliveryModel, { step, filter }: Asked) {
  const reasons = filter.discardReason;
  if (!reasons || step === 'successful-delivery') return undefined;
  const rows = deliveryRows(model, step, 'waiting').filter(({ reason }) => reasons.includes(reason));
  let last: Stretch | undefined;
  let idle = false;
  return (stretch: Stretch): boolean => {
    if (stretch === last) return idle;
    last = stretch;
    const sums = flow.sums(model, stretch, stretch.end);
    idle = rows.every(({ row }) => sums[row] === 0);
    return idle;
  };
}
