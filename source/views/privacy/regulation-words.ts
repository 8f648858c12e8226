import { whole } from '../../domain/format.ts';
import { type MaskedSubjects, type Regulation, regulationStage } from '../../domain/privacy/regulations.ts';
import { type SafeText, t } from '../../domain/text.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import { type Span, span, type Tone } from '../../theme/line.ts';

type Mark = 'failing' | 'partial' | 'inactive' | 'healthy';

/** Statuses of regulations (rule 147); what is not known is shown as the API wrote it. */
const statuses: Readonly<Record<string, readonly [mark: Mark, tone: Tone, text: SafeText]>> = {
  FAILED: ['failing', 'bad', t`failed`],
  INVALID: ['failing', 'bad', t`invalid`],
  NOT_SUPPORTED: ['failing', 'warn', t`not supported`],
  PARTIAL_SUCCESS: ['partial', 'warn', t`in part`],
  RUNNING: ['inactive', 'info', t`running`],
  INITIALIZED: ['inactive', 'info', t`waiting`],
  FINISHED: ['healthy', 'good', t`finished`],
};

/** `◆ failed`. */
export function regulationSpans(status: SafeText, glyphs: Glyphs): readonly Span[] {
  const [mark, tone, text] = Object.hasOwn(statuses, status)
    ? statuses[status]!
    : (['inactive', 'dim', status] as const);
  return [span(glyphs[mark], tone), span(t` ${text}`, tone === 'good' ? 'dim' : tone)];
}

/** Kinds of identifiers as the API's two reads spell them. */
const kinds: Readonly<Record<string, SafeText>> = {
  USER_ID: t`user id`,
  userId: t`user id`,
  OBJECT_ID: t`object id`,
  objectId: t`object id`,
};

/** `2 user ids`. */
export function subjectsText({ count, type }: Pick<MaskedSubjects, 'count' | 'type'>): SafeText {
  const kind = Object.hasOwn(kinds, type) ? kinds[type]! : type;
  return count === 1 ? t`1 ${kind}` : t`${whole(count)} ${kind}s`;
}

/** Instead of the time it was finished: only what still runs is not finished *yet*. */
export function unfinishedText(regulation: Pick<Regulation, 'status'>): SafeText {
  const stage = regulationStage(regulation);
  if (stage === 'done') return t`yes, time not given`;
  return stage === 'under way' ? t`not yet` : t`–`;
}
