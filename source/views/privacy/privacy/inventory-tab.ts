import { csvText } from '../../../domain/csv.ts';
import { fieldColors } from '../../../domain/privacy/local.ts';
import { atHand } from '../../../domain/proof.ts';
import { t } from '../../../domain/text.ts';
import { iso } from '../../../domain/time.ts';
import type { PaneTable } from '../../../state/pane.ts';
import type { PrivacyField } from '../../../workspace/privacy/fields.ts';
import { keyName, keyText } from '../../kit/key-words.ts';
import type { ViewContext } from '../../kit/view.ts';
import { fieldsText, sourceNames } from '../../kit/words/privacy.ts';
import { fieldsFor } from '../data.ts';
import { inventoryColumns } from './field-columns.ts';
import { fieldList } from './field-list.ts';

/** Classified fields, red first. */
export const inventory = fieldList({
  title: () => t`Inventory`,
  fields: inventoried,
  columns: inventoryColumns,
  copies,
  empty: (context) => ({
    kind: 'empty',
    proof: atHand,
    title: t`No field has been classified`,
    text: t`In the inbox, ${keyName(context, 'field.color')} gives a field its colour and ${keyName(context, 'field.inventory')} adds it. The web app's own inventory is not in the API.`,
    help: keyText(context, 'tab.previous', t`Inbox`),
  }),
});

function inventoried(context: ViewContext): readonly PrivacyField[] {
  const rank = ({ color }: PrivacyField) => fieldColors.indexOf(color);
  return fieldsFor(context)
    .all.filter((field) => field.inventory !== undefined)
    .toSorted((a, b) => rank(a) - rank(b));
}

/** All of it whatever the filter, as the web app does it (rule 146). */
function copies(context: ViewContext): PaneTable['copies'] {
  const fields = inventoried(context);
  if (fields.length === 0) return undefined;
  return {
    what: t`${fieldsText(fields.length)} of the inventory as CSV`,
    text: () => csvText([header, ...fields.map((field) => cells(field, context))]),
  };
}

const header = ['field', 'class', 'classified by', 'matcher', 'type', 'sources', 'events', 'added at'];

function cells(field: PrivacyField, context: ViewContext): readonly string[] {
  const { path, color, byHand, match, type, events, inventory: entry } = field;
  const at = entry?.at ?? 0;
  return [
    path,
    color,
    byHand ? 'hand' : 'matcher',
    match?.matcher ?? entry?.matcher ?? '',
    type,
    sourceNames(context, field).join('; '),
    events.join('; '),
    at > 0 ? iso(at) : '',
  ];
}
