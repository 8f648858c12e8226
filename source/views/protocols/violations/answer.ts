import type { SafeText } from '../../../domain/text.ts';
import type { Answer } from '../../kit/answer/answer.ts';
import { subjectAnswer } from '../../kit/answer/subject.ts';
import { violationsAnswer } from '../../kit/answer/violations.ts';
import type { ViewContext } from '../../kit/view.ts';
import { aboutSource } from './places.ts';

/**
 * How the violations of the source went, who changed it or its plan; of a source without counts what it sent.
 * @param open where Enter goes
 */
export function aboutAnswer(context: ViewContext, open: SafeText): Answer {
  const about = aboutSource(context);
  const row = context.overview.violations.rows.find(({ source }) => source.id === about.id);
  return row ? violationsAnswer(row, context, open) : subjectAnswer(about, context, open);
}
