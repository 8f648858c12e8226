import { type SafeText, t } from '../../../domain/text.ts';
import { type Line, span } from '../../../theme/line.ts';
import { factLine, textLines } from '../text-lines.ts';
import type { ViewContext } from '../view.ts';
import { controlWords, forwardingText, lossSentence } from './protocols.ts';

const labelWidth = 18;

/** `Name      value`. */
export const fact = factLine(labelWidth);

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
    ...textLines(text, width, tone),
    ...textLines(t`Forwarded: ${forwardingText(settings, context)}`, width, 'dim'),
  ];
}
