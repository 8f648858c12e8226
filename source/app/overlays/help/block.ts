import type { Block } from '../../../components/block.ts';
import { panel, panelRoom } from '../../../components/panel.ts';
import { joined, type SafeText, split, t, word } from '../../../domain/text.ts';
import { keyLabel } from '../../../keys/labels.ts';
import type { HelpEntry } from '../../../state/store.ts';
import type { Glyphs } from '../../../theme/glyphs.ts';
import { blank, fit, type Line, line, span, type Tone } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';
import { linkLines } from './links.ts';

const groups = ['Pages', 'Move', 'Look', 'Data', 'Act', 'Program'] as const;
const keyWidth = 14;
/** From this width on the keys stand in two columns. */
const twoColumnsFrom = 100;

/** The keys of one place, grouped; greyed with the reason where a command has nothing to do (rule 245). */
export function helpLines(entries: readonly HelpEntry[], glyphs: Glyphs): Line[][] {
  const sections = groups.flatMap((group) => {
    const own = entries.filter((entry) => entry.group === group);
    return own.length === 0
      ? []
      : [[line(span(word(group), 'accent')), ...own.map((entry) => entryLine(entry, glyphs))]];
  });
  return [...sections, legend(glyphs)];
}

function entryLine({ keys, title, reason }: HelpEntry, { ascii }: Glyphs): Line {
  const label = joined(
    keys.map((key) => keyLabel(key, ascii)),
    t` `,
  );
  const [first = t``, ...rest] = split(title, /(?<=^[^;:]+)(?=[;:])/);
  return reason === undefined
    ? line(t`  `, span(padToWidth(label, keyWidth), 'key'), t` `, span(first), span(joined(rest, t``), 'dim'))
    : line(t`  `, span(padToWidth(label, keyWidth), 'dim'), t` `, span(t`${first}: ${reason}`, 'dim'));
}

/** What the marks and the words of verdicts mean (rule 225). */
function legend(glyphs: Glyphs): Line[] {
  const rows: readonly (readonly [SafeText, Tone, SafeText])[] = [
    [glyphs.healthy, 'good', t`healthy, or failing a little as busy ones always do`],
    [glyphs.failing, 'bad', t`failing`],
    [glyphs.partial, 'warn', t`retrying, partial`],
    [glyphs.inactive, 'dim', t`disabled, idle, not observable`],
    [t`LOST`, 'bad', t`refused by the destination, not sent again`],
    [t`RETRYING`, 'warn', t`sent again for about four hours`],
    [t`EXPIRED`, 'bad', t`given up after retrying`],
    [t`SILENT`, 'bad', t`nothing arrives where it used to`],
    [t`pp`, 'text', t`percentage points; % is relative to the window before`],
  ];
  return [
    line(span(t`Marks and words`, 'accent')),
    ...rows.map(([mark, tone, meaning]) => line(t`  `, span(padToWidth(mark, keyWidth), tone), t` `, span(meaning))),
  ];
}

/** The sections in as many columns as there is room for, each section whole. */
function laidOut(sections: readonly Line[][], width: number): Line[] {
  const all = sections.flatMap((section, index) => (index === 0 ? section : [blank, ...section]));
  if (width < twoColumnsFrom) return all;
  const half = Math.ceil(all.length / 2);
  let count = 0;
  let left = 0;
  for (const section of sections) {
    if (count + section.length > half + 1) break;
    count += section.length + 1;
    left += 1;
  }
  const parts = [sections.slice(0, left), sections.slice(left)].map((part) => laidOut(part, 0));
  const column = Math.floor(width / 2);
  return Array.from({ length: Math.max(...parts.map(({ length }) => length)) }, (_, row): Line => {
    const [a = blank, b = blank] = parts.map((part) => part[row] ?? blank);
    return line(...fit(a, column - 1).spans, t` `, ...fit(b, width - column).spans);
  });
}

function allLines(entries: readonly HelpEntry[], width: number, glyphs: Glyphs): Line[] {
  return [...linkLines(width), ...laidOut(helpLines(entries, glyphs), width)];
}

/** How many rows of help are on screen at once, and the furthest it scrolls. */
export function helpRoom(entries: readonly HelpEntry[], width: number, height: number, glyphs: Glyphs) {
  const room = panelRoom(width, height);
  const count = allLines(entries, room.width, glyphs).length;
  return { room: room.height, last: Math.max(0, count - room.height) };
}

export function helpBlock(
  entries: readonly HelpEntry[],
  offset: number,
  width: number,
  height: number,
  glyphs: Glyphs,
): Block {
  const room = panelRoom(width, height);
  const all = allLines(entries, room.width, glyphs);
  const from = Math.min(offset, Math.max(0, all.length - room.height));
  const below = all.length - from - room.height;
  const more = below > 0 ? t`${below} more below` : from > 0 ? t`the end` : undefined;
  return panel({
    title: line(span(t`Keys here`, 'strong')),
    right: more === undefined ? undefined : line(span(more, 'key')),
    body: all.slice(from, from + room.height),
    width,
    height,
    focused: true,
    glyphs,
  });
}
