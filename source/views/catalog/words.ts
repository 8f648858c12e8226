import { compact } from '../../domain/format.ts';
import { type SafeText, sanitise, t } from '../../domain/text.ts';
import { pages, type Target } from '../../state/pages.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import { type Span, span, type Tone } from '../../theme/line.ts';
import type { CatalogCategory } from '../../workspace/catalog/categories.ts';
import type { CatalogEntry, CatalogTab, Instance } from '../../workspace/catalog/entries.ts';

/** The wording of the catalog, the same on its page and on the page of a tile. */

export const tabNames: Readonly<Record<CatalogTab, SafeText>> = {
  source: t`Sources`,
  destination: t`Destinations`,
  warehouse: t`Storage`,
  function: t`Functions`,
};

const statuses: Readonly<Record<string, readonly [text: SafeText, tone: Tone]>> = {
  PUBLIC: [t``, 'text'],
  PUBLIC_BETA: [t`BETA`, 'accent'],
  PRIVATE_BETA: [t`closed BETA`, 'accent'],
  DEPRECATED: [t`deprecated`, 'warn'],
  PRIVATE_BUILDING: [t`being built`, 'dim'],
  PRIVATE_SUBMITTED: [t`in review`, 'dim'],
  UNAVAILABLE: [t`unavailable`, 'dim'],
};

/** Nothing for what everybody can have; a status that is not known is shown as the API wrote it. */
export function statusSpan({ status }: Pick<CatalogEntry, 'status'>): Span {
  const [text, tone] = Object.hasOwn(statuses, status) ? statuses[status]! : [status, 'text' as const];
  return span(text, tone);
}

/** `● 3`: how many the workspace has; nothing for none, `–` while that is not known, `● 3+` where there may be more. */
export function instancesSpan(
  { instances, mayHaveMore }: Pick<CatalogEntry, 'instances' | 'mayHaveMore'>,
  glyphs: Glyphs,
): Span {
  if (instances === undefined) return span(t`–`, 'dim');
  if (instances.length === 0) return span(t``);
  const on = instances.some(({ enabled }) => enabled);
  const count = t`${compact(instances.length)}${mayHaveMore ? t`+` : t``}`;
  return span(t`${on ? glyphs.healthy : glyphs.inactive} ${count}`, on ? 'good' : 'dim');
}

/** How many tiles are in a category: a dash while that is not known, `12+` where there may be more. */
export function categoryCount({ count, mayHaveMore }: Pick<CatalogCategory, 'count' | 'mayHaveMore'>): SafeText {
  if (count === undefined || (count === 0 && mayHaveMore)) return t`–`;
  return mayHaveMore ? t`${compact(count)}+` : compact(count);
}

export function entryTarget({ id, tab, slug }: CatalogEntry): Target {
  return pages.catalogItem.at({ tab, id, slug });
}

export function instanceTarget({ kind, id }: Instance): Target {
  return pages[kind].at(id);
}

const documentation = 'https://segment.com/docs/connections';

/** Where Segment documents what is on a tab. The API gives no address of the page of one tile. */
export const documentationOf: Readonly<Record<CatalogTab, SafeText>> = {
  source: sanitise(`${documentation}/sources/catalog/`),
  destination: sanitise(`${documentation}/destinations/catalog/`),
  warehouse: sanitise(`${documentation}/storage/catalog/`),
  function: sanitise(`${documentation}/functions/`),
};
