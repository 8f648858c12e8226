import { t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { paneState } from '../../../state/place.ts';
import { type CatalogEntry, catalogEntry, catalogSnapshot, catalogTabs } from '../../../workspace/catalog/entries.ts';
import { catalogItemNeeds } from '../../../workspace/needs/catalog.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { refused } from '../../../workspace/resources/refused.ts';
import { absentPage } from '../../kit/absent-page.ts';
import { keyText } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { drawRowPage, type FactRow, filteredRows, sectionRows, sectionWidth, stopsOf } from '../../kit/row-page.ts';
import { type DrawContext, type Drawn, defineView, type Subject, type ViewContext } from '../../kit/view.ts';
import { factRows, instanceRows, settingRows } from '../facts.ts';
import { stepRows } from '../steps.ts';
import { documentationOf } from '../words.ts';

const pane = 'page';
/** The width rows are made for before the drawing size is known: only their keys matter then. */
const anyWidth = 80;

const tabOf = ({ place }: ViewContext) =>
  catalogTabs.find((tab) => tab === pages.catalogItem.of(place).tab) ?? 'source';
const entryOf = ({ read, place }: ViewContext) =>
  catalogEntry(read, pages.catalogItem.of(place).tab, pages.catalogItem.of(place).id);

/** One tile of the catalog: what it is and takes, and how to connect it (C-03). */
export const catalogItem = defineView<CatalogEntry | undefined>({
  id: pages.catalogItem.id,
  aliases: [],
  title: (context) => entryOf(context)?.name ?? t`Catalog`,
  model: entryOf,
  panes: (entry, context) => {
    const rows = entry ? stopsOf(shownRows(entry, context, anyWidth)) : [];
    return [{ id: pane, rows, initial: rows.find(({ open }) => open)?.key }];
  },
  draw: (entry, context) => {
    if (!entry) return nothing(context);
    const rows = (width: number) => shownRows(entry, context, width);
    return drawRowPage({ pane, title: entry.name, head: [], rows }, context);
  },
  needs: (_, context) => catalogItemNeeds(context.read, tabOf(context)),
});

/** What `y` copies: the address to read on in a browser. */
const subjectOf = ({ tab, name, item }: CatalogEntry): Subject => ({
  kind: 'other',
  id: item?.website || documentationOf[tab],
  name,
});

function shownRows(entry: CatalogEntry, context: ViewContext, whole: number): readonly FactRow[] {
  const subject = subjectOf(entry);
  const width = sectionWidth(whole);
  const rows = sectionRows([
    [undefined, factRows(entry, context, width)],
    [t`In this workspace`, instanceRows(entry, context)],
    [t`How to connect it`, stepRows(entry, context, width)],
    [t`Settings it asks for`, settingRows(entry, width)],
  ]).map((row) => (row.key === undefined ? row : { ...row, subject }));
  return filteredRows(rows, paneState(context.place, pane).filter);
}

function nothing(context: DrawContext): Drawn {
  const { read } = context;
  const snapshot = refused(read) ? read(resources.workspace) : catalogSnapshot(read, tabOf(context));
  const why = emptyNotice(snapshot, t`the catalog`, {
    title: t`The catalog no longer has it`,
    help: keyText(context, 'back', t`back`),
  });
  return { block: absentPage(t`Catalog`, why, context) };
}
