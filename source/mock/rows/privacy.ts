import { iso } from '../../domain/time.ts';
import type { WorkspaceDocument } from '../data/documents.ts';
import { duration } from '../duration.ts';
import type { Row } from '../world.ts';

/** Regulation rows with the fields of both shapes: the list's entry and the single one's stream states (rule 147). */
export const regulationRows = (document: WorkspaceDocument, now: number): Row[] =>
  document.regulations.map(({ id, type, status, subjects, age, took }) => {
    const created = now - duration(age as string);
    const finished = typeof took === 'string' ? { finishedAt: iso(created + duration(took)) } : {};
    const failed = status === 'FAILED';
    return {
      id,
      workspaceId: document.workspace.id,
      subjectType: 'USER_ID',
      subjects,
      status,
      overallStatus: status,
      regulationType: type,
      createdAt: iso(created),
      ...finished,
      streamStatus: document.sources.slice(0, 2).map((source) => ({
        id: source.id,
        destinationStatus: [
          {
            name: 'Braze',
            id: document.destinations[0]?.id ?? '',
            status,
            errString: failed ? 'the partner has no deletion endpoint' : '',
            finishedAt: finished.finishedAt ?? '',
          },
        ],
      })),
    };
  });

/** CredentialV1 rows. */
export const credentialRows = (document: WorkspaceDocument): Row[] =>
  document.credentials.map((row) => ({ ...row, workspaceId: document.workspace.id }));
