import type { Row } from '../../../world.ts';
import { isRow } from '../../body.ts';
import { notFound } from '../../refusal.ts';
import { type Call, get, list, type Route, rowOf, single } from '../../route.ts';
import { listIn } from '../../text.ts';
import { oneOf, required } from '../../validate.ts';
import { without } from '../shown.ts';

const types = ['DESTINATION', 'INSERT_DESTINATION', 'INSERT_SOURCE', 'INSERT_TRANSFORMATION', 'SOURCE'] as const;
const gate = 'functions';

/** Reads of functions (rule 160). */
export const functionRoutes: readonly Route[] = [
  list(
    '/functions',
    'functions',
    ({ world, query }) => {
      const type = oneOf('resourceType', required(query, 'resourceType'), types);
      return world
        .list('functions')
        .filter((row) => row.resourceType === type)
        .map((row) => ({
          workspaceId: world.workspace.id,
          ...without(row, 'code', 'settings', 'versions', 'instances', 'deployedAt'),
        }));
    },
    { gate },
  ),
  single('/functions/{functionId}', 'functionId', 'function', ['functions', 'Function'], {
    gate,
    show: (row) => without(row, 'versions', 'instances'),
  }),
  list('/functions/{functionId}/versions', 'versions', (call) => partsOf(call, 'versions'), { gate }),
  get(
    '/functions/{functionId}/versions/{versionId}',
    (call) => {
      const id = call.params.versionId ?? '';
      const version = partsOf(call, 'versions').find((row) => row.id === id);
      if (!version) throw notFound('Function Version', id);
      return { version };
    },
    gate,
  ),
  list(
    '/insert-function-instances',
    'instances',
    ({ world, query }) => {
      const id = required(query, 'functionId');
      const row = world.get('functions', id);
      if (!row) throw notFound('Function', id);
      return rowsIn(row, 'instances');
    },
    { gate },
  ),
  get(
    '/insert-function-instances/{instanceId}',
    ({ world, params }) => {
      const id = params.instanceId ?? '';
      const found = world
        .list('functions')
        .flatMap((row) => rowsIn(row, 'instances'))
        .find((row) => row.id === id);
      if (!found) throw notFound('Insert Function Instance', id);
      return { insertFunctionInstance: found };
    },
    gate,
  ),
];

/** Versions and instances are kept in the function's own row. */
const rowsIn = (row: Row, name: 'versions' | 'instances'): readonly Row[] =>
  listIn(row[name]).filter((each): each is Row => isRow(each));

function partsOf(call: Call, name: 'versions' | 'instances'): readonly Row[] {
  return rowsIn(rowOf(call, 'functions', 'functionId', 'Function'), name);
}
