import type { Column } from '../../../components/table/columns.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import type { AlertRecord } from '../../../domain/watch/alerts/alert.ts';
import { alertText } from '../../../domain/watch/alerts/message.ts';
import { ruleOf } from '../../../domain/watch/alerts/rules.ts';
import { span } from '../../../theme/line.ts';
import type { ViewContext } from '../../kit/view.ts';
import { stateText } from '../../kit/words/alerts.ts';
import { sinceText } from '../../kit/words.ts';
import { alertMark, alertName } from './words.ts';

export const markColumn: Column<AlertRecord> = {
  id: 'mark',
  header: t``,
  width: 1,
  priority: 0,
  cell: (record, { glyphs }) => alertMark(record, glyphs),
};

/** By which rule: shown at every width. */
export const ruleColumn: Column<AlertRecord> = {
  id: 'rule',
  header: t`Rule`,
  width: { min: 10, max: 24 },
  priority: 0,
  cell: ({ finding }) => ruleOf(finding.rule).name,
  sort: ({ finding }) => ruleOf(finding.rule).name,
};

export const resourceColumn = ({ glyphs }: ViewContext): Column<AlertRecord> => ({
  id: 'resource',
  header: t`Resource`,
  width: { min: 12, max: 34 },
  priority: 0,
  cell: (record) => span(alertName(record, glyphs), 'strong'),
  sort: (record) => alertName(record, glyphs),
});

export const whyColumn: Column<AlertRecord> = {
  id: 'facts',
  header: t`Why`,
  width: { min: 22, grow: 1 },
  priority: 1,
  cell: (record) => alertText(record),
  sort: ({ finding }) => finding.size,
};

export const stateColumn = ({ session, now: shownAt }: Pick<ViewContext, 'session' | 'now'>): Column<AlertRecord> => ({
  id: 'state',
  header: t`State`,
  width: { min: 8, max: 13 },
  priority: 2,
  cell: (record, { now }) => span(stateText(record, now, session), 'dim'),
  sort: (record) => stateText(record, shownAt, session),
});

export const timeColumn = (
  id: string,
  header: SafeText,
  of: (record: AlertRecord) => number | undefined,
): Column<AlertRecord> => ({
  id,
  isTime: true,
  header,
  width: { min: 6, max: 12 },
  align: 'right',
  priority: 2,
  cell: (record, { now, width }) => {
    const at = of(record);
    return span(at === undefined ? t`–` : sinceText(at, now, width), 'dim');
  },
  sort: of,
});
