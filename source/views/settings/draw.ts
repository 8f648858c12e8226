import { clip, stack } from '../../components/block.ts';
import { list } from '../../components/list.ts';
import { notice } from '../../components/notice.ts';
import { panel, panelRoom } from '../../components/panel.ts';
import { positionText } from '../../components/table.ts';
import { tabs } from '../../components/tabs.ts';
import { type SafeText, t } from '../../domain/text.ts';
import { parseFilter } from '../../state/filter.ts';
import { listPane } from '../../state/place.ts';
import { line, span } from '../../theme/line.ts';
import { type DrawContext, type Drawn, paneOf } from '../view.ts';
import type { SettingsRow } from './row.ts';
import { type SettingsTab, settingsTabs } from './tabs.ts';

/** The tabs and the rows of the open one, with the selected row on screen and what stands above the first. */
export function drawSettings(
  tab: SettingsTab,
  rowsFor: (width: number) => readonly SettingsRow[],
  context: DrawContext,
): Drawn {
  const { width, height, glyphs } = context;
  const pane = paneOf(context, listPane);
  const { filter, offset } = pane.state;
  const bodyHeight = Math.max(2, height - 1);
  const room = panelRoom(width, bodyHeight);
  const rows = rowsFor(room.width);
  const stops = rows.flatMap(({ key }, index) => (key === undefined ? [] : [index]));
  const at = rows.findIndex(({ key }) => key !== undefined && key === pane.selectedKey);
  const first = at === stops[0] && at < room.height;
  const drawn = list({
    count: rows.length,
    lineAt: (index) => rows[index]!.line,
    selectedIndex: at,
    offset: first ? 0 : offset,
    ...room,
    focused: true,
    glyphs,
  });
  const none = notice(
    { kind: 'empty', title: t`No row matches`, help: t`esc clears the filter` },
    room.width,
    room.height,
  );
  const { invalid } = parseFilter(filter);
  const label = settingsTabs.find(({ id }) => id === tab)!.label;
  const body = panel({
    title: line(
      span(label, 'strong'),
      filter === '' ? undefined : span(t`  /${filter as SafeText}`, invalid ? 'bad' : 'match'),
    ),
    ...(stops.length > 0 ? { right: line(span(positionText(stops.indexOf(at), stops.length), 'dim')) } : {}),
    body: rows.length > 0 ? drawn.block : none,
    width,
    height: bodyHeight,
    focused: true,
    glyphs,
  });
  const head = tabs(settingsTabs, tab, width);
  return {
    block: clip(stack([head], body), width, height),
    offsets: { [listPane]: drawn.offset },
    pageRows: Math.max(1, room.height),
  };
}
