import { t } from '../../source/domain/text.ts';
import { type PaneState, type Place, paneState, selectedIndex } from '../../source/state/place.ts';
import { glyphs } from '../../source/theme/glyphs.ts';
import { lineText } from '../../source/theme/line.ts';
import type { View } from '../../source/views/kit/view.ts';
import { now, period } from '../workspace/snapshots.ts';

/** A row as it is drawn, without frame; each of its coloured parts as `tone:text`; and both in one, as `tone{text}`. */
export interface DrawnRow {
  readonly text: string;
  readonly tones: readonly string[];
  readonly marked: string;
}

const isInk = (text: string): boolean => /[^\s│─╭╮╰╯❯]/.test(text);

/** What a view draws of a context that is made by hand: its rows that hold a word. */
export function drawnRows(
  view: View,
  given: { readonly place: Place; readonly read: unknown } & Readonly<Record<string, unknown>>,
  size: { readonly width: number; readonly height: number } = { width: 100, height: 40 },
): readonly DrawnRow[] {
  const context = {
    ...{ now, period, glyphs: glyphs(false), overview: {}, favorites: [], alerts: [], log: [], workspaces: [] },
    ...{ local: {}, session: {}, keyOf: (id: string) => t`<${id as never}>` },
    ...given,
  } as never;
  const model = view.model(context);
  const panes = view.panes(model, context).map((pane, index) => {
    const state: PaneState = paneState(given.place, pane.id);
    const keys = pane.rows.map(({ key }) => key);
    return { ...pane, state, selectedKey: keys[selectedIndex(state, keys)], focused: index === 0 };
  });
  const { block } = view.draw(model, { ...(context as object), panes, ...size } as never);
  return block
    .map((line) => ({
      text: lineText(line)
        .replace(/[╭╮╰╯│─❯]+/g, ' ')
        .trim(),
      tones: line.spans.flatMap(({ text, tone }) =>
        tone !== undefined && isInk(text) ? [`${tone}:${text.trim()}`] : [],
      ),
      marked: line.spans
        .map(({ text, tone }) => (tone !== undefined && isInk(text) ? text.replace(/\S.*\S|\S/, `${tone}{$&}`) : text))
        .join('')
        .replace(/[╭╮╰╯│─❯]+/g, ' ')
        .trim()
        .replace(/ {2,}/g, '  '),
    }))
    .filter(({ text }) => /[\p{L}\d]/u.test(text));
}

export const markedOf = (rows: readonly DrawnRow[]): readonly string[] => rows.map(({ marked }) => marked);
export const textsOf = (rows: readonly DrawnRow[]): readonly string[] => rows.map(({ text }) => text);

/** The coloured parts of the row that begins so. */
export function tonesAt(rows: readonly DrawnRow[], begin: string): readonly string[] {
  const row = rows.find(({ text }) => text.startsWith(begin));
  if (!row) throw new Error(`no row begins with ${begin}: ${textsOf(rows).join('\n')}`);
  return row.tones;
}

/** As much of each row as is looked at: what stands beside a list is cut off. */
export const cutLike = (rows: readonly string[], like: readonly string[]): readonly string[] =>
  like.map((row, index) => (rows[index] ?? '').slice(0, row.length));
