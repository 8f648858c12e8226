import { t } from '../../../domain/text.ts';
import { span } from '../../../theme/line.ts';
import type { ComputationPage } from '../../../workspace/engage/computations.ts';
import { sentence } from '../../kit/page-rows.ts';
import { type PageRow, textRow } from '../../kit/page-view.ts';

/** The query in Segment's own language, each AND and OR on a row of its own. */
export function definitionRows({ row }: ComputationPage, width: number): PageRow[] {
  const query = row?.own.definition ?? t``;
  if (query === '') return [textRow(span(t`The API does not tell its definition.`, 'dim'))];
  const clauses = query.split(/ (?=(?:AND|OR) )/) as (typeof query)[];
  return clauses.flatMap((clause) => sentence(clause, width, 'accent'));
}
