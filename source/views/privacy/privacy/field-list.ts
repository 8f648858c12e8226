import type { Block } from '../../../components/block.ts';
import type { Notice } from '../../../components/notice.ts';
import type { Column } from '../../../components/table/columns.ts';
import { agoText } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import type { PaneTable } from '../../../state/pane.ts';
import { type Line, line, span } from '../../../theme/line.ts';
import { wrap } from '../../../theme/wrap.ts';
import { privacyFieldNeeds } from '../../../workspace/needs/privacy.ts';
import { classified, type PrivacyField } from '../../../workspace/privacy/fields.ts';
import { keySpans } from '../../kit/key-words.ts';
import { missingText, noneText } from '../../kit/need-states.ts';
import { tableView } from '../../kit/table-view.ts';
import { factLine } from '../../kit/text-lines.ts';
import type { View, ViewContext } from '../../kit/view.ts';
import {
  basisText,
  colorSpans,
  flowName,
  list,
  localText,
  matchText,
  sourceLabels,
  sourceNames,
} from '../../kit/words/privacy.ts';
import { fieldsFor, reachOf, reachStanding } from '../data.ts';
import type { FieldRow } from './field-columns.ts';

interface FieldListSpec {
  title(context: ViewContext): SafeText;
  fields(context: ViewContext): readonly PrivacyField[];
  readonly columns: readonly Column<FieldRow>[];
  empty(context: ViewContext): Notice;
  copies?(context: ViewContext): PaneTable['copies'];
}

/** A list of fields: the inbox and the inventory are the same but for what is in them. */
export function fieldList(spec: FieldListSpec): View {
  return tableView<FieldRow>({
    id: pages.privacy.id,
    aliases: [],
    title: spec.title,
    scope: 'privacy',
    ground: (context) => fieldsFor(context).standing,
    rows: (context) => {
      const isWhole = reachStanding(context).kind === 'whole';
      return spec.fields(context).map((field) => ({
        field,
        sources: sourceNames(context, field),
        labels: sourceLabels(context, field),
        reach: reachOf(context, field.path).length || (isWhole ? 0 : undefined),
        isLeast: !isWhole,
      }));
    },
    columns: spec.columns,
    rowKey: ({ field }) => field.path,
    open: ({ field }) => pages.privacyField.at(field.path),
    subject: ({ field }) => ({ kind: 'field', id: field.path, name: field.path }),
    holds: ({ field }) => ({ kind: 'field', of: classified(field) }),
    ...(spec.copies ? { copies: spec.copies } : {}),
    head: (context, rows, width) => head(context, rows.length, width),
    detail,
    empty: spec.empty,
    needs: ({ read, period }) => privacyFieldNeeds(read, period),
  });
}

/** What the rows were found in; on a wide screen also whose they are. */
function head(context: ViewContext, count: number, width: number): Block {
  const basis = basisText(fieldsFor(context));
  const lines = wrap(basis, width - 2, count > 0 && width >= 60 ? 2 : 1);
  return [
    ...lines.map((text) => line(t` `, span(text, 'dim'))),
    ...(width >= 100 ? [line(t` `, span(localText, 'dim'))] : []),
  ];
}

const fact = factLine(10);

/** What the row says, unfolded. */
function detail({ field, sources }: FieldRow, context: ViewContext, width: number): Block {
  const { glyphs, now } = context;
  const paragraph = (name: SafeText, text: SafeText): Line[] =>
    wrap(text, Math.max(10, width - 11)).map((row, index) => fact(index === 0 ? name : t``, row));
  const reach = reachOf(context, field.path).map((flow) => flowName(flow, glyphs));
  const standing = reachStanding(context);
  const seen =
    field.lastSeen === undefined
      ? t`in no payload that segtop has read`
      : t`last in a payload ${agoText(field.lastSeen, now)}`;
  return [
    line(span(field.path, 'strong')),
    fact(t`Class`, ...colorSpans(field.color, glyphs), span(field.byHand ? t`  by you` : t`  by default`, 'dim')),
    ...paragraph(t`Matcher`, matchText(field.match, glyphs)),
    fact(t`Type`, field.type),
    ...paragraph(t`Events`, list(field.events, 12)),
    ...paragraph(t`Sources`, list(sources, 12)),
    ...paragraph(
      t`Gets to`,
      reach.length > 0
        ? t`${list(reach, 12)}${standing.kind === 'whole' ? t`` : t`; there may be more: ${missingText(standing)}`}`
        : noneText(standing, t`destinations`, t`no destination that is known`),
    ),
    ...paragraph(t`Seen`, field.planned ? t`${seen}; a tracking plan has it` : seen),
    line(),
    line(
      ...keySpans(context, 'field.color', t`colour  `),
      ...keySpans(context, 'field.inventory', field.inventory ? t`out of the inventory  ` : t`add to Inventory  `),
      ...keySpans(context, 'undo', t`undo`),
    ),
  ];
}
