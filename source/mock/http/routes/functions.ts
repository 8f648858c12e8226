import { notFound } from '../refusal.ts';
import { type Call, get, list, type Route, rowOf, single } from '../route.ts';
import { oneOf, required } from '../validate.ts';
import { without } from './shown.ts';

const types = ['DESTINATION', 'INSERT_DESTINATION', 'INSERT_SOURCE', 'INSERT_TRANSFORMATION', 'SOURCE'] as const;
const gate = 'functions';

/** Reads of functions (manual 2.6). */
export const functionRoutes: readonly Route[] = [
  list(
    '/functions',
    'functions',
    ({ world, query }) => {
      const type = oneOf('resourceType', required(query, 'resourceType'), types);
      return world
        .list('functions')
        .filter((row) => row.resourceType === type)
        .map((row) => ({ workspaceId: world.workspace.id, ...without(row, 'code', 'settings', 'versions') }));
    },
    { gate },
  ),
  single('/functions/{functionId}', 'functionId', 'function', ['functions', 'Function'], { gate }),
  list('/functions/{functionId}/versions', 'versions', (call) => nothingOf(call, 'functionId'), { gate }),
  get(
    '/functions/{functionId}/versions/{versionId}',
    (call) => {
      nothingOf(call, 'functionId');
      throw notFound('Function Version', call.params.versionId ?? '');
    },
    gate,
  ),
  list(
    '/insert-function-instances',
    'instances',
    ({ world, query }) => {
      const id = required(query, 'functionId');
      if (!world.get('functions', id)) throw notFound('Function', id);
      return [];
    },
    { gate },
  ),
  get(
    '/insert-function-instances/{instanceId}',
    ({ params }) => {
      throw notFound('Insert Function Instance', params.instanceId ?? '');
    },
    gate,
  ),
];

/** The mock keeps no versions: an empty list for a function that exists. */
function nothingOf(call: Call, param: string): readonly never[] {
  rowOf(call, 'functions', param, 'Function');
  return [];
}
