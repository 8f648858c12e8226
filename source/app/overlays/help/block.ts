import type { Block } from '../../../components/block.ts';
import { panel, panelRoom } from '../../../components/panel.ts';
import { joined, type SafeText, sanitise, sliced, split, t, word } from '../../../domain/text.ts';
import { keyLabel } from '../../../keys/labels.ts';
import type { HelpEntry } from '../../../state/store.ts';
import type { Glyphs } from '../../../theme/glyphs.ts';
import { blank, fit, type Line, line, type Span, span } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';
import { wrap } from '../../../theme/wrap.ts';
import { legendOf } from './legend.ts';
import { linkLines } from './links.ts';

const groups = ['Pages', 'Move', 'Look', 'Data', 'Act', 'Program', 'Over the page'] as const;
const keyWidth = 17;
/** From this width on the keys stand in two columns. */
const twoColumnsFrom = 100;

/** What of the help is on screen: all of it, or what a filter finds. */
export interface HelpContent {
  readonly entries: readonly HelpEntry[];
  /** The page it was opened on, as text: only marks that are on it are explained. */
  readonly page: string;
  readonly filter: string;
}

const found = (text: string, filter: string): boolean => text.toLowerCase().includes(filter.trim().toLowerCase());

/** The keys of one place, grouped; greyed with the reason where a command has nothing to do (rule 245). */
export function helpLines({ entries, page, filter }: HelpContent, width: number, glyphs: Glyphs): Line[][] {
  const shown = entries.filter(({ keys, title, reason = t`` }) =>
    [keyText(keys, glyphs), title, reason].some((text) => found(text, filter)),
  );
  const sections = groups.flatMap((group) => {
    const own = shown.filter((entry) => entry.group === group);
    return own.length === 0
      ? []
      : [[line(span(word(group), 'accent')), ...own.flatMap((entry) => entryLines(entry, width, glyphs))]];
  });
  const signs = legendOf(page, glyphs).filter(({ mark, meaning }) => found(t`${mark} ${meaning}`, filter));
  if (signs.length === 0) return sections;
  const rows = signs.flatMap(({ mark, tone, meaning }) => hanging(span(mark, tone), meaning, meaning.length, width));
  return [...sections, [line(span(t`Marks and words on this page`, 'accent')), ...rows]];
}

const keyText = (keys: HelpEntry['keys'], { ascii }: Glyphs): SafeText =>
  joined(
    keys.map((key) => keyLabel(key, ascii)),
    t` `,
  );

function entryLines({ keys, title, reason }: HelpEntry, width: number, glyphs: Glyphs): Line[] {
  const label = keyText(keys, glyphs);
  const [first = t``] = split(title, /(?<=^[^;:]+)(?=[;:])/);
  return reason === undefined
    ? hanging(span(label, 'key'), title, first.length, width)
    : hanging(span(label, 'dim'), t`${first}: ${reason}`, 0, width);
}

/** A text beside its label on as many rows as it takes, so that none of it is cut; dim from some character on. */
function hanging(label: Span, text: SafeText, bright: number, width: number): Line[] {
  let start = 0;
  return wrap(text, Math.max(8, width - keyWidth - 3)).map((row, index) => {
    const plain = Math.max(0, Math.min(row.length, bright - start));
    start += row.length + 1;
    return line(
      t`  `,
      index === 0 ? { ...label, text: padToWidth(label.text, keyWidth) } : span(padToWidth(t``, keyWidth)),
      t` `,
      span(sliced(row, 0, plain)),
      span(sliced(row, plain), 'dim'),
    );
  });
}

/** The sections in as many columns as there is room for, each section whole. */
function laidOut(sections: readonly Line[][], width: number): Line[] {
  const all = sections.flatMap((section, index) => (index === 0 ? section : [blank, ...section]));
  if (width < twoColumnsFrom) return all;
  const half = Math.ceil(all.length / 2);
  let count = 0;
  let left = 0;
  for (const section of sections) {
    if (left > 0 && count + section.length > half + 1) break;
    count += section.length + 1;
    left += 1;
  }
  const parts = [sections.slice(0, left), sections.slice(left)].map((part) => laidOut(part, 0));
  const column = Math.floor(width / 2);
  return Array.from({ length: Math.max(...parts.map(({ length }) => length)) }, (_, row): Line => {
    const [a = blank, b = blank] = parts.map((part) => part[row]);
    return line(...fit(a, column - 1).spans, t` `, ...fit(b, width - column).spans);
  });
}

/** Columns that one of the columns of keys has. */
const columnOf = (width: number): number => (width < twoColumnsFrom ? width : Math.floor(width / 2) - 1);

const kept = new WeakMap<readonly HelpEntry[], { readonly parts: readonly unknown[]; readonly lines: Line[] }>();

/** All of it, laid out once for each filter and width: scrolling asks again with every key. */
function allLines(content: HelpContent, width: number, glyphs: Glyphs, copy: SafeText): Line[] {
  const parts = [content.page, content.filter, width, glyphs, copy];
  const last = kept.get(content.entries);
  if (last?.parts.every((part, index) => part === parts[index])) return last.lines;
  const lines = laidOutAll(content, width, glyphs, copy);
  kept.set(content.entries, { parts, lines });
  return lines;
}

function laidOutAll(content: HelpContent, width: number, glyphs: Glyphs, copy: SafeText): Line[] {
  const keys = laidOut(helpLines(content, columnOf(width), glyphs), width);
  if (content.filter === '') return [...linkLines(width, copy), ...keys];
  return keys.length > 0 ? keys : [line(span(t`  nothing here matches`, 'dim'))];
}

/** How many rows of help are on screen at once, and the furthest it scrolls. */
export function helpRoom(
  content: HelpContent,
  { width, height, glyphs, copy }: Pick<HelpOptions, 'width' | 'height' | 'glyphs' | 'copy'>,
) {
  const room = panelRoom(width, height);
  const count = allLines(content, room.width, glyphs, copy).length;
  return { room: room.height, last: Math.max(0, count - room.height) };
}

export interface HelpOptions extends HelpContent {
  readonly offset: number;
  /** The key that copies the links. */
  readonly copy: SafeText;
  /** The filter is being typed. */
  readonly typing: boolean;
  readonly width: number;
  readonly height: number;
  readonly glyphs: Glyphs;
}

export function helpBlock({ offset, copy, typing, width, height, glyphs, ...content }: HelpOptions): Block {
  const room = panelRoom(width, height);
  const all = allLines(content, room.width, glyphs, copy);
  const from = Math.min(offset, Math.max(0, all.length - room.height));
  const below = all.length - from - room.height;
  const more = below > 0 ? t`${below} more below` : from > 0 ? t`the end` : undefined;
  const filter = content.filter === '' && !typing ? undefined : span(t`  /${sanitise(content.filter)}`, 'match');
  return panel({
    title: line(span(t`Keys here`, 'strong'), filter, typing ? span(glyphs.caret, 'focus') : undefined),
    right: more === undefined ? undefined : line(span(more, 'key')),
    body: all.slice(from, from + room.height),
    width,
    height,
    focused: true,
    glyphs,
  });
}
