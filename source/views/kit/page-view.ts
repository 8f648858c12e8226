import { type Block, clip, stack } from '../../components/block.ts';
import { type Notice, notice } from '../../components/notice.ts';
import { panel, panelRoom } from '../../components/panel.ts';
import { offsetFor } from '../../components/table/table.ts';
import { parseFilter } from '../../domain/filter/filter.ts';
import { atHand } from '../../domain/proof.ts';
import { type SafeText, sanitise, t } from '../../domain/text.ts';
import type { Target, ViewId } from '../../state/pages.ts';
import { paneState } from '../../state/place.ts';
import { besideFrom } from '../../state/table-look.ts';
import { rowHit } from '../../theme/hit.ts';
import { blank, fit, highlight, indent, type Line, line, lineText, type Span, select, span } from '../../theme/line.ts';
import { padToWidth, widthOf } from '../../theme/width.ts';
import type { Attention } from '../../workspace/needs/overview.ts';
import type { Need, Resource } from '../../workspace/polling/resource.ts';
import { type Answer, answerPanel } from './answer/answer.ts';
import { withTrail } from './answer/trail.ts';
import { keyText } from './key-words.ts';
import { remembered } from './remembered.ts';
import {
  type DrawContext,
  defineView,
  type PageEntry,
  paneOf,
  type Subject,
  type View,
  type ViewContext,
} from './view.ts';

/** One row of a page; rows that lead somewhere can be selected. */
export interface PageRow {
  readonly line: Line;
  readonly key?: string | undefined;
  readonly open?: Target | undefined;
  /** What Enter folds or unfolds: listed in the pane's `folded` once it was turned; what that means is the page's own. */
  readonly fold?: string | undefined;
  /** Where `p` goes from here. */
  readonly payload?: Target | undefined;
  readonly subject?: Subject | undefined;
}

export interface Section {
  readonly title: SafeText;
  readonly rows: readonly PageRow[];
}

/** A page about one thing: titled sections under each other. */
export interface PageViewSpec<Model> {
  readonly id: ViewId;
  readonly page?: PageEntry;
  readonly aliases: readonly string[];
  readonly gate?: Resource<unknown>;
  /** The pane that keeps its rows, where it is not the page's own: a tab among lists keeps them where lists do. */
  readonly pane?: string;
  title(context: ViewContext): SafeText;
  /** Undefined while there is nothing to show: then `absent` says why. */
  model(context: ViewContext): Model | undefined;
  absent(context: ViewContext): Notice;
  subject?(model: Model): Subject | undefined;
  /** @param height rows of the page: what may grow, such as a graph, grows with it */
  sections(model: Model, context: ViewContext, width: number, height: number): readonly Section[];
  /** What stands under a page that leaves half of a wide screen empty. @param row where the selection stands */
  answer?(model: Model, context: ViewContext, row: PageRow | undefined): Answer | undefined;
  needs(model: Model | undefined, context: ViewContext, attention: Attention): readonly Need[];
}

export const pagePane = 'page';
/** Size that rows are made for before the drawing size is known: only their keys matter then. */
const anyWidth = 80;
const anyHeight = 20;

export function pageView<Model>(spec: PageViewSpec<Model>): View {
  const pane = spec.pane ?? pagePane;
  const needsOf = remembered<readonly Need[]>();
  return defineView<Model | undefined>({
    id: spec.id,
    page: spec.page,
    aliases: spec.aliases,
    gate: spec.gate,
    title: spec.title,
    model: spec.model,
    panes: (model, context) => {
      const own = model === undefined ? undefined : spec.subject?.(model);
      const shown =
        model === undefined ? [] : shownSections(spec.sections(model, context, anyWidth, anyHeight), context, pane);
      const stops = stopsOf(flatten(shown));
      const rows = stops.map((row) => ({
        key: row.key!,
        open: row.open,
        fold: row.fold,
        payload: row.payload,
        subject: row.subject ?? own,
      }));
      return [
        {
          id: pane,
          rows: rows.length > 0 ? rows : [{ key: 'page', subject: own }],
          found: shown.reduce((sum, { rows: { length } }) => sum + length, 0),
          initial: stops.find(leads)?.key,
          subject: own,
          isPage: true,
        },
      ];
    },
    draw: (model, context) => drawPage(spec, model, context),
    needs: (model, context, attention) =>
      needsOf(context, [model, context.overview, context.place.params, context.favorites, turnedOf(context)], () =>
        spec.answer ? withTrail(spec.needs(model, context, attention), context) : spec.needs(model, context, attention),
      ),
  });
}

/** What the user folded or unfolded on the page. */
export const turnedOf = ({ place }: Pick<ViewContext, 'place'>): readonly string[] | undefined =>
  paneState(place, pagePane).folded;

/** Plain text as a row. */
export function textRow(...parts: readonly (Span | SafeText | undefined)[]): PageRow {
  return { line: line(...parts) };
}

/** Columns that the name of a fact takes; a longer one pushes its value on. */
const factName = 18;

/** `Name      value`: one fact. */
export function factRow(name: SafeText, ...value: readonly (Span | SafeText | undefined)[]): PageRow {
  return { line: line(span(t`${padToWidth(name, Math.max(factName, widthOf(name)))} `, 'dim'), ...value) };
}

/** Sections with the rows that a filter keeps; those without any go with their titles. */
function shownSections(
  sections: readonly Section[],
  { place }: Pick<ViewContext, 'place'>,
  pane: string,
): readonly Section[] {
  const { filter: text } = paneState(place, pane);
  if (text === '') return sections;
  const filter = parseFilter(text);
  const shown = (line: Line): Line => ({
    ...line,
    spans: line.spans.flatMap((part) => highlight(part.text, filter.spans(part.text), part.tone)),
  });
  return sections.flatMap((section, index) => {
    const rows = section.rows.flatMap((row, at) =>
      filter.matches(lineText(row.line))
        ? [{ ...row, key: row.key ?? `row:${index}.${at}`, line: shown(row.line) }]
        : [],
    );
    return rows.length > 0 ? [{ ...section, rows }] : [];
  });
}

/** Lines of plain text that the selection may pass over in one step. */
const longestStep = 6;

/** Enter does something on the row. */
const leads = ({ open, fold }: PageRow): boolean => open !== undefined || fold !== undefined;

/**
 * Where the selection can stand: on every row that leads somewhere, and on enough others for all text to come on screen. A page
 * that leads nowhere scrolls by rows.
 */
function stopsOf(rows: readonly PageRow[]): readonly PageRow[] {
  if (!rows.some(leads)) return rows;
  const links = rows.flatMap((row, index) => (leads(row) ? [index] : []));
  return rows.filter((row, index) => {
    if (leads(row)) return true;
    const above = links.findLast((link) => link < index) ?? -1;
    const below = links.find((link) => link > index) ?? rows.length;
    if (below - above <= longestStep) return false;
    return index === 0 || index === rows.length - 1 || (index - above) % longestStep === 0;
  });
}

/** Keys by section and place in it, so that a section that wraps differently at another width moves no other key. */
function flatten(sections: readonly Section[]): PageRow[] {
  const rows = sections.flatMap(({ title, rows: own }, section): PageRow[] => [
    ...(section > 0 ? [{ key: `gap:${section}`, line: blank }] : []),
    ...(title === '' ? [] : [{ key: `title:${section}`, line: line(span(title, 'strong')) }]),
    ...own.map((row, index) => ({
      ...row,
      key: row.key ?? `row:${section}.${index}`,
      line: title === '' ? row.line : indent(row.line, 2),
    })),
  ]);
  const last = rows.at(-1);
  return last && !leads(last) && /^row:/.test(last.key ?? '')
    ? [...rows.slice(0, -1), { ...last, key: lastRow }]
    : rows;
}

/** The last row of the page, however many lines stand above it. */
const lastRow = 'end';

/** The index of the selected row: rows that wrap may be fewer at this width than where the selection was made. */
function indexOf(all: readonly PageRow[], key: string | undefined): number {
  const [, section, index] = /^row:(\d+)\.(\d+)$/.exec(key ?? '') ?? [];
  if (section === undefined) return all.findIndex((row) => row.key === key);
  return all.findLastIndex((row) => {
    const [, own, at] = /^row:(\d+)\.(\d+)$/.exec(row.key ?? '') ?? [];
    return own === section && Number(at) <= Number(index);
  });
}

/** Rows that an answer needs, and those of the tallest screen: what is printed has more, and no keys. */
const leastAnswer = 8;
/** Rows of a frame that are no content. */
const frame = 2;
const tallestScreen = 200;

/** The answer under the page, where that leaves so much of a wide screen. */
function answerUnder<Model>(
  { answer }: PageViewSpec<Model>,
  model: Model,
  context: DrawContext,
  { used, row }: { readonly used: number; readonly row: PageRow | undefined },
): Block {
  const { width, height } = context;
  const left = height - used;
  if (!answer || width < besideFrom || left < leastAnswer || height > tallestScreen) return [];
  const drawn = (): Block => {
    const found = answer(model, context, row);
    return found ? answerPanel(found, context, width, left) : [];
  };
  return context.aside
    ? context.aside([answer, context.place.params, context.period, context.read, width, left], drawn)
    : drawn();
}

function drawPage<Model>(spec: PageViewSpec<Model>, model: Model | undefined, context: DrawContext) {
  const { width, glyphs } = context;
  let { height } = context;
  const id = spec.pane ?? pagePane;
  const pane = paneOf(context, id);
  let room = panelRoom(width, height);
  const { filter } = pane.state;
  const title = line(
    span(spec.title(context), 'strong'),
    filter === '' ? undefined : span(t`  /${sanitise(filter)}`, parseFilter(filter).invalid ? 'bad' : 'match'),
  );
  if (model === undefined) {
    const body = notice(spec.absent(context), room.width, room.height);
    return { block: panel({ title, body, width, height, focused: true, glyphs }) };
  }
  const all = flatten(shownSections(spec.sections(model, context, room.width - 2, room.height), context, id));
  const selectable = all.some(leads);
  const at = indexOf(all, pane.selectedKey);
  const under = filter === '' ? answerUnder(spec, model, context, { used: all.length + frame, row: all[at] }) : [];
  height -= under.length;
  room = panelRoom(width, height);
  const offset = scrolled(all, at, selectable, pane.state.offset, room.height);
  const body: Block = all.slice(offset, offset + room.height).map((row, index) => {
    const here = selectable && offset + index === at;
    const lead = { ...span(here ? glyphs.pointer : t` `, 'focus'), hit: rowHit(id, row.key) };
    const marked = line(lead, t` `, ...row.line.spans);
    return here ? select(fit(marked, room.width)) : marked;
  });
  const more =
    all.length > room.height
      ? line(span(t`${Math.min(all.length, offset + room.height)}/${all.length}`, 'dim'))
      : undefined;
  const none = all.length === 0 ? notice(noMatch(context), room.width, room.height) : body;
  const block = panel({
    title,
    ...(more ? { right: more } : {}),
    body: none,
    width,
    height,
    focused: true,
    pane: id,
    glyphs,
  });
  const whole = clip(stack(block, under), width, context.height);
  return { block: whole, offsets: { [id]: offset }, pageRows: room.height };
}

const noMatch = (context: ViewContext): Notice => ({
  kind: 'empty',
  proof: atHand,
  title: t`No line matches`,
  help: keyText(context, 'back', t`clears the filter`),
});

/** For the first row that leads somewhere, the top of the page is shown as well where both fit. */
function scrolled(all: readonly PageRow[], at: number, selectable: boolean, offset: number, height: number): number {
  if (!selectable) return Math.max(0, Math.min(at, all.length - height));
  const first = all.findIndex(leads);
  if (at <= first && at < height) return 0;
  return offsetFor(at, offset, height, all.length);
}
