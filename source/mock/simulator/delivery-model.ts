import { chance, pick, textHash } from '../hash.ts';
import { always, cutsOf, everyLeaf, type Lasting, type Leaf, type Rule, type SourceModel } from './source-model.ts';

/** How a destination answers a share of the attempts: refused for good, or retried, of which `recovered` get through. */
export interface Answer extends Rule {
  readonly outcome: 'discarded' | 'retried';
  readonly recovered: number;
}

/** Everything that decides what becomes of one connection's events. */
export interface DeliveryModel {
  readonly id: string;
  readonly hash: number;
  readonly source: SourceModel;
  /** Stretches in which the destination is switched on; outside them nothing is sent and nothing queued (product 2.6). */
  readonly on: readonly Lasting[];
  readonly filters: readonly Rule[];
  readonly answers: readonly Answer[];
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
  readonly plain?: boolean;
}

/** Events that no mapping takes are filtered; the rest follows the scenario's answers, then everyday noise below 0.8 %. */
export function deliveryModel(spec: DeliverySpec): DeliveryModel {
  const hash = textHash(spec.id);
  const accepts = spec.accepts && new Set(spec.accepts);
  const unwanted: Rule = {
    ...always,
    reason: spec.mapped ? 'NO_MATCHING_MAPPING' : 'FILTERED_BY_INTEGRATIONS_OBJECT',
    share: 1,
    takes: ({ eventName, eventType }) => accepts !== undefined && !accepts.has(eventName ?? eventType),
  };
  const consent: Rule = {
    ...always,
    reason: pick(['FILTERED_BY_INTEGRATIONS_OBJECT', 'FILTERED_BY_END_USER_CONSENT'], hash),
    share: 0.002 + 0.02 * chance(hash, 21, 0),
    takes: everyLeaf,
  };
  const filters = [...(accepts ? [unwanted] : []), ...spec.filters, ...(spec.plain ? [] : [consent])];
  const answers = [...spec.answers, ...(spec.plain ? [] : everydayAnswers(hash))];
  return {
    id: spec.id,
    hash,
    source: spec.source,
    on: spec.on,
    filters,
    answers,
    mappings: spec.source.leaves.map(spec.mappingOf),
    cuts: cutsOf([...spec.on, ...filters, ...answers, ...spec.source.cuts.map((from) => ({ from, to: from }))]),
    latency: 140 + Math.round(900 * chance(hash, 22, 0) ** 2),
  };
}

function everydayAnswers(hash: number): Answer[] {
  const refused = 0.005 * chance(hash, 23, 0) ** 2;
  const retried = 0.002 + 0.018 * chance(hash, 24, 0);
  return [
    {
      ...always,
      takes: everyLeaf,
      outcome: 'discarded',
      recovered: 0,
      reason: pick(['400', 'MESSAGE_REJECTED', '404'], hash >>> 3),
      share: refused,
    },
    {
      ...always,
      takes: everyLeaf,
      outcome: 'retried',
      recovered: 0.985,
      reason: pick(['503', 'ECONNRESET', '502', '429'], hash >>> 5),
      share: retried,
    },
  ];
}
