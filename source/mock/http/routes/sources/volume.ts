import { floorTo, iso } from '../../../../domain/time.ts';
import type { Flow, FlowQuery, Span, World } from '../../../world.ts';
import { pageOf, usualPaging } from '../../paging.ts';
import type { Query } from '../../query.ts';
import { type Call, get, type Route } from '../../route.ts';
import { pointsOf } from '../../series.ts';
import { granularities, listOf, oneOf, required, requiredTime } from '../../validate.ts';
import { checkReach, volumeReach } from '../../windows.ts';

/** Event volume (rule 40). */
export const volumeRoutes: readonly Route[] = [get('/events/volume', volume)];

const dimensions = ['source', 'eventName', 'eventType'] as const;
const filters = ['sourceId', 'eventName', 'eventType', 'appVersion'] as const;
/** The API stops after this many series. */
const mostSeries = 5000;

function volume({ world, query, options }: Call): unknown {
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
  const ranked = rankedFor(world, query, key, () =>
    flowsOf(world, sourceIds, { step: 'volume', span, bucket, groupBy, filter })
      .map((flow) => ({ flow, total: totalIn(flow, span) }))
      .filter(({ total }) => total > 0 || zeroFill)
      .toSorted((a, b) => b.total - a.total)
      .slice(0, mostSeries),
  );
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
      ...asked,
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

/** Answers that are being paged through, the newest first. */
const answers = new WeakMap<World, readonly { readonly key: string; readonly ranked: readonly Ranked[] }[]>();
const mostAnswers = 4;

/** A cursor goes on in the answer that its first page began: thousands of series are not counted again for each page. */
function rankedFor(world: World, query: Query, key: string, make: () => readonly Ranked[]) {
  const kept = answers.get(world) ?? [];
  const begun = query.text('pagination.cursor') ? kept.find((answer) => answer.key === key) : undefined;
  if (begun) return begun.ranked;
  const ranked = make();
  answers.set(world, [{ key, ranked }, ...kept.filter((answer) => answer.key !== key)].slice(0, mostAnswers));
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
