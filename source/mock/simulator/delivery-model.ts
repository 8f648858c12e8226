import { chance, textHash } from '../hash.ts';
import { everydayAnswers, everydayRouting } from './everyday.ts';
import { type Answer, always, type Bound, bound, cutsOf, type Lasting, type Leaf, type Rule } from './rule.ts';
import type { SourceModel } from './source-model.ts';

/** Everything that decides what becomes of one connection's events. */
export interface DeliveryModel {
  readonly id: string;
  readonly hash: number;
  readonly source: SourceModel;
  /** Stretches in which the destination is switched on; outside them nothing is sent and nothing queued (rule 68). */
  readonly on: readonly Lasting[];
  readonly filters: readonly Bound[];
  readonly answers: readonly Bound<Answer>[];
  /** Mapping of each leaf, where the destination has mappings. */
  readonly mappings: readonly (string | undefined)[];
  /** Moments of change of the connection and of its source, sorted. */
  readonly cuts: readonly number[];
  /** Usual time to deliver, ms. */
  readonly latency: number;
}

export interface DeliverySpec {
  readonly id: string;
  readonly source: SourceModel;
  readonly on: readonly Lasting[];
  readonly accepts?: readonly string[] | undefined;
  readonly mappingOf: (leaf: Leaf) => string | undefined;
  readonly mapped: boolean;
  readonly filters: readonly Rule[];
  readonly answers: readonly Answer[];
}

/** Events that no mapping takes are filtered; the rest follows the scenario's answers, then everyday noise. */
export function deliveryModel(spec: DeliverySpec): DeliveryModel {
  const { source } = spec;
  const hash = textHash(spec.id);
  const accepts = spec.accepts && new Set(spec.accepts);
  const unwanted: Rule = {
    ...always,
    reason: spec.mapped ? 'NO_MATCHING_MAPPING' : 'FILTERED_BY_INTEGRATIONS_OBJECT',
    share: 1,
    takes: ({ eventName, eventType }) => accepts !== undefined && !accepts.has(eventName ?? eventType),
  };
  const filters = [...(accepts ? [unwanted] : []), ...spec.filters, ...everydayRouting(hash)];
  const answers = [...spec.answers, ...everydayAnswers(hash)];
  return {
    id: spec.id,
    hash,
    source,
    on: spec.on,
    filters: bound(filters, source.leaves),
    answers: bound(answers, source.leaves),
    mappings: source.leaves.map(spec.mappingOf),
    cuts: cutsOf([...spec.on, ...filters, ...answers, ...source.cuts.map((from) => ({ from, to: from }))]),
    latency: 140 + Math.round(900 * chance(hash, 22, 0) ** 2),
  };
}
