import type { ChangeableState } from '../actions/environment.ts';
import { compact } from '../domain/format.ts';
import { t } from '../domain/text.ts';
import type { Subject } from '../state/pane.ts';
import type { Scene } from './context.ts';

/** Whether a thing is on, and what switching it starts or stops, in one sentence with the numbers of now. */
export function changeableState({ context: { overview } }: Scene, { kind, id }: Subject): ChangeableState | undefined {
  const { flow, fleet, storage, period } = overview;
  const span = period === '24h' ? t`24 hours` : t`7 days`;
  if (kind === 'source') {
    const found = flow.bySource.get(id);
    if (!found) return undefined;
    const fed = fleet.connections.filter(
      ({ destination }) => destination.sourceId === id && destination.enabled,
    ).length;
    const events = found.events === undefined ? t`its events` : t`${compact(found.events)} events in ${span}`;
    return {
      enabled: found.source.enabled,
      whenEnabled: t`${found.source.name} is taken in again and flows to ${fed} enabled destinations. What was sent meanwhile is lost.`,
      whenDisabled: t`Segment rejects everything ${found.source.name} sends (${events}): ${fed} enabled destinations get nothing more, and it cannot be replayed.`,
    };
  }
  if (kind === 'destination') {
    const found = fleet.byId.get(id);
    if (!found) return undefined;
    const from = found.source?.name ?? t`its source`;
    const sent = found.sourceEvents === undefined ? t`` : t` (${compact(found.sourceEvents)} events in ${span})`;
    return {
      enabled: found.destination.enabled,
      whenEnabled: t`Events of ${from} flow to ${found.destination.name} again. Nothing was queued while it was disabled.`,
      whenDisabled: t`${found.destination.name} gets nothing more from ${from}${sent}. Nothing is queued while it is disabled.`,
    };
  }
  const found = storage.find(({ warehouse }) => kind === 'warehouse' && warehouse.id === id);
  return (
    found && {
      enabled: found.warehouse.enabled,
      whenEnabled: t`${found.warehouse.name} is synced again; the next sync loads what is missing.`,
      whenDisabled: t`${found.warehouse.name} is synced no more; its data stays as it is.`,
    }
  );
}
