import { requestsPerDay } from '../../../domain/delivery/failure-log.ts';
import { clock, counted, whole } from '../../../domain/format.ts';
import { t } from '../../../domain/text.ts';
import { hour } from '../../../domain/time.ts';
import { span } from '../../../theme/line.ts';
import { keyName, keySpans } from '../../kit/key-words.ts';
import type { PageRow } from '../../kit/page-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { fact } from './fact.ts';
import type { ConnectionPage } from './model.ts';

/** How the failure logs stand, or in three lines how they are switched on (rule 306). */
export function logRows({ logs }: Pick<ConnectionPage, 'logs'>, context: ViewContext): PageRow[] {
  if (!logs) return [];
  const { collectionId, kept, newest, askedAt, problem, leftOut, taken } = logs;
  const { now } = context;
  const count = [...kept.values()].reduce((sum, each) => sum + each, 0);
  if (collectionId === undefined && count === 0)
    return [
      { line: fact(t`Logs`, span(t`off: they would give ${keyName(context, 'page.worst')} its payloads`, 'dim')) },
      { line: fact(t``, span(t`owner, web app: turn on Log collection`, 'dim')) },
      { line: fact(t``, ...keySpans(context, 'connection.logs', t`takes the Collection ID shown there`)) },
    ];
  const read = newest === undefined ? t`` : t`, to ${clock(newest + hour, now)}`;
  const rows: PageRow[] = [
    {
      line: fact(
        t`Logs`,
        count > 0
          ? t`${counted(count, t`response`, t`responses`, whole)}${read}`
          : span(askedAt === undefined ? t`not read yet` : t`nothing yet: they come 1–2 h late`, 'dim'),
      ),
    },
  ];
  if (problem !== undefined) rows.push({ line: fact(t``, span(problem, 'warn')) });
  if (leftOut !== undefined) rows.push({ line: fact(t``, span(leftOut, 'warn')) });
  if (askedAt !== undefined)
    rows.push({
      line: fact(t``, span(t`asked ${clock(askedAt, now)}, ${taken} of ${requestsPerDay} requests today`, 'dim')),
    });
  return rows;
}
