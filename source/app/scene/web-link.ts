import { type SafeText, sanitise } from '../../domain/text.ts';
import { pages, type ViewId } from '../../state/pages.ts';
import type { Subject } from '../../state/pane.ts';
import { listPane, paneState } from '../../state/place.ts';
import {
  catalogPath,
  coded,
  computationPath,
  connectionPath,
  planPath,
  sourceLink,
  workspaceSlug,
} from '../../views/kit/web-pages.ts';
import type { Scene } from './context.ts';

const webPages: Readonly<Partial<Record<ViewId, string>>> = {
  home: 'home',
  overview: 'overview',
  triage: 'connections/health',
  health: 'connections/health',
  sources: 'connections/sources',
  destinations: 'connections/destinations',
  privacy: 'privacy',
  'privacy-field': 'privacy',
  regulation: 'privacy',
  catalog: 'catalog',
  functions: 'functions/catalog',
  function: 'functions/catalog',
  usage: 'settings/usage',
  settings: 'settings',
  audit: 'settings/audit-trail',
  engage: 'unify/spaces',
  audience: 'unify/spaces',
  trait: 'unify/spaces',
};

/** Every page about violations is the one Violations page of the web app (H-19). */
const isViolations = (view: string): boolean => view.startsWith('violation-');
/** In the order of the tabs of Protocols. */
const protocolsTabs = ['violations', 'tracking-plans', 'transformations'] as const;

const isPlan = (view: string): boolean => view === 'tracking-plan' || view === 'tracking-rule';

/** Mappings and filters stand on the page of their destination, models on that of their source. */
function destinationOf(subject: Subject | undefined): string | undefined {
  if (subject?.kind === 'destination') return subject.id;
  return subject?.kind === 'mapping' || subject?.kind === 'filter' ? subject.parent : undefined;
}

function sourceOf(subject: Subject | undefined): string | undefined {
  if (subject?.kind === 'source') return subject.id;
  return subject?.kind === 'model' ? subject.parent : undefined;
}

/** The same page in Segment's web app, built from slugs and ids only: no other text of the API gets into a link. */
export function webLink(
  base: string,
  { context: { overview, place, read } }: Scene,
  subject: Subject | undefined,
): SafeText {
  const home = `${base}/${workspaceSlug(overview)}`;
  if (place.view === 'catalog-item') return sanitise(`${home}/${catalogPath(place.params)}`);
  if (isPlan(place.view) || subject?.kind === 'tracking-plan')
    return sanitise(
      `${home}/${planPath(subject?.kind === 'tracking-plan' ? subject.id : pages.trackingPlan.of(place).id, read)}`,
    );
  if (place.view === 'protocols')
    return sanitise(`${home}/protocols/${protocolsTabs[paneState(place, listPane).tab] ?? 'violations'}`);
  if (subject?.kind === 'audience' || subject?.kind === 'trait')
    return sanitise(`${home}/${computationPath(subject.kind, subject.id, subject.parent, read)}`);
  if (isViolations(place.view)) return sanitise(`${home}/protocols/violations`);
  const debugged =
    place.view === pages.debugger.id
      ? overview.flow.bySource.get(pages.debugger.of(place).source ?? '')?.source
      : undefined;
  if (debugged) return sourceLink(base, overview, debugged, 'debugger');
  const source = overview.flow.bySource.get(sourceOf(subject) ?? '')?.source;
  // The drawer is about its connection, whatever row of it is selected.
  const id = place.view === pages.payload.id ? pages.payload.of(place).id : destinationOf(subject);
  const connection = id === undefined ? undefined : overview.fleet.byId.get(id);
  const own = source
    ? `sources/${coded(source.slug)}/overview`
    : subject?.kind === 'warehouse'
      ? `warehouses/${coded(subject.id)}/overview`
      : undefined;
  const path = (connection && connectionPath(connection)) ?? own ?? webPages[place.view] ?? 'home';
  return sanitise(`${home}/${path}`);
}
