import type { Block } from '../components/block.ts';
import { dialogBlock } from '../components/dialog-block.ts';
import { panel, panelRoom } from '../components/panel.ts';
import { pickerBlock } from '../components/picker-block.ts';
import { t } from '../domain/text.ts';
import type { Overlay } from '../state/store.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import { type Line, line, slice, span } from '../theme/line.ts';
import { helpLines } from './chrome.ts';
import type { Scene } from './context.ts';
import { favoriteItems } from './favorite-items.ts';

export const quitButtons = [
  { id: 'cancel', label: t`Stay` },
  { id: 'quit', label: t`Quit` },
] as const;

/** The overlay as rows, or undefined for one that React draws (a menu). */
export function overlayBlock(
  overlay: Overlay,
  scene: Scene,
  width: number,
  height: number,
  glyphs: Glyphs,
): Block | undefined {
  switch (overlay.kind) {
    case 'help':
      return helpBlock(width, height, glyphs);
    case 'quit':
      return dialogBlock({
        title: t`Quit segtop?`,
        text: t`Nothing is lost: favorites and the period are kept.`,
        buttons: quitButtons,
        focused: overlay.focused,
        width: Math.min(50, width),
        height,
        glyphs,
      });
    case 'favorites':
      return pickerBlock({
        title: t`Favorites: space marks, enter saves, esc cancels`,
        items: favoriteItems(scene),
        state: overlay.picker,
        width: Math.min(72, width),
        height: Math.max(4, Math.min(24, height - 2)),
        glyphs,
      });
    case 'menu':
      return undefined;
  }
}

function helpBlock(width: number, height: number, glyphs: Glyphs): Block {
  const all = helpLines(glyphs.ascii);
  const wide = width >= 100;
  const room = panelRoom(width, height);
  const half = Math.ceil(all.length / 2);
  const body = wide
    ? all.slice(0, half).map((left, index): Line => twoColumns(left, all[half + index], Math.floor(room.width / 2)))
    : all;
  return panel({
    title: line(span(t`Keys`, 'strong')),
    right: line(span(t`any key closes`, 'dim')),
    body,
    width,
    height,
    focused: true,
    glyphs,
  });
}

function twoColumns(left: Line, right: Line | undefined, width: number): Line {
  return { spans: [...slice(left, 0, width).spans, ...(right?.spans ?? [])] };
}
