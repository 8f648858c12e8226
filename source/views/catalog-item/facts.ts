import type { CatalogOption } from '../../domain/catalog.ts';
import { joined, type SafeText, t } from '../../domain/text.ts';
import { line, type Span, span } from '../../theme/line.ts';
import { padToWidth, widthOf } from '../../theme/width.ts';
import { wrap } from '../../theme/wrap.ts';
import type { CatalogEntry } from '../../workspace/catalog.ts';
import { documentationOf, instanceTarget, statusSpan, tabNames } from '../catalog-words.ts';
import { factRow, type PageRow, textRow } from '../page-view.ts';
import type { ViewContext } from '../view.ts';

/** Sections are drawn two columns in. */
const indented = 2;
/** Lines of prose are easier to read no longer than this. */
const readable = 100;

export function proseRows(text: SafeText, width: number, tone: Span['tone'] = 'text'): PageRow[] {
  return wrap(text, Math.min(readable, width)).map((row) => textRow(span(row, tone)));
}

/** What it is, what it takes and from where. */
export function factRows(
  { tab, name, categories, status, description, item, fn }: CatalogEntry,
  width: number,
): PageRow[] {
  const website = item?.website;
  const copies = span(t`  y copies it`, 'dim');
  const note = statusSpan({ status });
  return [
    textRow(span(name, 'strong'), t`  `, note),
    ...proseRows(description, width),
    factRow(t`Kind`, tabNames[tab], span(t`  ${joined(categories, t`, `)}`, 'dim')),
    ...(item && item.previousNames.length > 0 ? [factRow(t`Formerly`, joined(item.previousNames, t`, `))] : []),
    ...(item?.side === 'destination'
      ? [
          factRow(t`Calls it takes`, told(item.methods)),
          factRow(t`Takes them from`, told(item.platforms)),
          factRow(t`Connection mode`, modesText(item.modes)),
        ]
      : []),
    ...(website ? [factRow(t`Website`, website, copies)] : []),
    factRow(t`Documentation`, documentationOf[tab], website ? undefined : copies),
    ...(fn
      ? []
      : [textRow(span(t`The API gives no address of its own page there; o copies the one of the web app.`, 'dim'))]),
  ];
}

const told = (names: readonly SafeText[]): SafeText => (names.length > 0 ? joined(names, t`, `) : t`–`);

const modeWords = {
  cloud: t`cloud (Segment's servers call it)`,
  device: t`device (its code runs in the page or app; deliveries cannot be observed)`,
};

function modesText(modes: readonly ('cloud' | 'device')[] | undefined): SafeText {
  if (modes === undefined) return t`–`;
  return modes.length > 0
    ? joined(
        modes.map((mode) => modeWords[mode]),
        t` or `,
      )
    : t`neither cloud nor device`;
}

const mostInstances = 12;

/** What the workspace has of it already; each leads to its page. */
export function instanceRows({ instances }: CatalogEntry, { glyphs }: ViewContext): PageRow[] {
  if (instances === undefined) return [textRow(span(t`not known`, 'dim'))];
  if (instances.length === 0) return [textRow(span(t`none`, 'dim'))];
  const rows = instances.slice(0, mostInstances).map((instance): PageRow => {
    const { id, name, enabled } = instance;
    const mark = enabled ? span(glyphs.healthy, 'good') : span(glyphs.inactive, 'dim');
    const off = enabled ? undefined : span(t`  disabled`, 'dim');
    return { key: `instance:${id}`, open: instanceTarget(instance), line: line(mark, t` `, name, off) };
  });
  const more = instances.length - rows.length;
  return more > 0 ? [...rows, textRow(span(t`and ${more} more`, 'dim'))] : rows;
}

/** Required settings first; what each means where there is room for it. */
export function settingRows({ item, fn }: CatalogEntry, width: number): PageRow[] {
  if (fn) return [textRow(span(t`A function's settings are in its code; the web app shows them.`, 'dim'))];
  const options = item?.options ?? [];
  if (options.length === 0) return [textRow(span(t`none that the API tells of`, 'dim'))];
  const sorted = options.toSorted((a, b) => Number(b.required) - Number(a.required));
  const room = Math.min(28, Math.max(...sorted.map((option) => widthOf(labelOf(option)))));
  return sorted.map((option) => settingRow(option, room, width - indented));
}

const labelOf = ({ label, name }: CatalogOption): SafeText => label || name;

function settingRow(option: CatalogOption, room: number, width: number): PageRow {
  const { type, required, description } = option;
  const wide = width >= room + 60;
  return textRow(
    required ? span(t`required `, 'warn') : span(t`optional `, 'dim'),
    span(padToWidth(labelOf(option), room)),
    span(t`  ${padToWidth(type, 8)}`, 'dim'),
    wide ? span(t`  ${description}`, 'dim') : undefined,
  );
}
