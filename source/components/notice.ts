/** What stands where data would: why there is none, and which key helps. */
import type { Proof } from '../domain/proof.ts';
import type { SafeText } from '../domain/text.ts';
import { t } from '../domain/text.ts';
import { blank, fit, indent, type Line, line, lineWidth, span, type Tone } from '../theme/line.ts';
import { wrap } from '../theme/wrap.ts';
import { type Block, clip } from './block.ts';

/** Never a bare empty box: nothing there, a failure, no permission, nothing the API tells, old data, not asked yet, all well. */
export type NoticeKind = 'empty' | 'error' | 'no-access' | 'not-observable' | 'stale' | 'loading' | 'good';

/** What a notice says, but for its mark. */
export interface NoticeWords {
  readonly title: SafeText;
  /** Why, in a sentence. */
  readonly text?: SafeText | undefined;
  /** The key that helps: `r retry`. */
  readonly help?: SafeText | undefined;
}

/** That there is nothing, or that all is well, may be said only with proof that everything was read. */
export type Notice = NoticeWords &
  (
    | { readonly kind: 'empty' | 'good'; readonly proof: Proof }
    | { readonly kind: Exclude<NoticeKind, 'empty' | 'good'> }
  );

const looks: Readonly<Record<NoticeKind, readonly [mark: SafeText, tone: Tone]>> = {
  empty: [t`·`, 'strong'],
  error: [t`✗`, 'bad'],
  'no-access': [t`◇`, 'dim'],
  'not-observable': [t`◇`, 'dim'],
  stale: [t`▲`, 'warn'],
  loading: [t`·`, 'dim'],
  good: [t`✓`, 'good'],
};

/** Rows of text are easier to read no longer than this. */
const readable = 64;

/** The notice in the middle of exactly `height` rows of `width` columns; on few rows the title stays, then the help. */
export function notice({ kind, title, text, help }: Notice, width: number, height: number): Block {
  const [mark, tone] = looks[kind];
  const room = Math.min(width - (width > 20 ? 4 : 0), readable);
  const head = fitted(line(span(t`${mark} `, tone), span(title, tone)), room);
  const foot = help === undefined ? [] : [fitted(line(span(help, 'key')), room)];
  const space = Math.max(0, height - 1 - foot.length);
  const body = text === undefined ? [] : wrap(text, room, space).map((row) => line(row));
  const roomy = height >= 5 + body.length;
  const rows = [
    head,
    ...(roomy && body.length > 0 ? [blank] : []),
    ...body,
    ...(roomy && foot.length > 0 ? [blank] : []),
    ...foot,
  ];
  const widest = rows.reduce((most, row) => Math.max(most, lineWidth(row)), 0);
  const left = Math.max(0, Math.floor((width - widest) / 2));
  const above = Math.max(0, Math.floor((height - rows.length) / 2));
  return clip([...Array<Line>(above).fill(blank), ...rows.map((row) => indent(row, left))], width, height);
}

const fitted = (of: Line, width: number): Line => (lineWidth(of) > width ? fit(of, Math.max(1, width)) : of);
