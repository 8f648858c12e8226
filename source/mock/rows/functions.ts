import type { WorkspaceDocument } from '../data/documents.ts';
import { idOf } from '../hash.ts';
import type { Row } from '../world.ts';
import type { Types } from './connections.ts';

/**
 * FunctionV1 rows, with their versions and instances, which have calls of their own.
 * @param types catalog rows by slug: sources and destinations that run a function have it as their type
 */
export function functionRows(document: WorkspaceDocument, types: Types): Row[] {
  const ids = new Map([...document.destinations, ...document.sources].map(({ key, id }) => [key, id]));
  return document.functions.map(({ catalog, versions, instances, ...row }) => ({
    ...row,
    logoUrl: 'https://cdn.segment.example/logos/function.svg',
    batchMaxCount: 0,
    isLatestVersion: true,
    ...(row.resourceType === 'SOURCE' ? { previewWebhookUrl: 'https://fn.segment.example/preview' } : {}),
    ...(typeof catalog === 'string' ? { catalogId: types.get(catalog)?.id ?? catalog } : {}),
    versions: rowsOf(versions).map((version) => ({ code: row.code, ...version })),
    instances: rowsOf(instances).flatMap((instance) => instanceRow(instance, row, ids)),
  }));
}

const rowsOf = (value: unknown): readonly Row[] => (Array.isArray(value) ? (value as Row[]) : []);

/** InsertFunctionInstanceAlpha row; an instance of what is no longer there is left out. */
function instanceRow({ destination, source, ...own }: Row, { id }: Row, ids: ReadonlyMap<string, string>): Row[] {
  const integrationId = ids.get(String(destination ?? source));
  if (integrationId === undefined) return [];
  return [
    {
      settings: {},
      encryptedSettings: {},
      updatedAt: own.createdAt,
      ...own,
      integrationId,
      classId: idOf(`class/${String(id)}`),
    },
  ];
}
