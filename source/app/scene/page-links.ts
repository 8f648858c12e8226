import type { PageLink } from '../../actions/environment.ts';
import { type SafeText, t } from '../../domain/text.ts';
import type { CommandId } from '../../keys/keymap.ts';
import type { Target } from '../../state/place.ts';
import type { ViewContext } from '../../views/kit/view.ts';
import { evaluated } from '../../views/watch/alerts/evaluated.ts';
import { health } from '../../workspace/watch/health.ts';

type Params = Target['params'];

/** A page of a thing, as its menu has it. */
export const link = (id: string, label: SafeText, view: string, params: Params, more: More = {}): PageLink => {
  const { tab, key } = more;
  return { id, label, target: { view, params, ...(tab === undefined ? {} : { tab }) }, ...(key ? { key } : {}) };
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
  link('delivery', t`Delivery`, 'destination', { id }, { key: 'delivery' });

/** The lists of what is wrong, where one of their rows is about the thing. */
export function watchPages(context: ViewContext, id: string): readonly PageLink[] {
  const { overview, read } = context;
  const isRaised = evaluated(context).raised.some(({ subject }) => subject.id === id);
  const isUnwell = health(overview, read).some((row) => {
    if (row.kind === 'connection') return row.connection.id === id;
    return row.kind === 'warehouse' ? row.storage.warehouse.id === id : row.signal.item.resourceId === id;
  });
  return [
    ...when(isRaised, link('alerts', t`Alerts`, 'alerts', {})),
    ...when(isUnwell, link('health', t`Health`, 'health', {}, { key: 'page.health' })),
  ];
}
