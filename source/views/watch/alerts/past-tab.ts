import { atHand } from '../../../domain/proof.ts';
import { t } from '../../../domain/text.ts';
import type { AlertRecord } from '../../../domain/watch/alerts/alert.ts';
import { pages } from '../../../state/pages.ts';
import { tableView } from '../../kit/table-view.ts';
import { markColumn, resourceColumn, ruleColumn, timeColumn, whyColumn } from './columns.ts';
import { alertNeeds, evaluated } from './evaluated.ts';
import { alertDetail } from './raised-tab.ts';
import { alertTarget, subjectOf } from './words.ts';

/** What was raised and is over, as long as it is kept. */
export const pastTab = tableView<AlertRecord>({
  id: pages.alerts.id,
  aliases: [],
  title: () => t`Was raised`,
  rows: (context) => evaluated(context).past,
  columns: (context) => [
    markColumn,
    ruleColumn,
    resourceColumn(context),
    timeColumn('since', t`Since`, ({ finding }) => finding.since),
    timeColumn('until', t`Until`, ({ resolvedAt, clearSince }) => clearSince ?? resolvedAt),
    whyColumn,
  ],
  detail: alertDetail,
  rowKey: ({ id }) => id,
  when: ({ raisedAt }) => raisedAt,
  open: alertTarget,
  subject: ({ finding }) => subjectOf(finding.subject),
  empty: () => ({
    kind: 'empty',
    proof: atHand,
    title: t`Nothing that was raised here is over`,
    text: t`Alerts are kept here for seven days after they end, as far as segtop was running.`,
  }),
  needs: alertNeeds,
});
