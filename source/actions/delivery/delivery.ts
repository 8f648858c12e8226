import { t } from '../../domain/text.ts';
import { pages, type Target } from '../../state/pages.ts';
import type { Subject } from '../../state/pane.ts';
import { opening } from '../action.ts';
import { current } from '../current.ts';

/** The page with the pipeline of a thing; mappings and filters belong to the destination that has them. */
function pageOf({ kind, id, parent }: Subject): Target | undefined {
  if (kind === 'destination' || kind === 'source' || kind === 'warehouse') return pages[kind].at(id);
  if ((kind === 'mapping' || kind === 'filter') && parent !== undefined) return pages.destination.at(parent);
  return undefined;
}

/** `d`: the Delivery Overview of the selected row, else of what the page is about (H-23). */
export const delivery = opening((sight) => {
  const here = current(sight);
  const about = [here?.row?.subject, here?.pane.subject];
  return (
    about.flatMap((subject) => (subject && pageOf(subject)) ?? [])[0] ?? {
      why: t`only sources, destinations, warehouses have one`,
    }
  );
}, t`No Delivery Overview to open`);
