import type { PageLink } from '../../actions/environment.ts';
import { t } from '../../domain/text.ts';
import { pages } from '../../state/pages.ts';
import type { Subject } from '../../state/pane.ts';
import { hasRules } from '../../views/delivery/words.ts';
import type { ViewContext } from '../../views/kit/view.ts';
import { wholeOf } from '../../workspace/polling/proof.ts';
import type { Snapshot } from '../../workspace/polling/snapshot.ts';
import { planOf } from '../../workspace/protocols/plan-of.ts';
import { planById } from '../../workspace/protocols/tracking-plans.ts';
import { plansStanding } from '../../workspace/protocols/violations.ts';
import * as resources from '../../workspace/resources/common.ts';
import { destinationFilters, mappings } from '../../workspace/resources/pages.ts';
import { received } from '../../workspace/resources/received.ts';
import { deliveryOf, link, watchPages, when } from './page-links.ts';
import { functionPages, mappingPages, modelPages, planPages } from './part-pages.ts';

/** The pages that exist about a thing, in the order of its menu: none that would have nothing to say (F-09). */
export function subjectPages(context: ViewContext, subject: Subject): readonly PageLink[] {
  const { id, parent } = subject;
  switch (subject.kind) {
    case 'source':
      return sourcePages(context, id);
    case 'destination':
      return destinationPages(context, id);
    case 'warehouse':
      return [link('own', t`Sync history`, pages.warehouse.at(id)), ...watchPages(context, id)];
    case 'function':
      return functionPages(context, id);
    case 'tracking-plan':
      return planPages(context, id);
    case 'audience':
    case 'trait':
      return [link('own', t`Runs and definition`, pages[subject.kind].at(id, parent)), ...watchPages(context, id)];
    case 'mapping':
      return parent === undefined ? [] : mappingPages(context, id, parent);
    case 'filter':
      return parent === undefined
        ? []
        : [link('own', t`Filters`, pages.destinationFilters.at(parent)), deliveryOf(parent)];
    case 'model':
      return modelPages(context, id, parent);
    case 'audit':
      return auditPages(context, subject);
    default:
      return [];
  }
}

function sourcePages(context: ViewContext, id: string): readonly PageLink[] {
  const { overview, read } = context;
  const source = overview.flow.bySource.get(id)?.source;
  const plan = planOf(read, id);
  const feedsModels = source?.kind === 'reverse-etl';
  return [
    link('own', t`Overview`, pages.source.at(id), { tab: 0 }),
    ...when(
      !feedsModels,
      link('events', t`Events`, pages.source.at(id), { tab: 1 }),
      ...when(showsReceived(context), link('debugger', t`Debugger`, pages.debugger.at(id), { key: 'debugger' })),
    ),
    ...when(feedsModels, link('models', t`Models and their runs`, pages.reverseEtl.at({ source: id }))),
    ...when(
      plan !== undefined || mayBeChecked(context),
      link('violations', t`Violations`, pages.violationEvents.at(id), { key: 'violations' }),
    ),
    ...(plan ? [link('plan', t`Tracking plan`, pages.trackingPlan.at(plan.id))] : []),
    ...watchPages(context, id),
  ];
}

/** The Public API shows no events as they arrive: that answer for one source holds for all. */
function showsReceived({ overview, read }: ViewContext): boolean {
  return !overview.flow.flows.some(({ source }) => read(received(source.id)).data?.kind === 'unavailable');
}

/** Whether a source is under a plan is not known yet, so the menu leads to its page. */
const mayBeChecked = ({ read }: ViewContext): boolean => plansStanding(read).kind === 'reading';

function destinationPages(context: ViewContext, id: string): readonly PageLink[] {
  const { overview, read } = context;
  const connection = overview.fleet.byId.get(id);
  const isRuled = connection !== undefined && hasRules(connection.destination);
  return [
    { ...deliveryOf(id), id: 'own' },
    ...when(isRuled && mayHave(read(mappings(id))), link('mappings', t`Mappings`, pages.destinationMappings.at(id))),
    ...when(
      isRuled && mayHave(read(destinationFilters(id))),
      link('filters', t`Filters`, pages.destinationFilters.at(id)),
    ),
    ...when(
      connection?.source?.kind === 'reverse-etl',
      link('models', t`Models and their runs`, pages.reverseEtl.at({ source: connection?.destination.sourceId ?? '' })),
    ),
    link('settings', t`Configuration`, pages.destinationSettings.at(id)),
    ...watchPages(context, id),
  ];
}

/** A list that is known to be empty has no page in the menu; one that is not read yet, or only in part, has. */
const mayHave = (list: Snapshot<readonly unknown[]>): boolean => wholeOf(list)?.length !== 0;

/** The thing that an audit event is about has pages of its own as long as it exists. */
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
