/** The picker on screen: filter, items with boxes, how many are chosen, and of how many where not all have room. */
import { type SafeText, t } from '../../domain/text.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import { highlight, type Line, line, span } from '../../theme/line.ts';
import { type Block, stack } from '../block.ts';
import { labelled } from '../labelled.ts';
import { list } from '../list.ts';
import { type Notice, type NoticeWords, notice } from '../notice.ts';
import { panel, panelRoom } from '../panel.ts';
import { promptLine } from '../prompt/line.ts';
import { positionText } from '../table/table.ts';
import { cursorOf, finder, type PickerItem, type PickerState, pickable } from './model.ts';

export interface PickerOptions {
  readonly title: SafeText;
  /** Tabs of the items, after the title. */
  readonly tabs?: Line | undefined;
  readonly items: readonly PickerItem[];
  readonly state: PickerState;
  /** What stands where no item does. */
  readonly none: Notice;
  readonly width: number;
  readonly height: number;
  readonly glyphs: Glyphs;
}

/** @param erase the key that erases a character of the filter */
export const nothingMatches = (erase: SafeText): NoticeWords => ({
  title: t`Nothing matches`,
  help: t`${erase} widens the filter`,
});

function itemLine(item: PickerItem, state: PickerState, width: number, glyphs: Glyphs): Line {
  const { picked } = state;
  const disabled = item.disabled !== undefined;
  const box = picked.has(item.id) ? span(t`[${glyphs.marked}] `, 'accent') : span(t`[ ] `, 'dim');
  const label = highlight(item.label, finder(state)(item.label), disabled ? 'dim' : undefined);
  const mark = item.mark ? [item.mark, span(t` `)] : [];
  return labelled(line(box, ...mark, ...label), line(span(item.disabled ?? item.hint ?? t``, 'dim')), width);
}

/** Exactly `height` rows of `width` columns. */
export function pickerBlock({ title, tabs, items, state, none, width, height, glyphs }: PickerOptions): Block {
  const room = panelRoom(width, height);
  const shown = pickable(items, state);
  const rows = Math.max(0, room.height - 1);
  const at = cursorOf(shown, state);
  const cut = shown.length > rows ? t`  ${positionText(at, shown.length)}` : t``;
  const { block } = list({
    count: shown.length,
    lineAt: (index) => itemLine(shown[index]!, state, room.width - 1, glyphs),
    selectedIndex: at,
    offset: state.offset,
    width: room.width,
    height: rows,
    focused: true,
    hitOf: (at) => ({ kind: 'item', at }),
    glyphs,
  });
  return panel({
    title: line(span(title, 'strong'), ...(tabs?.spans ?? [])),
    right: line(span(t`${state.picked.size} chosen${cut}`, 'dim')),
    body: stack(
      [promptLine({ label: t`/ `, state: state.filter, width: room.width })],
      shown.length > 0 ? block : notice(none, room.width, rows),
    ),
    width,
    height,
    focused: true,
    glyphs,
  });
}
