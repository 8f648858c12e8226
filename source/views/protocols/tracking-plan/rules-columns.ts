import type { Column } from '../../../components/table/columns.ts';
import { ago, compact, whole } from '../../../domain/format.ts';
import { t } from '../../../domain/text.ts';
import { span } from '../../../theme/line.ts';
import type { PlanRule } from '../../../workspace/protocols/plan-rules.ts';
import { ruleType } from '../../kit/words/plans.ts';
import { fieldNames, ruleName } from '../rule-words.ts';

export const ruleColumns: readonly Column<PlanRule>[] = [
  {
    id: 'mark',
    header: t``,
    width: 1,
    priority: 0,
    cell: ({ violating }, { glyphs }) => (violating ? span(glyphs.failing, 'bad') : t` `),
  },
  {
    id: 'name',
    header: t`Rule`,
    width: { min: 16, max: 40 },
    priority: 0,
    cell: ({ rule }) => span(ruleName(rule), rule.deprecatedAt === undefined ? 'text' : 'dim'),
    sort: ({ rule }) => ruleName(rule),
  },
  {
    id: 'type',
    header: t`Type`,
    width: 8,
    priority: 2,
    cell: ({ rule }) => span(ruleType(rule.type), 'dim'),
    sort: ({ rule }) => rule.type,
  },
  {
    id: 'violating',
    header: t`Violating`,
    width: 9,
    align: 'right',
    priority: 0,
    cell: ({ violating, mayBeMore }) =>
      violating === undefined
        ? span(t`–`, 'dim')
        : span(t`${compact(violating)}${mayBeMore ? t`+` : t``}`, violating > 0 ? 'bad' : 'dim'),
    sort: ({ violating }) => violating,
  },
  {
    id: 'seen',
    isTime: true,
    header: t`Last seen`,
    width: 9,
    align: 'right',
    priority: 5,
    cell: ({ lastSeen }, { now }) => (lastSeen === undefined ? t`` : ago(lastSeen, now)),
    sort: ({ lastSeen }) => lastSeen,
  },
  {
    id: 'required',
    header: t`Required`,
    width: 8,
    align: 'right',
    priority: 3,
    cell: ({ required, fields }) => (fields === 0 ? span(t`–`, 'dim') : t`${required} of ${fields}`),
    sort: ({ required }) => required,
  },
  {
    id: 'version',
    header: t`Version`,
    width: 7,
    align: 'right',
    priority: 6,
    cell: ({ rule }) => span(whole(rule.version), 'dim'),
    sort: ({ rule }) => rule.version,
  },
  {
    id: 'changed',
    isTime: true,
    header: t`Changed`,
    width: 8,
    align: 'right',
    priority: 4,
    cell: ({ rule: { updatedAt } }, { now }) => span(updatedAt === undefined ? t`–` : ago(updatedAt, now), 'dim'),
    sort: ({ rule }) => rule.updatedAt,
  },
  {
    id: 'fields',
    header: t`Fields (* required)`,
    width: { min: 20, grow: 1 },
    priority: 3,
    cell: ({ rule }) => span(fieldNames(rule.schema), 'dim'),
  },
];
