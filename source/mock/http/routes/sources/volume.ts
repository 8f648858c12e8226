import { floorTo, type Granularity, iso } from '../../../../domain/time.ts';
import type { Flow, FlowQuery, Span, World } from '../../../world.ts';
import { pageOf, usualPaging } from '../../paging.ts';
import type { Query } from '../../query.ts';
import { type Call, get, type Route } from '../../route.ts';
import { pointsOf } from '../../series.ts';
import { granularities, listOf, oneOf, required, requiredTime } from '../../validate.ts';
import { checkReach, volumeReach } from '../../windows.ts';

/** Event volume (rule 40). */
export const volumeRoutes: readonly Route[] = [{ ...get('/events/volume', volume), prepare }];

const dimensions = ['source', 'eventName', 'eventType'] as const;
const filters = ['sourceId', 'eventName', 'eventType', 'appVersion'] as const;
/** The API stops after this many series. */
const mostSeries = 5000;

interface Asked {
  readonly key: string;
  readonly bucket: Granularity;
  readonly window: Span;
  readonly span: Span;
  readonly groupBy: readonly string[];
  /** As it was asked for. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly sourceIds: readonly string[] | undefined;
  readonly flows: FlowQuery;
  readonly zeroFill: boolean;
}

function askedOf({ world, query, options }: Call): Asked {
  const bucket = oneOf('granularity', required(query, 'granularity'), granularities);
  const window = { start: requiredTime(query, 'startTime'), end: requiredTime(query, 'endTime') };
  checkReach(window, bucket, volumeReach, world.now());
  const groupBy = listOf(query, 'groupBy', dimensions);
  const asked = Object.fromEntries(
    filters.map((name) => [name, query.list(name)] as const).filter(([, values]) => values.length > 0),
  );
  const { sourceId: sourceIds, ...filter } = asked;
  const span = { start: floorTo(window.start, bucket), end: window.end };
  const zeroFill = options.zeroFill ?? false;
  const key = JSON.stringify([bucket, window, groupBy, asked, zeroFill]);
  const flows = { step: 'volume', span, bucket, groupBy, filter } as const;
  return { key, bucket, window, span, groupBy, filters: asked, sourceIds, flows, zeroFill };
}

const ranking = ({ span, zeroFill }: Asked, flows: readonly Flow[]): readonly Ranked[] =>
  flows
    .map((flow) => ({ flow, total: totalIn(flow, span) }))
    .filter(({ total }) => total > 0 || zeroFill)
    .toSorted((a, b) => b.total - a.total)
    .slice(0, mostSeries);

/** Sources that are counted without a pause. */
const sourcesAtOnce = 50;

/** Counts thousands of sources bit by bit, before the first page of what each of them sent. */
function* prepare(call: Call): Generator<undefined> {
  const asked = askedOf(call);
  const sources = call.world.list('sources');
  const isLong = sources.length > sourcesAtOnce && !asked.sourceIds && asked.groupBy.includes('source');
  if (!isLong || call.query.text('pagination.cursor')) return;
  const flows: Flow[] = [];
  for (const [index, { id }] of sources.entries()) {
    flows.push(...call.world.flows({ ...asked.flows, sourceId: String(id) }));
    if (index % sourcesAtOnce === 0) yield;
  }
  keep(call.world, { key: asked.key, ranked: ranking(asked, flows), isReady: true });
}

function volume(call: Call): unknown {
  const { world, query } = call;
  const asked = askedOf(call);
  const { key, bucket, window, span, groupBy, sourceIds, zeroFill } = asked;
  const ranked = rankedFor(world, query, key, () => ranking(asked, flowsOf(world, sourceIds, asked.flows)));
  const { items, pagination } = pageOf(ranked, query, { ...usualPaging, total: groupBy.length === 0 });
  if (pagination.next === undefined) forget(world, key);
  return {
    path: '/observability/event_volume/v2.json',
    query: {
      workspaceId: world.workspace.id,
      granularity: bucket,
      startTime: iso(window.start),
      endTime: iso(window.end),
      ...(groupBy.length > 0 && { groupBy }),
      ...asked.filters,
    },
    result: items.map(({ flow, total }) => ({
      ...labelsOf(world, flow),
      total,
      series: pointsOf(flow, span, bucket, { zeroFill, retries: false }),
    })),
    pagination,
  };
}

interface Ranked {
  readonly flow: Flow;
  readonly total: number;
}

/** An answer that is being paged through. */
interface Begun {
  readonly key: string;
  readonly ranked: readonly Ranked[];
  /** It was prepared for a first page, which was not given yet. */
  readonly isReady: boolean;
}

/** The newest first. */
const answers = new WeakMap<World, readonly Begun[]>();
const mostAnswers = 4;

function keep(world: World, begun: Begun): void {
  const others = (answers.get(world) ?? []).filter(({ key }) => key !== begun.key);
  answers.set(world, [begun, ...others].slice(0, mostAnswers));
}

/** A cursor goes on in the answer that its first page began: thousands of series are not counted again for each page. */
function rankedFor(world: World, query: Query, key: string, make: () => readonly Ranked[]) {
  const begun = answers.get(world)?.find((answer) => answer.key === key);
  if (begun && query.text('pagination.cursor')) return begun.ranked;
  const ranked = begun?.isReady ? begun.ranked : make();
  keep(world, { key, ranked, isReady: false });
  return ranked;
}

/** Paged through to its end: thousands of series with all their minutes are a hundred megabytes. */
function forget(world: World, ended: string): void {
  const kept = answers.get(world)?.filter(({ key }) => key !== ended);
  if (kept) answers.set(world, kept);
}

/** Series are written out only for one page of thousands. */
function totalIn({ buckets }: Flow, { start, end }: Span): number {
  return buckets.reduce((sum, { at, count }) => (at >= start && at < end ? sum + count : sum), 0);
}

/** The flows of all asked sources; those alike in every kept dimension are one. */
function flowsOf(world: World, sourceIds: readonly string[] | undefined, query: FlowQuery): readonly Flow[] {
  if (!sourceIds) return world.flows(query);
  const merged = new Map<string, Flow>();
  for (const sourceId of new Set(sourceIds)) {
    for (const flow of world.flows({ ...query, sourceId })) {
      const key = JSON.stringify(query.groupBy.map((name) => flow.by[name]));
      merged.set(key, { by: flow.by, buckets: [...(merged.get(key)?.buckets ?? []), ...flow.buckets] });
    }
  }
  return [...merged.values()];
}

function labelsOf(world: World, { by }: Flow): Readonly<Record<string, unknown>> {
  const { source: id, ...labels } = by;
  if (id === undefined) return labels;
  const row = world.get('sources', id);
  return { source: row ? { id, name: row.name, slug: row.slug } : { id }, ...labels };
}
