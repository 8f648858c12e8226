import type { PlaceholderValues } from '../../domain/own.ts';
import { addressOf } from '../../state/address.ts';
import type { Subject } from '../../state/pane.ts';
import type { Scene } from './context.ts';
import { subjectPages } from './subject-pages.ts';
import { webLink } from './web-link.ts';

/** What stands in the place of placeholders for a thing, or for a page that is about none. */
export function ownValues(scene: Scene, webApp: string, subject: Subject | undefined): PlaceholderValues {
  const { context } = scene;
  const { overview, period, session } = context;
  const { kind, id, parent } = subject ?? {};
  const destinationId = kind === 'destination' ? id : kind === 'mapping' || kind === 'filter' ? parent : undefined;
  const connection = destinationId === undefined ? undefined : overview.fleet.byId.get(destinationId);
  const ownSource = kind === 'source' ? id : kind === 'model' ? parent : undefined;
  const sourceId = ownSource ?? connection?.destination.sourceId;
  return {
    id,
    kind,
    name: subject?.name,
    parentId: parent,
    destinationId,
    destinationName: connection?.destination.name,
    sourceId,
    sourceName: sourceId === undefined ? undefined : overview.flow.bySource.get(sourceId)?.source.name,
    workspace: overview.workspace?.slug,
    workspaceId: overview.workspace?.id,
    profile: session.profile,
    period,
    // Found only where they are asked for: pages of a thing are judged by what was read of it.
    get address() {
      const target = subject && subjectPages(context, subject)[0]?.target;
      return target && addressOf(target);
    },
    get url() {
      return webLink(webApp, scene, subject);
    },
  };
}
