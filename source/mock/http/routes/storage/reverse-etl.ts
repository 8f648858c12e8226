import { iso } from '../../../../domain/time.ts';
import { bodyOf } from '../../body.ts';
import { pageOf } from '../../paging.ts';
import { notFound } from '../../refusal.ts';
import { type Call, collection, get, type Route, rowOf, single, write } from '../../route.ts';
import { startSync, syncsOf } from './manual-syncs.ts';

/** This list alone reads `count` and `cursor` at the top level (rule 6). */
const flatPaging = { name: '', most: 100, fallback: 10, end: 'null', total: false } as const;

/** Reverse ETL (rule 119). */
export const reverseEtlRoutes: readonly Route[] = [
  collection('/reverse-etl-models', 'models', 'reverse-etl-models'),
  single('/reverse-etl-models/{modelId}', 'modelId', 'reverseEtlModel', ['reverse-etl-models', 'Model']),
  get('/reverse-etl-models/{modelId}/subscriptionId/{subscriptionId}/syncs', (call) => {
    const modelId = modelOf(call);
    const subscriptionId = call.params.subscriptionId ?? '';
    if (!call.world.get('subscriptions', subscriptionId)) throw notFound('Subscription', subscriptionId);
    const { items, pagination } = pageOf(syncsOf(call.world, modelId, subscriptionId), call.query, flatPaging);
    return { syncStatuses: items, pagination };
  }),
  get('/reverse-etl-models/{modelId}/syncs/{syncId}', (call) => {
    const modelId = modelOf(call);
    const syncId = call.params.syncId ?? '';
    const found = call.world
      .list('subscriptions')
      .filter((row) => row.modelId === modelId)
      .flatMap((row) => syncsOf(call.world, modelId, String(row.id)))
      .find((sync) => sync.syncId === syncId);
    if (!found) throw notFound('Sync', syncId);
    return { reverseETLSyncStatus: found };
  }),
  write('POST', '/reverse-etl-syncs', start),
];

function modelOf(call: Call): string {
  return String(rowOf(call, 'reverse-etl-models', 'modelId', 'Model').id);
}

function start({ world, body }: Call): unknown {
  const ids = bodyOf(body, { sourceId: 'string!', modelId: 'string!', subscriptionId: 'string!' });
  const [modelId, subscriptionId] = [String(ids.modelId), String(ids.subscriptionId)];
  const sourceId = String(ids.sourceId);
  const model = world.get('reverse-etl-models', modelId);
  if (!model) throw notFound('Model', modelId);
  if (model.sourceId !== sourceId) throw notFound('Source', sourceId);
  if (world.get('subscriptions', subscriptionId)?.modelId !== modelId) throw notFound('Subscription', subscriptionId);
  const { syncId, at } = startSync(world, { modelId, subscriptionId, sourceId });
  return { reverseETLManualSync: { syncId, startedAt: iso(at) } };
}
