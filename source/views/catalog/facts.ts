import type { CatalogOption } from '../../domain/catalog/items.ts';
import { joined, type SafeText, split, t } from '../../domain/text.ts';
import { type Line, line, type Span, span } from '../../theme/line.ts';
import { padToWidth, widthOf } from '../../theme/width.ts';
import { wrap } from '../../theme/wrap.ts';
import type { CatalogEntry } from '../../workspace/catalog/entries.ts';
import * as resources from '../../workspace/resources/common.ts';
import { keyName } from '../kit/key-words.ts';
import type { FactRow } from '../kit/row-page.ts';
import type { ViewContext } from '../kit/view.ts';
import { documentationOf, instanceTarget, statusSpan, tabNames } from './words.ts';

/** Sections are drawn two columns in. */
const indented = 2;
/** Lines of prose are easier to read no longer than this. */
const readable = 100;

/** A row of several lines. */
export function lines(key: string, [first = line(), ...more]: readonly Line[]): FactRow {
  return { key, line: first, more };
}

function prose(key: string, text: SafeText, width: number, tone: Span['tone'] = 'text'): FactRow[] {
  return text === ''
    ? []
    : [
        lines(
          key,
          wrap(text, Math.min(readable, width)).map((row) => line(span(row, tone))),
        ),
      ];
}

/** What it is, what it takes and from where. */
export function factRows(
  { tab, categories, status, description, item, fn }: CatalogEntry,
  keys: Pick<ViewContext, 'keyOf'>,
  width: number,
): FactRow[] {
  const copies = t`(${keyName(keys, 'copy')} copies it)`;
  const website = item?.website;
  const fact = (name: SafeText, value: SafeText, tone?: Span['tone']) => wrappedFact(name, value, width, tone);
  const { text: word, tone } = statusSpan({ status });
  const documentation = documentationOf[tab];
  return [
    ...prose('description', description, width),
    fact(t`Kind`, joined([tabNames[tab], ...categories], t`, `)),
    ...(word === '' ? [] : [fact(t`Status`, word, tone)]),
    ...(item && item.previousNames.length > 0 ? [fact(t`Formerly`, joined(item.previousNames, t`, `))] : []),
    ...(item?.side === 'destination'
      ? [
          fact(t`Calls it takes`, namesOrDash(item.methods)),
          fact(t`Takes them from`, namesOrDash(item.platforms)),
          fact(t`Connection mode`, modesText(item.modes)),
        ]
      : []),
    ...(website ? [fact(t`Website`, t`${website} ${copies}`)] : []),
    fact(t`Documentation`, website ? documentation : t`${documentation} ${copies}`),
    ...(fn
      ? []
      : prose(
          'no-address',
          t`The API gives no address of its own page there; ${keyName(keys, 'browser')} copies the one of the web app.`,
          width,
          'dim',
        )),
  ];
}

/** Columns that names of facts have. */
const nameRoom = 19;
/** Below this width a value stands under its name, as does one with a word too long to stand beside it. */
const besideFrom = 56;

/** `Name      value`, the value on as many lines as it takes: an address is of no use when it is cut. */
function wrappedFact(name: SafeText, value: SafeText, width: number, tone?: Span['tone']): FactRow {
  const longest = Math.max(0, ...split(value, ' ').map(widthOf));
  if (width < besideFrom || longest > width - nameRoom) {
    const under = wrap(value, width - indented).map((row) => line(t`  `, span(row, tone)));
    return lines(name, [line(span(name, 'dim')), ...under]);
  }
  const rows = wrap(value, Math.min(readable, width - nameRoom));
  return lines(
    name,
    rows.map((row, index) => line(span(padToWidth(index === 0 ? name : t``, nameRoom), 'dim'), span(row, tone))),
  );
}

const namesOrDash = (names: readonly SafeText[]): SafeText => (names.length > 0 ? joined(names, t`, `) : t`–`);

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
export function instanceRows({ instances, mayHaveMore }: CatalogEntry, { glyphs, read }: ViewContext): FactRow[] {
  if (instances === undefined) return [{ line: line(span(t`not known`, 'dim')) }];
  if (instances.length === 0) return [{ line: line(span(t`none`, 'dim')) }];
  const rows = instances.slice(0, mostInstances).map((instance): FactRow => {
    const { id, name, enabled, sourceId } = instance;
    const source = read(resources.sources).data?.find((one) => one.id === sourceId);
    const fed = source && span(t` ${glyphs.left} ${source.name}`, 'dim');
    const mark = enabled ? span(glyphs.healthy, 'good') : span(glyphs.inactive, 'dim');
    const off = enabled ? undefined : span(t`  disabled`, 'dim');
    return { key: `instance:${id}`, open: instanceTarget(instance), line: line(mark, t` `, name, fed, off) };
  });
  const more = instances.length - rows.length;
  if (more > 0) return [...rows, { line: line(span(t`and ${more}${mayHaveMore ? t`+` : t``} more`, 'dim')) }];
  return mayHaveMore ? [...rows, { line: line(span(t`and maybe more: the list was not read whole`, 'dim')) }] : rows;
}

/** Required settings first; what each means where there is room for it. */
export function settingRows({ item, fn }: CatalogEntry, width: number): FactRow[] {
  if (fn) return [{ line: line(span(t`A function's settings are in its code; the web app shows them.`, 'dim')) }];
  const options = item?.options ?? [];
  if (options.length === 0) return [{ line: line(span(t`none that the API tells of`, 'dim')) }];
  const sorted = options.toSorted((a, b) => Number(b.required) - Number(a.required));
  const room = Math.min(28, Math.max(...sorted.map((option) => widthOf(labelOf(option)))));
  return sorted.map((option, index) => ({ key: `setting:${index}`, line: settingLine(option, room, width) }));
}

const labelOf = ({ label, name }: CatalogOption): SafeText => label || name;

function settingLine(option: CatalogOption, room: number, width: number): Line {
  const { type, required, description } = option;
  const wide = width >= room + 60;
  return line(
    required ? span(t`required `, 'warn') : span(t`optional `, 'dim'),
    span(padToWidth(labelOf(option), room)),
    span(t`  ${padToWidth(type, 8)}`, 'dim'),
    wide ? span(t`  ${description}`, 'dim') : undefined,
  );
}
