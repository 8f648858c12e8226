import { sanitise, t } from '../../domain/text.ts';
import { type CatalogEntry, catalogEntry, catalogSnapshot, catalogTabs } from '../../workspace/catalog.ts';
import { catalogItemNeeds } from '../../workspace/catalog-needs.ts';
import { refused } from '../../workspace/overview-needs.ts';
import * as resources from '../../workspace/resources.ts';
import { documentationOf } from '../catalog-words.ts';
import { emptyNotice } from '../need-states.ts';
import { pageView } from '../page-view.ts';
import { remembered } from '../remembered.ts';
import type { ViewContext } from '../view.ts';
import { factRows, instanceRows, settingRows } from './facts.ts';
import { stepRows } from './steps.ts';

const found = remembered<CatalogEntry | undefined>();

const tabOf = ({ place }: ViewContext) => catalogTabs.find((tab) => tab === place.params.tab) ?? 'source';

function entryOf(context: ViewContext): CatalogEntry | undefined {
  const { overview, place, read } = context;
  return found([overview, place.params], () => catalogEntry(read, tabOf(context), place.params.id));
}

/** One tile of the catalog: what it is and takes, and how to connect it (C-03). */
export const catalogItem = pageView<CatalogEntry>({
  id: 'catalog-item',
  aliases: [],
  title: (context) => entryOf(context)?.name ?? t`Catalog`,
  model: entryOf,
  absent: (context) => {
    const { read } = context;
    const snapshot = refused(read) ? read(resources.workspace) : catalogSnapshot(read, tabOf(context));
    return emptyNotice(snapshot, t`the catalog`, { title: t`The catalog no longer has it`, help: t`esc back` });
  },
  // What `y` copies: the address one wants to read on in a browser.
  subject: ({ tab, name, item }) => ({
    kind: 'other',
    id: item?.website || documentationOf[tab],
    name: sanitise(name),
  }),
  sections: (entry, context, width) => [
    { title: t``, rows: factRows(entry, width) },
    { title: t`In this workspace`, rows: instanceRows(entry, context) },
    { title: t`How to connect it`, rows: stepRows(entry, width) },
    { title: t`Settings it asks for`, rows: settingRows(entry, width) },
  ],
  needs: (_, context) => catalogItemNeeds(context.read, tabOf(context)),
});
