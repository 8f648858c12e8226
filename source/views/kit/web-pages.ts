import type { Source } from '../../domain/entities.ts';
import { type SafeText, sanitise } from '../../domain/text.ts';
import type { Connection } from '../../workspace/delivery/fleet.ts';
import type { Read } from '../../workspace/polling/read.ts';
import * as resources from '../../workspace/resources/common.ts';
import { spaces } from '../../workspace/resources/pages.ts';
import type { Overview } from '../../workspace/watch/overview.ts';

export const usWebApp = 'https://app.segment.com';

/** A part of an address. Half a character, which an id of a broken answer may hold, has no form in one: it is replaced. */
export const coded = (part: string): string => encodeURIComponent(part.toWellFormed());

/** The workspace's part of an address; the web app resolves the fallback to the workspace of the login. */
export function workspaceSlug({ workspace }: Pick<Overview, 'workspace'>): string {
  return coded(workspace?.slug ?? 'goto-my-workspace');
}

/** Path of a connection's page below the workspace, built from slugs and ids only; undefined while its source is unknown. */
export function connectionPath({ id, destination, source }: Connection): string | undefined {
  if (!source) return undefined;
  const [type, from, instance] = [destination.typeSlug, source.slug, id].map(coded);
  return `destinations/${type}/sources/${from}/instances/${instance}`;
}

const catalogTabs: readonly (string | undefined)[] = ['source', 'destination', 'warehouse'];

/** Path of a tile of the catalog below the workspace; of functions there is only the list of them. */
export function catalogPath({ tab, slug }: Readonly<Record<string, string>>): string {
  if (!catalogTabs.includes(tab)) return 'functions/catalog';
  return slug ? `${tab}s/catalog/${coded(slug)}` : `${tab}s/catalog`;
}

/** Address of a tab of a source's page in the web app. */
export function sourceLink(base: string | undefined, overview: Overview, { slug }: Source, tab: 'debugger'): SafeText {
  return sanitise(`${base ?? usWebApp}/${workspaceSlug(overview)}/sources/${coded(slug)}/${tab}`);
}

/** Address of a connection's page in the web app; its tabs lead to Event Delivery and Delivery Overview. */
export function connectionLink(base: string, overview: Overview, connection: Connection): SafeText {
  const path = connectionPath(connection) ?? 'connections/destinations';
  return sanitise(`${base}/${workspaceSlug(overview)}/${path}`);
}

const computedPaths: Readonly<Partial<Record<string, string>>> = { audience: 'audiences', trait: 'traits' };

/** Path of an audience or a computed trait below the workspace; the list of spaces while its own is not known. */
export function computationPath(kind: string, id: string, spaceId: string | undefined, read: Read): string {
  const space = read(spaces).data?.find((each) => each.id === spaceId);
  const path = computedPaths[kind];
  return space && path ? `unify/spaces/${coded(space.slug)}/${path}/${coded(id)}` : 'unify/spaces';
}

/** Path of a tracking plan below the workspace: the web app knows a plan by its schema id where that is known. */
export function planPath(id: string | undefined, read: Read): string {
  const plan = read(resources.trackingPlans).data?.find((each) => each.id === id);
  const known = plan?.resourceSchemaId ?? id;
  return known ? `protocols/tracking-plans/${coded(known)}` : 'protocols/tracking-plans';
}
