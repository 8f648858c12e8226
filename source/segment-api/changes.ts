import type { Change, Changeable } from '../domain/change.ts';
import type { WriteCall } from './client.ts';

const one: Readonly<Record<Changeable, string>> = {
  source: '/sources/{sourceId}',
  destination: '/destinations/{destinationId}',
  warehouse: '/warehouses/{warehouseId}',
};

/** Alpha operations take no other type for their body (rule 3). */
const alpha = 'application/vnd.segment.v1alpha+json';

/**
 * The request that makes a change. Only what changes is sent: a masked secret that is written back would replace the secret
 * (rule 21).
 */
export function callOf(change: Change): WriteCall {
  switch (change.kind) {
    case 'switch':
      return update(change.of, change.id, { enabled: change.enabled });
    case 'rename':
      return update(change.of, change.id, { name: change.name });
    case 'delete':
      return { method: 'DELETE', operation: `DELETE ${one[change.of]}`, ids: [change.id] };
    case 'switch-filter':
      return {
        method: 'PATCH',
        operation: 'PATCH /destination/{destinationId}/filters/{filterId}',
        ids: [change.destinationId, change.id],
        body: { enabled: change.enabled },
      };
    case 'switch-mapping':
      return {
        method: 'PATCH',
        operation: 'PATCH /destinations/{destinationId}/subscriptions/{id}',
        ids: [change.destinationId, change.id],
        body: { input: { enabled: change.enabled } },
        contentType: alpha,
      };
    case 'controls':
      return {
        method: 'PATCH',
        operation: 'PATCH /sources/{sourceId}/settings',
        ids: [change.sourceId],
        body: { track: change.track, ...change.others },
      };
    case 'add-label':
      return {
        method: 'POST',
        operation: 'POST /sources/{sourceId}/labels',
        ids: [change.sourceId],
        body: { labels: [wireLabel(change.label)] },
      };
    case 'remove-label':
      return {
        method: 'PUT',
        operation: 'PUT /sources/{sourceId}/labels',
        ids: [change.sourceId],
        body: { labels: (change.kept ?? []).map(wireLabel) },
      };
    case 'sync': {
      const { sourceId, modelId, subscriptionId } = change;
      return {
        method: 'POST',
        operation: 'POST /reverse-etl-syncs',
        body: { sourceId, modelId, subscriptionId },
        contentType: alpha,
      };
    }
  }
}

const wireLabel = ({ key, value }: { readonly key: string; readonly value: string }) => ({ key, value });

/** A warehouse demands its settings even to be switched: an empty object changes none of them (rule 111). */
function update(of: Changeable, id: string, body: Readonly<Record<string, unknown>>): WriteCall {
  return {
    method: 'PATCH',
    operation: `PATCH ${one[of]}`,
    ids: [id],
    body: of === 'warehouse' ? { ...body, settings: {} } : body,
  };
}
