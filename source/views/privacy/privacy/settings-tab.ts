import type { Block } from '../../../components/block.ts';
import type { Cell, Column } from '../../../components/table/columns.ts';
import { type FieldColor, fieldColors } from '../../../domain/privacy/local.ts';
import type { Standing } from '../../../domain/proof.ts';
import { joined, type SafeText, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { listPane, paneState } from '../../../state/place.ts';
import type { Glyphs } from '../../../theme/glyphs.ts';
import { type Line, line, type Span, span } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';
import { wrap } from '../../../theme/wrap.ts';
import { privacyFlowNeeds } from '../../../workspace/needs/privacy.ts';
import { isWhole } from '../../../workspace/polling/proof.ts';
import type { ColorFlow } from '../../../workspace/privacy/flows.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { keyName } from '../../kit/key-words.ts';
import { emptyNotice, noneSpan } from '../../kit/need-states.ts';
import { tableView } from '../../kit/table-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { colorLabels, colorTones, fieldsText, flowName, list } from '../../kit/words/privacy.ts';
import { problemText } from '../../kit/words.ts';
import { flowsFor, reachStanding } from '../data.ts';

interface GridRow {
  readonly flow: ColorFlow;
  /** The column that `b` marks in. */
  readonly chosen: FieldColor;
  /** How far everything has been read that tells of fields and where they get to. */
  readonly reach: Standing;
}

/** If nothing tells a source's fields, or not all was read, nothing can be said to be absent. */
const isKnown = ({ flow: { fields, dropped }, reach }: GridRow): boolean =>
  reach.kind === 'whole' && (dropped.length > 0 || fieldColors.some((color) => fields[color].length > 0));

/** So many fields; at least as many where not all was read that tells of fields. */
const amount = ({ length }: readonly unknown[], reach: Standing): SafeText =>
  reach.kind === 'whole' ? t`${length}` : t`${length}+`;

/** What flows of a colour, and against whose wish: ` 3 `, `▲ 3`, `✓ 0`, and `? 3` while a filter may drop it. */
function cellOf(row: GridRow, color: FieldColor, selected: boolean, glyphs: Glyphs): Cell {
  const { flow, chosen } = row;
  const fields = flow.fields[color];
  const count = amount(fields, row.reach);
  const here = selected && color === chosen;
  const around = (inner: Span): Span[] => [span(here ? t`[` : t` `, 'focus'), inner, span(here ? t`]` : t` `, 'focus')];
  if (flow.broken.includes(color)) return around(span(t`${glyphs.partial} ${count}`, 'bad'));
  if (flow.mayBreak.includes(color)) return around(span(t`? ${count}`, 'warn'));
  if (flow.unwanted.includes(color))
    return around(isKnown(row) ? span(t`${glyphs.check} 0`, 'good') : span(t`  –`, 'dim'));
  if (!flow.enabled) return around(span(t`off`, 'dim'));
  if (fields.length === 0) return around(span(isKnown(row) ? t`0` : t`–`, 'dim'));
  return around(span(count, color === 'green' ? 'dim' : colorTones[color]));
}

const colorColumn = (color: FieldColor): Column<GridRow> => ({
  id: color,
  header: t` ${colorLabels[color]}`,
  width: 7,
  priority: fieldColors.indexOf(color) + 1,
  cell: (row, { selected, glyphs }) => cellOf(row, color, selected, glyphs),
  sort: ({ flow }) => flow.fields[color].length,
});

function filtersSpan({ filters, dropped, inPart, enabled }: ColorFlow): Span {
  if (!enabled || !filters) return span(t``);
  if (filters.error && filters.data === undefined) return span(problemText(filters.error), 'warn');
  if (filters.data === undefined) return span(t`not read`, 'dim');
  const parts = [
    ...(dropped.length > 0 ? [t`drop ${dropped.length}`] : []),
    ...(inPart.length > 0 ? [t`${inPart.length} in part`] : []),
  ];
  return parts.length > 0 ? span(joined(parts, t`, `)) : span(isWhole(filters) ? t`none` : t`–`, 'dim');
}

export const columns: readonly Column<GridRow>[] = [
  {
    id: 'name',
    header: t`Name`,
    width: { min: 10, max: 52, grow: 1 },
    priority: 0,
    cell: ({ flow }, { glyphs }) => [
      span(flowName(flow, glyphs), flow.enabled ? 'text' : 'dim'),
      span(flow.kind === 'source' ? t`  source` : t``, 'dim'),
    ],
    sort: ({ flow }) => flow.name.toLowerCase(),
  },
  ...fieldColors.map(colorColumn),
  {
    id: 'filters',
    header: t`Filters`,
    width: { min: 9, max: 16 },
    priority: 4,
    cell: ({ flow }) => filtersSpan(flow),
  },
];

const chosenOf = ({ place }: ViewContext): FieldColor =>
  fieldColors.find((color) => color === paneState(place, listPane).options?.color) ?? 'red';

/** Which colours flow to which destinations, and which the user does not want there (P-04). */
export const settingsTab = tableView<GridRow>({
  id: pages.privacy.id,
  aliases: [],
  title: () => t`Fields that flow, by colour`,
  scope: 'privacy-grid',
  ground: ({ read }) => [read(resources.sources), read(resources.destinations)],
  rows: (context) => {
    const chosen = chosenOf(context);
    const reach = reachStanding(context);
    return flowsFor(context).map((flow) => ({ flow, chosen, reach }));
  },
  columns,
  rowKey: ({ flow }) => flow.key,
  open: ({ flow }) => pages[flow.kind].at(flow.id),
  subject: ({ flow }) => ({ kind: flow.kind, id: flow.id, name: flow.name }),
  holds: ({ flow, chosen }) => ({ kind: 'cell', of: { kind: flow.kind, id: flow.id, color: chosen } }),
  head: (context, _, width) => head(context, width),
  detail,
  empty: ({ read }) =>
    emptyNotice([read(resources.sources), read(resources.destinations)], t`sources and destinations`, {
      title: t`No sources and no destinations yet`,
    }),
  needs: ({ read, period }, { visible }) => {
    const known = new Set((read(resources.destinations).data ?? []).map(({ id }) => id));
    return privacyFlowNeeds(
      read,
      period,
      [...(visible ?? [])].filter((id) => known.has(id)),
    );
  },
  visible: ({ flow }) => (flow.kind === 'destination' && flow.enabled ? flow.id : undefined),
});

/** What blocking does in Segment (rule 145), before anybody goes and does it there. */
const warning = (keys: Pick<ViewContext, 'keyOf'>) =>
  t`Blocking a colour in Segment (web app, ${keyName(keys, 'browser')}) takes those properties out of every event of a source at once: they are lost for good and no replay brings them back; device mode is not covered.`;
const marks = (keys: Pick<ViewContext, 'keyOf'>) =>
  t`segtop blocks nothing: ${keyName(keys, 'flow.unwanted')} marks what should not flow, and a mark that is broken is a warning here and on Home.`;

function head(context: ViewContext, width: number): Block {
  if (width < 60)
    return [line(span(t` Blocked is lost for good; ${keyName(context, 'flow.unwanted')} only marks`, 'warn'))];
  const rows = (text: SafeText) => wrap(text, width - 4);
  return [
    ...rows(warning(context)).map((row, index) =>
      line(span(index === 0 ? t` ${context.glyphs.partial} ` : t`   `, 'warn'), span(row)),
    ),
    ...rows(marks(context)).map((row) => line(t`   `, span(row, 'dim'))),
  ];
}

export function detail(row: GridRow, { glyphs }: Pick<ViewContext, 'glyphs'>, width: number): Block {
  const { flow, reach } = row;
  const paragraph = (name: SafeText, tone: Span['tone'], said: SafeText | Span): Line[] => {
    const { text, tone: own } = typeof said === 'string' ? span(said) : said;
    return wrap(text, Math.max(10, width - 10)).map((row, index) =>
      line(span(padToWidth(index === 0 ? name : t``, 9), tone), t` `, span(row, own)),
    );
  };
  const lines = fieldColors.flatMap((color) => {
    const fields = flow.fields[color];
    const paths = fields.map(({ path }) => path);
    if (flow.broken.includes(color))
      return paragraph(colorLabels[color], 'bad', t`should not flow, and does: ${list(paths, 8)}`);
    if (flow.mayBreak.includes(color))
      return paragraph(
        colorLabels[color],
        'warn',
        t`should not flow, and does unless one of its filters, not read yet, drops it: ${list(paths, 8)}`,
      );
    if (flow.unwanted.includes(color))
      return paragraph(
        colorLabels[color],
        isKnown(row) ? 'good' : 'dim',
        noneSpan(reach, t`fields`, t`should not flow, and no field is known that does`, 'text'),
      );
    if (fields.length === 0)
      return paragraph(colorLabels[color], 'dim', noneSpan(reach, t`fields`, t`no field that is known`, 'text'));
    const many = reach.kind === 'whole' ? fieldsText(fields.length) : t`${amount(fields, reach)} fields`;
    return paragraph(colorLabels[color], colorTones[color], t`${many}: ${list(paths, 8)}`);
  });
  return [
    line(span(flowName(flow, glyphs), 'strong')),
    ...(flow.enabled ? [] : [line(span(t`Switched off: nothing flows`, 'dim'))]),
    ...lines,
    ...(flow.dropped.length > 0
      ? paragraph(
          t`Filters`,
          'dim',
          t`drop ${list(
            flow.dropped.map(({ path }) => path),
            8,
          )}`,
        )
      : []),
    ...(flow.inPart.length > 0
      ? paragraph(
          t`In part`,
          'dim',
          t`filters with a condition drop ${list(
            flow.inPart.map(({ path }) => path),
            8,
          )}`,
        )
      : []),
    line(),
    ...wrap(t`A destination gets what its source sends; transformations and mappings are not looked at.`, width).map(
      (row) => line(span(row, 'dim')),
    ),
  ];
}
