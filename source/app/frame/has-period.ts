import type { ViewId } from '../../state/pages.ts';
import { besideFrom } from '../../state/table-look.ts';

/** Pages of which nothing is counted over the period, so that its key changes nothing there. */
const periodless: ReadonlySet<ViewId> = new Set<ViewId>([
  'catalog',
  'usage',
  'settings',
  'engage',
  'audit',
  'audit-item',
  'catalog-item',
  'debugger',
  'destination-settings',
  'privacy-field',
  'audience',
  'trait',
  'warehouse',
  'workspaces',
  'log',
  'warehouse-syncs',
  'reverse-etl-runs',
]);

/** Pages of which only the answer under a short list is counted over the period: it needs a wide screen. */
const answeredOnly: ReadonlySet<ViewId> = new Set<ViewId>(['alerts', 'reverse-etl', 'functions', 'regulation']);

/** Whether the period changes anything on a page of this width. */
export const hasPeriod = (view: ViewId, width: number): boolean =>
  !periodless.has(view) && !(answeredOnly.has(view) && width < besideFrom);
