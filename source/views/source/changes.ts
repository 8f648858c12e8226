import { t } from '../../domain/text.ts';
import { span } from '../../theme/line.ts';
import { auditTrail } from '../../workspace/audit-trail.ts';
import type { SourceFlow } from '../../workspace/inflow.ts';
import { auditRow } from '../audit-words.ts';
import { type PageRow, textRow } from '../page-view.ts';
import type { ViewContext } from '../view.ts';
import { problemText } from '../words.ts';

const most = 12;

/** What was done to the source, newest first, as far back as the trail is kept. */
export function changeRows({ source: { id } }: SourceFlow, { read, period, now }: ViewContext): PageRow[] {
  const { items, last, complete } = auditTrail(read, period, id);
  const rows = items.slice(0, most).map((item) => auditRow(item, now));
  const more = items.length > most ? [textRow(span(t`A shows all of it`, 'dim'))] : [];
  if (last.error) return [...rows, textRow(span(t`audit trail: ${problemText(last.error)}`, 'warn'))];
  if (last.data === undefined && rows.length === 0) return [textRow(span(t`Reading the audit trail…`, 'dim'))];
  if (rows.length === 0)
    return [textRow(span(complete ? t`Nothing in the 90 days that are kept` : t`Nothing so far`, 'dim'))];
  return [...rows, ...more];
}
