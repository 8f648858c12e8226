import { type SafeText, t } from '../../domain/text.ts';
import { pages, type Target } from '../../state/pages.ts';
import type { Subject } from '../../state/pane.ts';
import { sameTarget } from '../../state/place.ts';
import { current } from '../current.ts';
import type { Action, Environment } from '../environment.ts';
import { openTarget } from '../navigate.ts';
import { toast } from '../toast.ts';

/** The page with the pipeline of a thing; mappings and filters belong to the destination that has them. */
function pageOf({ kind, id, parent }: Subject): Target | undefined {
  if (kind === 'destination' || kind === 'source' || kind === 'warehouse') return pages[kind].at(id);
  if ((kind === 'mapping' || kind === 'filter') && parent !== undefined) return pages.destination.at(parent);
  return undefined;
}

/** Where `d` leads from the selected row, else from what the page is about; or why it leads nowhere (H-23). */
export function deliveryOf(environment: Environment): Target | { readonly why: SafeText } {
  const here = current(environment);
  const target = [here?.row?.subject, here?.pane.subject].flatMap((subject) => (subject && pageOf(subject)) ?? [])[0];
  if (!here || !target) return { why: t`only sources, destinations and warehouses have one` };
  return sameTarget(target, here.top) ? { why: t`this is it` } : target;
}

/** `d`: the Delivery Overview of the row. */
export const delivery: Action = (environment) => {
  const target = deliveryOf(environment);
  if ('why' in target) toast(environment, t`No Delivery Overview to open: ${target.why}`, 'info');
  else openTarget(environment, target);
};
