import type { Column } from '../../../components/table/columns.ts';
import { type KnownCode, knownCodes, reasonOf } from '../../../domain/delivery/discard-reasons/index.ts';
import { atHand } from '../../../domain/proof.ts';
import { sanitise, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { span } from '../../../theme/line.ts';
import { reasonsKnown } from '../../../workspace/delivery/fleet.ts';
import { pictureNeeds } from '../../kit/answer/picture-needs.ts';
import { tableView } from '../../kit/table-view.ts';
import type { View, ViewContext } from '../../kit/view.ts';
import { fateWords, stepWords } from '../words.ts';

interface CodeRow extends KnownCode {
  /** Connections whose most frequent error it is now; undefined where not all were looked at, or it is none of a delivery. */
  readonly failing: number | undefined;
}

/** Every documented code, and those that fail now though nobody documents them; first what most connections fail with. */
export function codeRows({ overview: { fleet }, read, period }: ViewContext): readonly CodeRow[] {
  const counts = new Map<string, number>();
  for (const { reason } of fleet.failing)
    if (reason !== undefined && reason !== '') counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const known = knownCodes();
  const documented = new Set(known.map(({ code }) => code));
  const others = [...counts.keys()]
    .filter((code) => !documented.has(code))
    .map((code): KnownCode => ({ step: 'failed-delivery', code, reason: reasonOf('failed-delivery', code) }));
  const none = reasonsKnown(read, fleet, period) ? 0 : undefined;
  return [...known, ...others]
    .map((each) => ({
      ...each,
      failing: each.step === 'failed-delivery' ? (counts.get(each.code) ?? none) : undefined,
    }))
    .sort((a, b) => (b.failing ?? 0) - (a.failing ?? 0));
}

const columns: readonly Column<CodeRow>[] = [
  {
    id: 'code',
    header: t`Code`,
    width: { min: 8, max: 40 },
    priority: 0,
    cell: ({ code }) => span(sanitise(code), 'strong'),
    sort: ({ code }) => sanitise(code),
  },
  {
    id: 'label',
    header: t`Means`,
    width: { min: 16, max: 40 },
    priority: 0,
    cell: ({ reason }) => reason.label,
    sort: ({ reason }) => reason.label,
  },
  {
    id: 'failing',
    header: t`Failing now`,
    width: 11,
    align: 'right',
    priority: 1,
    cell: ({ failing }) => (failing === undefined ? t`–` : span(t`${failing}`, failing > 0 ? 'bad' : 'dim')),
    sort: ({ failing }) => failing,
  },
  {
    id: 'step',
    header: t`Step`,
    width: { min: 10, max: 24 },
    priority: 2,
    cell: ({ step }) => stepWords[step],
    sort: ({ step }) => stepWords[step],
    export: ({ step }) => step,
  },
  {
    id: 'fate',
    header: t`The event is`,
    width: { min: 10, max: 34 },
    priority: 3,
    cell: ({ reason }) => fateWords[reason.fate],
    sort: ({ reason }) => fateWords[reason.fate],
    export: ({ reason }) => reason.fate,
  },
  {
    id: 'meaning',
    header: t`Meaning`,
    width: { min: 20, max: 120, grow: 1 },
    priority: 4,
    optional: true,
    cell: ({ reason }) => reason.meaning,
    sort: ({ reason }) => reason.meaning,
  },
  {
    id: 'remedy',
    header: t`What to do`,
    width: { min: 20, max: 120, grow: 1 },
    priority: 4,
    optional: true,
    cell: ({ reason }) => reason.remedy,
    sort: ({ reason }) => reason.remedy,
  },
];

/** Codes of errors with what they mean and how many connections fail with each now. */
export const errorCodes: View = tableView<CodeRow>({
  id: pages.errorCode.id,
  aliases: [],
  title: () => t`Error codes`,
  rows: codeRows,
  columns,
  rowKey: ({ step, code }) => `${step}:${code}`,
  open: ({ code }) => pages.errorCode.at(code),
  subject: ({ code, reason }) => ({ kind: 'other', id: code, name: reason.label }),
  json: ({ step, code, reason, failing }) => ({ step, code, ...reason, failing }),
  empty: () => ({ kind: 'empty', proof: atHand, title: t`No code` }),
  needs: pictureNeeds,
});
