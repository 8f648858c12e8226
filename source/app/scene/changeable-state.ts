import type { ChangeableState } from '../../actions/environment.ts';
import { counted } from '../../domain/format.ts';
import { type SafeText, t } from '../../domain/text.ts';
import type { Subject } from '../../state/pane.ts';
import { destinationName } from '../../views/kit/destination-names.ts';
import { isWhole } from '../../workspace/polling/proof.ts';
import { destinationFilters, mappings } from '../../workspace/resources/pages.ts';
import type { Scene } from './context.ts';

type Facts = (scene: Scene, subject: Subject) => ChangeableState | undefined;

const spanOf = ({ context: { period } }: Scene): SafeText => (period === '24h' ? t`24 hours` : t`7 days`);

const source: Facts = (scene, { id }) => {
  const { flow, fleet } = scene.context.overview;
  const found = flow.bySource.get(id);
  if (!found) return undefined;
  // Of a list that is not read whole there may be more.
  const fed = fleet.isWhole
    ? fleet.connections.filter(({ destination }) => destination.sourceId === id && destination.enabled).length
    : undefined;
  const to = fed === undefined ? t`its enabled destinations` : counted(fed, t`enabled destination`);
  const events = found.events === undefined ? t`its events` : t`${counted(found.events, t`event`)} in ${spanOf(scene)}`;
  return {
    enabled: found.source.enabled,
    events: found.events,
    whenEnabled: t`${found.source.name} is taken in again and flows to ${to}. What was sent meanwhile is lost.`,
    whenDisabled: t`Segment rejects everything ${found.source.name} sends (${events}): ${to} ${fed === 1 ? t`gets` : t`get`} nothing more, and it cannot be replayed.`,
  };
};

const destination: Facts = (scene, { id }) => {
  const found = scene.context.overview.fleet.byId.get(id);
  if (!found) return undefined;
  const from = found.source?.name ?? t`its source`;
  const events = found.sourceEvents;
  const sent = events === undefined ? t`` : t` (${counted(events, t`event`)} in ${spanOf(scene)})`;
  return {
    enabled: found.destination.enabled,
    events,
    whenEnabled: t`Events of ${from}${sent} flow to ${found.destination.name} again. Nothing was queued while it was disabled.`,
    whenDisabled: t`${found.destination.name} gets nothing more from ${from}${sent}. Nothing is queued while it is disabled.`,
  };
};

const warehouse: Facts = ({ context: { overview } }, { id }) => {
  const found = overview.storage.find((each) => each.warehouse.id === id);
  if (!found) return undefined;
  const { name, enabled } = found.warehouse;
  return {
    enabled,
    whenEnabled: t`${name} is synced again; the next sync loads what is missing.`,
    whenDisabled: t`${name} is synced no more; its data stays as it is.`,
  };
};

function nameOf(context: Scene['context'], id: string): SafeText {
  const connection = context.overview.fleet.byId.get(id);
  return connection ? destinationName(connection, context) : t`its destination`;
}

/** Retries of events that were sent before a filter was switched still go out as they were (rule 72). */
const filter: Facts = ({ context }, { id, parent = '' }) => {
  const all = context.read(destinationFilters(parent)).data ?? [];
  const found = all.find((each) => each.id === id);
  if (!found) return undefined;
  const to = nameOf(context, parent);
  const where = found.condition === '' ? t`` : t` where ${found.condition}`;
  return {
    enabled: found.enabled,
    whenEnabled: t`${found.title} works on what goes to ${to}${where}: what it drops is gone for ${to}. Retries of earlier events still go out.`,
    whenDisabled: t`${found.title} works on nothing more: events${where} reach ${to} as they are.`,
  };
};

const mapping: Facts = ({ context }, { id, parent = '' }) => {
  const list = context.read(mappings(parent));
  const all = list.data ?? [];
  const found = all.find((each) => each.id === id);
  if (!found) return undefined;
  const to = nameOf(context, parent);
  const others = all.filter((each) => each.id !== id && each.enabled).length;
  const left = isWhole(list)
    ? t`${counted(others, t`other mapping`)} ${others === 1 ? t`goes` : t`go`} on`
    : t`other mappings stay as they are`;
  const when = found.trigger === '' ? t`` : t` (${found.trigger})`;
  return {
    enabled: found.enabled,
    fed: found.modelId !== undefined,
    whenEnabled: t`${found.name} sends events${when} to ${to} from now on; ${left}.`,
    whenDisabled: t`${to} gets nothing more through ${found.name}${when}; ${left}. Nothing is queued meanwhile.`,
  };
};

const facts: Readonly<Partial<Record<Subject['kind'], Facts>>> = { source, destination, warehouse, filter, mapping };

/** Whether a thing is on, and what switching it starts or stops, in one sentence with the numbers of now (X-05). */
export function changeableState(scene: Scene, subject: Subject): ChangeableState | undefined {
  return facts[subject.kind]?.(scene, subject);
}
