import { t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { listPane } from '../../../state/place.ts';
import { allCategory } from '../../../workspace/catalog/categories.ts';
import { type CatalogEntry, catalogTabs } from '../../../workspace/catalog/entries.ts';
import { catalogNeeds } from '../../../workspace/needs/catalog.ts';
import { listingOf } from '../../kit/listing/listing.ts';
import { remembered } from '../../kit/remembered.ts';
import { defineView, type Pane, type Subject, type ViewContext } from '../../kit/view.ts';
import { entryTarget, tabNames } from '../words.ts';
import { columns } from './columns.ts';
import { drawCatalog } from './draw.ts';
import { type CatalogModel, catalogModel, categoriesPane } from './model.ts';
import { nothingThere } from './notices.ts';

const models = remembered<CatalogModel>();
const panesOf = remembered<readonly Pane[]>();
const tabs = catalogTabs.map((tab) => tabNames[tab]);
const sortable = columns.filter(({ sort }) => sort).map(({ id, align }) => ({ id, largestFirst: align === 'right' }));

/** What can be connected to Segment, by category and by name, and what of it this workspace has (C-01, C-02, C-04). */
export const catalog = defineView<CatalogModel>({
  id: pages.catalog.id,
  page: { key: '8', label: t`Catalog` },
  aliases: ['catalog', 'integrations'],
  title: () => t`Catalog`,
  model: (context) => models(context, [context.overview, context.place.panes], () => catalogModel(context)),
  panes: (model, context) => panesOf(context, [model], () => panes(model)),
  draw: drawCatalog,
  listing: (model, context) =>
    listingOf(
      {
        columns,
        rows: model.shown,
        total: model.all.length,
        invalid: model.filter.invalid,
        empty: () => nothingThere(model, context),
        open: entryTarget,
        subject: subjectOf,
      },
      context,
    ),
  needs: ({ tab }, { read }: ViewContext) => catalogNeeds(read, tab),
});

const subjectOf = ({ tab, id, name }: CatalogEntry): Subject => ({
  kind: tab === 'function' ? 'function' : 'other',
  id,
  name,
});

function panes({ tab, shown, shownCategories }: CatalogModel): readonly Pane[] {
  return [
    {
      id: listPane,
      tabs,
      rows: shown.map((entry) => ({
        key: entry.id,
        open: entryTarget(entry),
        subject: subjectOf(entry),
      })),
      columns: sortable,
      scope: 'rows',
    },
    {
      id: categoriesPane(tab),
      tabs,
      rows: shownCategories.map(({ id }) => ({ key: id, focus: listPane })),
      initial: allCategory,
    },
  ];
}
