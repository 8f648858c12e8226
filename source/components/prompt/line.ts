/** A line being typed, with its cursor, scrolled so that the cursor is on screen. */
import { concat, type SafeText, t } from '../../domain/text.ts';
import { type Line, type Span, slice, span } from '../../theme/line.ts';
import { spaces, widthOf } from '../../theme/width.ts';
import { type PromptState, promptParts } from './model.ts';

export interface PromptOptions {
  /** Such as `:` or `/`. */
  readonly label: SafeText;
  readonly state: PromptState;
  readonly width: number;
  /** What the text may become, shown dim after it. */
  readonly suggestion?: SafeText | undefined;
  /** Shown for each character of a secret. */
  readonly secret?: SafeText | undefined;
}

/** Exactly `width` columns: the label stays, the text scrolls. */
export function promptLine({ label, state, width, suggestion, secret }: PromptOptions): Line {
  const parts = promptParts(state);
  const hide = (text: SafeText): SafeText =>
    secret === undefined ? text : concat([...text].map((one) => (one === ' ' ? t` ` : secret)));
  const head = hide(parts.head);
  const under = hide(parts.under);
  const spans: Span[] = [span(head), { text: under, selected: true }, span(hide(parts.tail))];
  if (suggestion !== undefined && parts.tail === '') spans.push(span(suggestion, 'dim'));
  const room = Math.max(1, width - widthOf(label));
  const from = Math.max(0, widthOf(head) + Math.max(1, widthOf(under)) - room);
  return slice({ spans: [span(label, 'key'), ...slice({ spans }, from, room).spans, span(spaces(1))] }, 0, width);
}
