import type { PageLink } from '../../actions/environment.ts';
import { type SafeText, t } from '../../domain/text.ts';
import { alertOn } from '../../domain/watch/alerts/settings.ts';
import type { CommandId } from '../../keys/keymap.ts';
import { pages, type Target } from '../../state/pages.ts';
import type { ViewContext } from '../../views/kit/view.ts';
import { evaluated } from '../../views/watch/alerts/evaluated.ts';
import { health } from '../../workspace/watch/health.ts';

/** A page of a thing, as its menu has it. */
export const link = (id: string, label: SafeText, to: Target, more: More = {}): PageLink => {
  const { tab, key } = more;
  return { id, label, target: { ...to, ...(tab === undefined ? {} : { tab }) }, ...(key ? { key } : {}) };
};

interface More {
  /** Which tab of the page. */
  readonly tab?: number;
  readonly key?: CommandId;
}

/** A link where it has something to say, else none. */
export const when = (holds: boolean, ...links: readonly PageLink[]): readonly PageLink[] => (holds ? links : []);

/** The page of a connection, for what belongs to it. */
export const deliveryOf = (id: string): PageLink =>
  link('delivery', t`Delivery`, pages.destination.at(id), { key: 'delivery' });

/** The lists of what is wrong, where one of their rows is about the thing. */
export function watchPages(context: ViewContext, id: string): readonly PageLink[] {
  const { overview, read } = context;
  const isRaised = alertOn(evaluated(context).records, id) !== undefined;
  const isUnwell = health(overview, read).some((row) => {
    if (row.kind === 'connection') return row.connection.id === id;
    return row.kind === 'warehouse' ? row.storage.warehouse.id === id : row.signal.item.resourceId === id;
  });
  return [
    ...when(isRaised, link('alerts', t`Alerts`, pages.alerts.at())),
    ...when(isUnwell, link('health', t`Health`, pages.health.at(), { key: 'page.health' })),
  ];
}
