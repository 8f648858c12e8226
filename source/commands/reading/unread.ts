import type { Status } from '../../workspace/watch/status-shape.ts';

/** What kind of thing was to be read, in words: of `warehouse-syncs:ID`, `warehouse syncs`. */
export const kindWords = (resource: string): string => resource.replace(/:.*/s, '').replaceAll('-', ' ');

/** Why it was not read, for a sentence that says already that it was not. */
export const whyWords = (message: string): string => message.replace(/^not read: /, '');

/** Kinds of resources that are named in one line. */
const mostNamed = 3;

/** What could not be read, in one line: `answered in part: not read: volume: not read in time; 12 of metrics: …`. */
export function unreadLine(problems: Status['problems']): string {
  const kinds = [...Map.groupBy(problems, ({ resource, message }) => `${kindWords(resource)}: ${whyWords(message)}`)];
  const named = kinds
    .slice(0, mostNamed)
    .map(([kind, alike]) => (alike.length > 1 ? `${alike.length} of ${kind}` : kind));
  const more = kinds.length > mostNamed ? [`and ${kinds.length - mostNamed} more`] : [];
  return `answered in part: not read: ${[...named, ...more].join('; ')}`;
}
