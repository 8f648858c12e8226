import type { PageLink } from '../../actions/environment.ts';
import type { SegmentFunction, Source } from '../../domain/entities.ts';
import { t } from '../../domain/text.ts';
import { pages } from '../../state/pages.ts';
import type { ViewContext } from '../../views/kit/view.ts';
import { functionUse } from '../../views/kit/words/functions.ts';
import { connectionName } from '../../views/kit/words.ts';
import type { Connection } from '../../workspace/delivery/fleet.ts';
import { wholeOf } from '../../workspace/polling/proof.ts';
import { planById } from '../../workspace/protocols/tracking-plans.ts';
import { bindsSources } from '../../workspace/protocols/violations.ts';
import * as resources from '../../workspace/resources/common.ts';
import { functionInstances, mappings } from '../../workspace/resources/pages.ts';
import { reverseEtl } from '../../workspace/storage/reverse-etl.ts';
import { deliveryOf, link, watchPages, when } from './page-links.ts';

/** The pages of what sources and destinations are made of: functions, plans, mappings, models. */

/** Most sources and destinations of a function in a menu: its page has them all. */
const mostPlaces = 5;

export function functionPages(context: ViewContext, id: string): readonly PageLink[] {
  const fn = context.read(resources.functions).data?.find((each) => each.id === id);
  return [
    link('own', t`Code`, pages.function.at(id)),
    ...(fn ? placesOf(context, fn).slice(0, mostPlaces) : []),
    ...watchPages(context, id),
  ];
}

/** What runs a function: those made of it, or those that its instances stand before. */
function placesOf(context: ViewContext, fn: SegmentFunction): readonly PageLink[] {
  const { overview, read } = context;
  const use = functionUse(fn, overview);
  const before = (read(functionInstances(fn.id)).data ?? []).map(({ integrationId }) => integrationId);
  const connections = new Set([...use.connections, ...before.flatMap((each) => overview.fleet.byId.get(each) ?? [])]);
  const sources = new Set([
    ...use.flows.map(({ source }) => source),
    ...before.flatMap((each) => overview.flow.bySource.get(each)?.source ?? []),
  ]);
  return [
    ...[...connections].map((connection) => connectionPlace(context, connection)),
    ...[...sources].map(sourcePlace),
  ];
}

const connectionPlace = ({ glyphs }: ViewContext, connection: Connection): PageLink =>
  link(
    `destination:${connection.id}`,
    t`Used by ${connectionName(connection, glyphs)}`,
    pages.destination.at(connection.id),
  );

const sourcePlace = ({ id, name }: Source): PageLink => link(`source:${id}`, t`Used by ${name}`, pages.source.at(id));

export function planPages(context: ViewContext, id: string): readonly PageLink[] {
  const { read } = context;
  const plan = planById(read, id);
  const sources = plan && !bindsSources(plan.type) ? [] : wholeOf(read(resources.trackingPlanSources(id)));
  return [
    link('own', t`Rules`, pages.trackingPlan.at(id), { tab: 0 }),
    ...when(sources?.length !== 0, link('sources', t`Sources`, pages.trackingPlan.at(id), { tab: 1 })),
    ...violationPages(sources),
    link('changes', t`Changelog`, pages.trackingPlan.at(id), { tab: 2 }),
  ];
}

/** Of the one source that a plan checks, else of all sources: there is no page of a plan's violations alone. */
function violationPages(sources: readonly Source[] | undefined): readonly PageLink[] {
  const [first, second] = sources ?? [];
  if (!first) return [];
  return second
    ? [link('violations', t`Violations by source`, pages.protocols.at(), { tab: 0 })]
    : [link('violations', t`Violations`, pages.violationEvents.at(first.id))];
}

export function mappingPages({ read }: ViewContext, id: string, destination: string): readonly PageLink[] {
  const model = read(mappings(destination)).data?.find((each) => each.id === id)?.modelId;
  return [
    link('own', t`Mapping`, pages.mapping.at({ id: destination, mapping: id })),
    ...(model === undefined
      ? []
      : [link('runs', t`Runs`, pages.reverseEtlRuns.at({ model, mapping: id, destination }))]),
    deliveryOf(destination),
    link('mappings', t`All its mappings`, pages.destinationMappings.at(destination)),
  ];
}

export function modelPages(context: ViewContext, id: string, source: string | undefined): readonly PageLink[] {
  const fed = reverseEtl(context.read, { model: id }).rows.flatMap(({ mapping, destination }) =>
    mapping && destination ? [{ mapping, destination }] : [],
  );
  return [
    link('own', t`Runs`, pages.reverseEtlRuns.at({ model: id })),
    ...fed.slice(0, mostPlaces).map(({ mapping, destination }) =>
      link(
        `mapping:${mapping.id}`,
        t`Mapping ${mapping.name}`,
        pages.mapping.at({
          id: destination.id,
          mapping: mapping.id,
        }),
      ),
    ),
    ...(source === undefined ? [] : [link('source', t`Source`, pages.source.at(source))]),
  ];
}
