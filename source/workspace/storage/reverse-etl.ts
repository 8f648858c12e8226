import type { Mapping } from '../../domain/delivery/mappings.ts';
import type { Destination, Source } from '../../domain/entities.ts';
import type { Standing } from '../../domain/proof.ts';
import type { Page } from '../../domain/queries.ts';
import type { ReverseEtlModel, ReverseEtlSync } from '../../domain/storage/reverse-etl.ts';
import { isWhole, standingOf } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import type { Snapshot } from '../polling/snapshot.ts';
import * as resources from '../resources/common.ts';
import { mappings, reverseEtlModels, reverseEtlSyncs } from '../resources/pages.ts';

/** A model for one of the mappings it feeds: the unit that runs. There is no list of all runs (rule 119). */
export interface ModelRuns {
  /** Stable over refreshes. */
  readonly id: string;
  readonly model: ReverseEtlModel;
  readonly source: Source | undefined;
  /** Undefined for a model that no mapping takes. */
  readonly mapping: Mapping | undefined;
  readonly destination: Destination | undefined;
  /** Of everything that was read of the runs. */
  readonly runs: Snapshot<Page<ReverseEtlSync>> | undefined;
  readonly latest: ReverseEtlSync | undefined;
  /** How far the mappings have been read that may take the model: without all of them, that none does is not known. */
  readonly mappings: Standing;
  /** Runs that failed one after the other, the newest first. */
  readonly failedInRow: number;
  /** There may have been more of them: all that were read failed, or one was lost. */
  readonly isAtLeast: boolean;
  readonly lastGood: ReverseEtlSync | undefined;
  readonly state: 'failing' | 'partial' | 'running' | 'ok' | 'no-runs' | 'unknown' | 'disabled' | 'unmapped';
}

export interface ReverseEtlOverview {
  /** Worst first. */
  readonly rows: readonly ModelRuns[];
  readonly models: Snapshot<readonly ReverseEtlModel[]>;
  /** How far the lists have been read that tell which mappings take the models. */
  readonly standing: Standing;
  /** Destinations whose mappings are not read yet, and those whose mappings could not be. */
  readonly waiting: number;
  readonly refused: readonly { readonly destination: Destination; readonly snapshot: Snapshot }[];
}

const order = {
  failing: 0,
  partial: 1,
  'no-runs': 2,
  running: 3,
  unknown: 4,
  ok: 5,
  unmapped: 6,
  disabled: 7,
} as const satisfies Record<ModelRuns['state'], number>;

/** Destinations that a model may feed: those of its source. */
export function fedBy(read: Read, models: readonly ReverseEtlModel[]): readonly Destination[] {
  const sources = new Set(models.map(({ sourceId }) => sourceId));
  return (read(resources.destinations).data ?? []).filter(({ sourceId }) => sources.has(sourceId));
}

/** Models that a page is about: all, those of one source, or one. */
export interface ModelScope {
  readonly source?: string | undefined;
  readonly model?: string | undefined;
}

export function modelsOf(read: Read, { source, model }: ModelScope): readonly ReverseEtlModel[] {
  const all = read(reverseEtlModels).data ?? [];
  const of = all.filter(({ id, sourceId }) => (source ?? sourceId) === sourceId && (model ?? id) === id);
  return of;
}

/** Every model with the mappings it feeds and its newest runs, as far as they have been read. */
export function reverseEtl(read: Read, scope: ModelScope = {}): ReverseEtlOverview {
  const models = modelsOf(read, scope);
  const sources = new Map((read(resources.sources).data ?? []).map((source) => [source.id, source]));
  const destinations = fedBy(read, models);
  const lists = destinations.map((destination) => ({ destination, snapshot: read(mappings(destination.id)) }));
  const standing = standingOf(read(resources.destinations), ...lists.map(({ snapshot }) => snapshot));
  const rows = models.flatMap((model): ModelRuns[] => {
    const fed = lists.flatMap(({ destination, snapshot }) =>
      (snapshot.data ?? []).filter(({ modelId }) => modelId === model.id).map((mapping) => ({ destination, mapping })),
    );
    const source = sources.get(model.sourceId);
    if (fed.length === 0) return [{ ...bare(model, source), mappings: standing, state: stateless(model, standing) }];
    return fed.map(({ destination, mapping }) => ({
      ...withRuns(read, { model, source, destination, mapping }),
      mappings: standing,
    }));
  });
  return {
    rows: rows.sort((a, b) => order[a.state] - order[b.state] || b.failedInRow - a.failedInRow || byName(a, b)),
    models: read(reverseEtlModels),
    standing,
    waiting: lists.filter(({ snapshot }) => snapshot.data === undefined && snapshot.error === undefined).length,
    refused: lists.filter(({ snapshot }) => snapshot.data === undefined && snapshot.error !== undefined),
  };
}

/** A model stands once for each of its mappings. */
const byName = (a: ModelRuns, b: ModelRuns): number =>
  (a.model.name === b.model.name ? a.id < b.id : a.model.name < b.model.name) ? -1 : 1;

const stateless = ({ enabled }: ReverseEtlModel, mappings: Standing): ModelRuns['state'] =>
  enabled ? (mappings.kind === 'whole' ? 'unmapped' : 'unknown') : 'disabled';

const bare = (model: ReverseEtlModel, source: Source | undefined): Omit<ModelRuns, 'state' | 'mappings'> => ({
  id: model.id,
  model,
  source,
  mapping: undefined,
  destination: undefined,
  runs: undefined,
  latest: undefined,
  failedInRow: 0,
  isAtLeast: false,
  lastGood: undefined,
});

interface Pair {
  readonly model: ReverseEtlModel;
  readonly source: Source | undefined;
  readonly destination: Destination;
  readonly mapping: Mapping;
}

function withRuns(read: Read, { model, source, destination, mapping }: Pair): Omit<ModelRuns, 'mappings'> {
  const runs = read(reverseEtlSyncs(model.id, mapping.id));
  const items = runs.data?.items ?? [];
  const ended = items.filter(({ status }) => status !== 'running');
  const good = ended.findIndex(({ status }) => status !== 'failure');
  const failedInRow = good < 0 ? ended.length : good;
  const [latest] = items;
  return {
    id: `${model.id}:${mapping.id}`,
    model,
    source,
    mapping,
    destination,
    runs,
    latest,
    failedInRow,
    isAtLeast: failedInRow > 0 && !(isWhole(runs) && (good >= 0 || runs.data?.next === undefined)),
    lastGood: ended.find(({ status }) => status === 'success'),
    state: stateOf(model, mapping, runs, ended[0] ?? latest),
  };
}

function stateOf(
  { enabled }: ReverseEtlModel,
  mapping: Mapping,
  runs: Snapshot,
  last: ReverseEtlSync | undefined,
): ModelRuns['state'] {
  if (!enabled || !mapping.enabled) return 'disabled';
  if (runs.data === undefined) return 'unknown';
  if (!last) return isWhole(runs) ? 'no-runs' : 'unknown';
  if (last.status === 'failure') return 'failing';
  return last.status === 'success' ? 'ok' : last.status;
}
