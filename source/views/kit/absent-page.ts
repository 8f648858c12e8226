import type { Block } from '../../components/block.ts';
import { type Notice, notice } from '../../components/notice.ts';
import { panel, panelRoom } from '../../components/panel.ts';
import type { SafeText } from '../../domain/text.ts';
import { line, span } from '../../theme/line.ts';
import type { DrawContext } from './view.ts';

/** A page that has nothing to show, and why, in the frame that it would have had. */
export function absentPage(
  title: SafeText,
  why: Notice,
  { width, height, glyphs }: Pick<DrawContext, 'width' | 'height' | 'glyphs'>,
): Block {
  const room = panelRoom(width, height);
  const body = notice(why, room.width, room.height);
  return panel({ title: line(span(title, 'strong')), body, width, height, focused: true, glyphs });
}
