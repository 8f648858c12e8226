import type { Block } from '../../components/block.ts';
import { promptLine } from '../../components/prompt/line.ts';
import { type SafeText, t } from '../../domain/text.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import { blank, fit, indent, type Line, line, span, type Tone } from '../../theme/line.ts';
import { wrap } from '../../theme/wrap.ts';
import type { FirstRunState } from './first-run.ts';

/** The ways to begin, for the table and for screens too small for one. */
export const beginnings: readonly { readonly key: SafeText; readonly title: SafeText }[] = [
  { key: t`paste`, title: t`a Public API token, then enter` },
  { key: t`d`, title: t`the demo, without an account` },
  { key: t`q`, title: t`quit` },
];

const regions = { us: t`US`, eu: t`EU` } as const;

const paragraph = (text: SafeText, width: number, tone?: Tone): Line[] =>
  wrap(text, Math.max(8, Math.min(width - 2, 76))).map((row) => indent(line(span(row, tone)), 1));

/** What stands above the ways to begin. */
export function introduction(width: number, roomy: boolean): Block {
  return [
    line(span(t` segtop`, 'accent'), span(t`  what is failing in Segment`, 'strong')),
    ...(roomy
      ? [
          blank,
          ...paragraph(
            t`A Workspace Owner makes a token in Segment: Settings, Workspace settings, Access Management, Tokens.`,
            width,
            'dim',
          ),
          ...paragraph(t`A token in SEGTOP_TOKEN, or a profile in config.yaml, is taken without asking.`, width, 'dim'),
        ]
      : []),
    blank,
  ].map((row) => fit(row, width));
}

/** The ways to begin where no table fits. */
export function shortList(width: number): Block {
  return beginnings.map(({ key, title }) => fit(line(span(t` ${key}  `, 'key'), title), width));
}

/** The line being typed, and how it goes on. */
export function conversation({ step, prompt, opened, trouble }: FirstRunState, width: number, glyphs: Glyphs): Block {
  const shown = promptLine({ label: t` Token: `, state: prompt, width, secret: glyphs.masked });
  return [blank, shown, blank, ...below()].map((row) => fit(row, width));

  function below(): Line[] {
    const problemLines = trouble === undefined ? [] : paragraph(t`${glyphs.cross} ${trouble}`, width, 'bad');
    if (step === 'checking') return paragraph(t`Asking Segment… esc stops`, width, 'info');
    if (step === 'ask' || !opened) return problemLines;
    const where = opened.region ? t` (${regions[opened.region]})` : t``;
    return [
      ...paragraph(t`${glyphs.check} It opens ${opened.workspace.name}${where}.`, width, 'good'),
      indent(
        line(
          ...[span(glyphs.enter, 'key'), t` open   `, span(t`s`, 'key'), t` keep the token and open   `],
          ...[span(t`esc`, 'key'), t` another token`],
        ),
        1,
      ),
      ...problemLines,
    ];
  }
}
