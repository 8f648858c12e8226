import { type SafeText, t } from '../../../domain/text.ts';
import { type Line, line, type Span, span, type Tone } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';
import { wrap } from '../../../theme/wrap.ts';
import type { ViewContext } from '../view.ts';
import { controlWords, forwardingText, lossSentence } from './protocols.ts';

const labelWidth = 18;

/** `Name      value`. */
export function fact(name: SafeText, ...value: readonly (Span | SafeText)[]): Line {
  return line(span(t`${padToWidth(name, labelWidth)} `, 'dim'), ...value);
}

export function paragraph(text: SafeText, width: number, tone: Tone = 'text'): Line[] {
  return wrap(text, width).map((row) => line(span(row, tone)));
}

type Settings = Parameters<typeof lossSentence>[0];

/** What the controls of a source do, whether that loses data, and where violations go. */
export function controls(
  settings: Settings | undefined,
  problem: SafeText | undefined,
  context: ViewContext,
  width: number,
): Line[] {
  if (!settings) return [fact(t`Controls`, span(problem ?? t`reading…`, problem ? 'warn' : 'dim'))];
  const { text, tone } = lossSentence(settings);
  return [
    ...controlWords(settings).map(({ name, does }) => fact(name, does)),
    ...paragraph(text, width, tone),
    ...paragraph(t`Forwarded: ${forwardingText(settings, context)}`, width, 'dim'),
  ];
}
