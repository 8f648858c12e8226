/** A question in a frame: one sentence that says what will happen, and buttons of which Cancel is focused first. */
import { type SafeText, t } from '../domain/text.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import type { Hit } from '../theme/hit.ts';
import { blank, fit, type Line, line, type Span, span } from '../theme/line.ts';
import { wrap } from '../theme/wrap.ts';
import type { Block } from './block.ts';
import { panel, panelRoom } from './panel.ts';

export interface DialogButton {
  readonly id: string;
  readonly label: SafeText;
  readonly danger?: boolean | undefined;
}

export interface DialogOptions {
  readonly title: SafeText;
  readonly text: SafeText;
  readonly buttons: readonly DialogButton[];
  /** Index of the focused button; out of range means none. */
  readonly focused: number;
  /** What is typed to confirm, drawn above the buttons. */
  readonly field?: Line | undefined;
  readonly width: number;
  /** Most rows it may take. */
  readonly height: number;
  readonly glyphs: Glyphs;
}

/** The button reached by so many steps, around the ends. */
export function nextButton(buttons: readonly DialogButton[], focused: number, by: 1 | -1): number {
  return buttons.length === 0 ? -1 : (Math.max(0, focused) + by + buttons.length) % buttons.length;
}

/** The focused button is in reverse and in brackets, so that it is seen without colour too. */
function buttonsLine(buttons: readonly DialogButton[], focused: number): Line {
  return {
    spans: buttons.flatMap(({ label, danger }, index): Span[] => {
      const gap = index === 0 ? [] : [span(t`  `)];
      const hit: Hit = { kind: 'button', at: index };
      if (index !== focused) return [...gap, { ...span(t`  ${label}  `, danger ? 'bad' : undefined), hit }];
      return [...gap, { text: t`[ ${label} ]`, tone: danger ? 'bad' : 'focus', selected: true, hit }];
    }),
  };
}

/** Rows of exactly `width` columns; the sentence is cut before the buttons are. */
export function dialogBlock(options: DialogOptions): Block {
  const { title, text, buttons, focused, field, width, height, glyphs } = options;
  const room = panelRoom(width, height);
  const foot = [...(field ? [field] : []), buttonsLine(buttons, focused)];
  const space = Math.max(0, room.height - foot.length);
  const sentence = wrap(text, room.width, space).map((row) => line(row));
  const airy = sentence.length + 1 <= space;
  const body = [...sentence, ...(airy ? [blank] : []), ...foot].slice(-Math.max(1, room.height));
  return panel({
    title: line(span(title, 'strong')),
    body: body.map((row) => fit(row, room.width)),
    width,
    height: Math.min(height, body.length + 2),
    focused: true,
    glyphs,
  });
}
