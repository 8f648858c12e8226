import type { Row } from '../../../world.ts';
import { isRow } from '../../body.ts';
import { pageOf } from '../../paging.ts';
import type { Query } from '../../query.ts';
import { type Call, collection, get, list, type Route, rowOf } from '../../route.ts';
import { listIn } from '../../text.ts';
import { listOf, optionalOneOf } from '../../validate.ts';
import { without } from '../shown.ts';

const statuses = [
  'FAILED',
  'FINISHED',
  'INITIALIZED',
  'INVALID',
  'NOT_SUPPORTED',
  'PARTIAL_SUCCESS',
  'RUNNING',
] as const;
const types = [
  'DELETE_INTERNAL',
  'DELETE_ONLY',
  'SUPPRESS_ONLY',
  'SUPPRESS_WITH_DELETE',
  'SUPPRESS_WITH_DELETE_INTERNAL',
  'UNSUPPRESS',
] as const;
/** Only the list of one source takes this one besides. */
const sourceTypes = [...types, 'DELETE_ARCHIVE_ONLY'] as const;

/** Open to a Workspace Owner and an End User Privacy Admin (rule 150); the mock knows only the first. */
const gate = 'privacy';

/** Deletion and suppression (rule 147). */
export const privacyRoutes: readonly Route[] = [
  list(
    '/regulations',
    'regulations',
    ({ world, query }) => world.list('regulations').filter(asked(query, types)).map(entry),
    {
      gate,
    },
  ),
  get(
    '/regulations/sources/{sourceId}',
    (call) => {
      const { id } = rowOf(call, 'sources', 'sourceId', 'Source');
      const concerns = (row: Row) => listIn(row.streamStatus).some((stream) => isRow(stream) && stream.id === id);
      const own = call.world.list('regulations').filter(concerns);
      return { regulations: pageOf(own.filter(asked(call.query, sourceTypes)).map(entry), call.query).items };
    },
    gate,
  ),
  get('/regulations/{regulateId}', (call) => ({ regulation: details(call) }), gate),
  collection('/suppressions', 'suppressed', 'suppressions', {
    gate,
    show: (row) => ({ subjectType: row.subjectType, subjectIds: listIn(row.subjectIds) }),
  }),
];

function asked(query: Query, allowed: readonly string[]): (row: Row) => boolean {
  const status = optionalOneOf(query, 'status', statuses);
  const wanted: readonly unknown[] = listOf(query, 'regulationTypes', allowed);
  return (row) =>
    (status === undefined || row.status === status) && (wanted.length === 0 || wanted.includes(row.regulationType));
}

function entry(row: Row): Row {
  return without(row, 'streamStatus', 'overallStatus', 'workspaceId');
}

function details(call: Call): Row {
  const row = rowOf(call, 'regulations', 'regulateId', 'Regulation');
  return {
    id: row.id,
    workspaceId: call.world.workspace.id,
    overallStatus: row.overallStatus ?? row.status,
    createdAt: row.createdAt,
    ...(row.finishedAt !== undefined && { finishedAt: row.finishedAt }),
    streamStatus: listIn(row.streamStatus),
  };
}
