import { type SafeText, sanitise } from '../domain/text.ts';
import type { Subject } from '../state/pane.ts';
import type { Scene } from './context.ts';

const pages: Readonly<Record<string, string>> = {
  home: 'home',
  triage: 'connections/health',
  sources: 'connections/sources',
  destinations: 'connections/destinations',
  usage: 'settings/usage',
  audit: 'settings/audit-trail',
};

/** Every page about violations is the one Violations page of the web app (H-19). */
const isViolations = (view: string): boolean => view === 'violations' || view.startsWith('violation-');

/** The same page in Segment's web app, built from slugs and ids only: no other text of the API gets into a link. */
export function webLink(base: string, { context: { overview, place } }: Scene, subject: Subject | undefined): SafeText {
  const slug = encodeURIComponent(overview.workspace?.slug ?? 'goto-my-workspace');
  if (isViolations(place.view)) return sanitise(`${base}/${slug}/protocols/violations`);
  const source = subject?.kind === 'source' ? overview.flow.bySource.get(subject.id)?.source : undefined;
  const connection = subject?.kind === 'destination' ? overview.fleet.byId.get(subject.id) : undefined;
  const path = source
    ? `sources/${encodeURIComponent(source.slug)}/overview`
    : connection?.source
      ? `destinations/${encodeURIComponent(connection.destination.typeSlug)}/sources/${encodeURIComponent(connection.source.slug)}/instances/${encodeURIComponent(connection.id)}`
      : subject?.kind === 'warehouse'
        ? `warehouses/${encodeURIComponent(subject.id)}/overview`
        : (pages[place.view] ?? 'home');
  return sanitise(`${base}/${slug}/${path}`);
}
