import type { PageLink } from '../actions/environment.ts';
import type { SegmentFunction, Source, TrackingPlan } from '../domain/entities.ts';
import { type SafeText, t } from '../domain/text.ts';
import type { CommandId } from '../keys/keymap.ts';
import type { Subject } from '../state/pane.ts';
import type { Target } from '../state/place.ts';
import { evaluated } from '../views/alerts/evaluated.ts';
import { hasRules } from '../views/destination-words.ts';
import { functionUse } from '../views/function-words.ts';
import type { ViewContext } from '../views/view.ts';
import { connectionName } from '../views/words.ts';
import type { Connection } from '../workspace/fleet.ts';
import { health } from '../workspace/health.ts';
import { destinationFilters, functionInstances, mappings } from '../workspace/page-resources.ts';
import { wholeOf } from '../workspace/proof.ts';
import { planOf } from '../workspace/protocols.ts';
import { received } from '../workspace/received.ts';
import * as resources from '../workspace/resources.ts';
import { reverseEtl } from '../workspace/reverse-etl.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { planById } from '../workspace/tracking-plans.ts';
import { bindsSources, plansStanding } from '../workspace/violations.ts';

type Params = Target['params'];

const link = (id: string, label: SafeText, view: string, params: Params, more: More = {}): PageLink => {
  const { tab, key } = more;
  return { id, label, target: { view, params, ...(tab === undefined ? {} : { tab }) }, ...(key ? { key } : {}) };
};

interface More {
  /** Which tab of the page. */
  readonly tab?: number;
  readonly key?: CommandId;
}

/** A link where it has something to say, else none. */
const when = (holds: boolean, ...links: readonly PageLink[]): readonly PageLink[] => (holds ? links : []);

/** The pages that exist about a thing, in the order of its menu: none that would have nothing to say (F-09). */
export function subjectPages(context: ViewContext, subject: Subject): readonly PageLink[] {
  const { id, parent } = subject;
  switch (subject.kind) {
    case 'source':
      return sourcePages(context, id);
    case 'destination':
      return destinationPages(context, id);
    case 'warehouse':
      return [link('own', t`Sync history`, 'warehouse', { id }), ...watchPages(context, id)];
    case 'function':
      return functionPages(context, id);
    case 'tracking-plan':
      return planPages(context, id);
    case 'audience':
    case 'trait':
      return [
        link('own', t`Runs and definition`, subject.kind, parent === undefined ? { id } : { space: parent, id }),
        ...watchPages(context, id),
      ];
    case 'mapping':
      return parent === undefined ? [] : mappingPages(context, id, parent);
    case 'filter':
      return parent === undefined
        ? []
        : [link('own', t`Filters`, 'destination-filters', { id: parent }), deliveryOf(parent)];
    case 'model':
      return modelPages(context, id, parent);
    case 'audit':
      return auditPages(context, subject);
    default:
      return [];
  }
}

const deliveryOf = (id: string): PageLink => link('delivery', t`Delivery`, 'destination', { id }, { key: 'delivery' });

function sourcePages(context: ViewContext, id: string): readonly PageLink[] {
  const { overview, read } = context;
  const source = overview.flow.bySource.get(id)?.source;
  const plan = planOf(read, id);
  const feedsModels = source?.kind === 'reverse-etl';
  return [
    link('own', t`Overview`, 'source', { id }, { tab: 0 }),
    ...when(
      !feedsModels,
      link('events', t`Events`, 'source', { id }, { tab: 1 }),
      ...when(showsReceived(context), link('debugger', t`Debugger`, 'debugger', { source: id }, { key: 'debugger' })),
    ),
    ...when(feedsModels, link('models', t`Models and their runs`, 'reverse-etl', { source: id })),
    ...when(
      plan !== undefined || mayBeChecked(context),
      link('violations', t`Violations`, 'violation-events', { source: id }, { key: 'violations' }),
    ),
    ...(plan ? [link('plan', t`Tracking plan`, 'tracking-plan', { id: plan.id })] : []),
    ...watchPages(context, id),
  ];
}

/** The Public API shows no events as they arrive: once it has said so of one source, it holds for all. */
function showsReceived({ overview, read }: ViewContext): boolean {
  return !overview.flow.flows.some(({ source }) => read(received(source.id)).data?.kind === 'unavailable');
}

/** Whether a source is under a plan is not known yet: its page tells what is. */
const mayBeChecked = ({ read }: ViewContext): boolean => plansStanding(read).kind === 'reading';

function destinationPages(context: ViewContext, id: string): readonly PageLink[] {
  const { overview, read } = context;
  const connection = overview.fleet.byId.get(id);
  const isRuled = connection !== undefined && hasRules(connection.destination);
  return [
    { ...deliveryOf(id), id: 'own' },
    ...when(isRuled && mayHave(read(mappings(id))), link('mappings', t`Mappings`, 'destination-mappings', { id })),
    ...when(
      isRuled && mayHave(read(destinationFilters(id))),
      link('filters', t`Filters`, 'destination-filters', { id }),
    ),
    ...when(
      connection?.source?.kind === 'reverse-etl',
      link('models', t`Models and their runs`, 'reverse-etl', { source: connection?.destination.sourceId ?? '' }),
    ),
    link('settings', t`Configuration`, 'destination-settings', { id }),
    ...watchPages(context, id),
  ];
}

/** A list that is known to be empty has nothing to say; one that is not read yet, or only in part, may have. */
const mayHave = (list: Snapshot<readonly unknown[]>): boolean => wholeOf(list)?.length !== 0;

/** The lists of what is wrong, where one of their rows is about the thing. */
function watchPages(context: ViewContext, id: string): readonly PageLink[] {
  const { overview, read } = context;
  const isRaised = evaluated(context).raised.some(({ subject }) => subject.id === id);
  const isUnwell = health(overview, read).some((row) => {
    if (row.kind === 'connection') return row.connection.id === id;
    return row.kind === 'warehouse' ? row.storage.warehouse.id === id : row.signal.item.resourceId === id;
  });
  return [
    ...when(isRaised, link('alerts', t`Alerts`, 'alerts', {})),
    ...when(isUnwell, link('health', t`Health`, 'health', {}, { key: 'page.health' })),
  ];
}

/** Places of a function in a menu at most: its page has them all. */
const mostPlaces = 5;

function functionPages(context: ViewContext, id: string): readonly PageLink[] {
  const fn = context.read(resources.functions).data?.find((each) => each.id === id);
  return [
    link('own', t`Code`, 'function', { id }),
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
  link(`destination:${connection.id}`, t`Used by ${connectionName(connection, glyphs)}`, 'destination', {
    id: connection.id,
  });

const sourcePlace = ({ id, name }: Source): PageLink => link(`source:${id}`, t`Used by ${name}`, 'source', { id });

function planPages(context: ViewContext, id: string): readonly PageLink[] {
  const { read } = context;
  const plan: TrackingPlan | undefined = planById(read, id);
  const sources = plan && !bindsSources(plan.type) ? [] : wholeOf(read(resources.trackingPlanSources(id)));
  return [
    link('own', t`Rules`, 'tracking-plan', { id }, { tab: 0 }),
    ...when(sources?.length !== 0, link('sources', t`Sources`, 'tracking-plan', { id }, { tab: 1 })),
    ...violationPages(sources),
    link('changes', t`Changelog`, 'tracking-plan', { id }, { tab: 2 }),
  ];
}

/** Of the one source that a plan checks, else of all sources: there is no page of a plan's violations alone. */
function violationPages(sources: readonly Source[] | undefined): readonly PageLink[] {
  const [first, second] = sources ?? [];
  if (!first) return [];
  return second
    ? [link('violations', t`Violations by source`, 'protocols', {}, { tab: 0 })]
    : [link('violations', t`Violations`, 'violation-events', { source: first.id })];
}

function mappingPages({ read }: ViewContext, id: string, destination: string): readonly PageLink[] {
  const model = read(mappings(destination)).data?.find((each) => each.id === id)?.modelId;
  return [
    link('own', t`Mapping`, 'mapping', { id: destination, mapping: id }),
    ...(model === undefined ? [] : [link('runs', t`Runs`, 'reverse-etl-runs', { model, mapping: id, destination })]),
    deliveryOf(destination),
    link('mappings', t`All its mappings`, 'destination-mappings', { id: destination }),
  ];
}

function modelPages(context: ViewContext, id: string, source: string | undefined): readonly PageLink[] {
  const fed = reverseEtl(context.read, { model: id }).rows.flatMap(({ mapping, destination }) =>
    mapping && destination ? [{ mapping, destination }] : [],
  );
  return [
    link('own', t`Runs`, 'reverse-etl-runs', { model: id }),
    ...fed.slice(0, mostPlaces).map(({ mapping, destination }) =>
      link(`mapping:${mapping.id}`, t`Mapping ${mapping.name}`, 'mapping', {
        id: destination.id,
        mapping: mapping.id,
      }),
    ),
    ...(source === undefined ? [] : [link('source', t`Source`, 'source', { id: source })]),
  ];
}

/** What an event of the audit trail happened to has its own pages, as long as it is there. */
function auditPages(context: ViewContext, { id, name }: Subject): readonly PageLink[] {
  const kind = kindOf(context, id);
  return kind ? subjectPages(context, { kind, id, name }) : [];
}

function kindOf({ overview, read }: ViewContext, id: string): Subject['kind'] | undefined {
  if (overview.flow.bySource.has(id)) return 'source';
  if (overview.fleet.byId.has(id)) return 'destination';
  if (overview.storage.some(({ warehouse }) => warehouse.id === id)) return 'warehouse';
  if (planById(read, id)) return 'tracking-plan';
  return read(resources.functions).data?.some((fn) => fn.id === id) ? 'function' : undefined;
}
