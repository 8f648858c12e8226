import type { Block } from '../../../components/block.ts';
import type { Notice } from '../../../components/notice.ts';
import { agoText, clock, counted } from '../../../domain/format.ts';
import { joined, type SafeText, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { blank, type Line, line, lineWidth, span } from '../../../theme/line.ts';
import { wrap } from '../../../theme/wrap.ts';
import {
  type ComputationRow,
  computations,
  isTroubled,
  spacesStanding,
} from '../../../workspace/engage/computations.ts';
import { engageNeeds } from '../../../workspace/needs/engage.ts';
import type { Snapshot } from '../../../workspace/polling/snapshot.ts';
import { audiences, computedTraits, spaces } from '../../../workspace/resources/pages.ts';
import { absence, absentFeature, type Feature } from '../../kit/absent-feature.ts';
import { subjectAnswer } from '../../kit/answer/subject.ts';
import { detailFact, detailRoom } from '../../kit/detail-lines.ts';
import { keyText } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { tabbedView } from '../../kit/tabbed-view.ts';
import { tableView } from '../../kit/table-view.ts';
import { textLines } from '../../kit/text-lines.ts';
import type { ViewContext } from '../../kit/view.ts';
import { signalFacts, signalVerdict } from '../../kit/words/signals.ts';
import { problemText } from '../../kit/words.ts';
import {
  cadenceText,
  computationTarget,
  destinationsSpan,
  kindNames,
  nextText,
  runSpans,
  sizeText,
  stateMark,
  statusSpan,
} from '../words.ts';
import { columns } from './columns.ts';

const feature: Feature = {
  page: pages.engage.id,
  name: t`Engage`,
  does: t`Engage and Unify compute audiences and traits from what sources send, and keep destinations in step with them.`,
  documentation: t`https://segment.com/docs/engage/`,
  roles: t`a Unify and Engage role`,
  needs: ({ read, period }) => engageNeeds(read, period, new Set()),
  snapshot: ({ read }) => read(spaces),
};

const absent = absentFeature(feature);

const groups = { audience: t`audiences`, trait: t`computed traits` } as const;

const group = (row: ComputationRow): SafeText =>
  isTroubled(row) ? t`Failing` : t`${row.space.name} ${groups[row.kind]}`;

/** Rows that say what could not be read. */
const mostTrouble = 2;

/** What of each space is known and how old that is; what the API does not tell of sizes and allowances (rule 134). */
function head({ read, now }: ViewContext, rows: readonly ComputationRow[], width: number): Block {
  const all = read(spaces).data ?? [];
  const lists = all.flatMap((space): readonly (readonly [SafeText, Snapshot])[] => [
    [t`audiences of ${space.name}`, read(audiences(space.id))],
    [t`computed traits of ${space.name}`, read(computedTraits(space.id))],
  ]);
  const times = all.flatMap(({ id }) => read(audiences(id)).fetchedAt ?? []);
  const waiting = lists.filter(([, { data, error }]) => data === undefined && !error).length;
  const failed = lists.flatMap(([name, { error }]) => (error ? [t`${name}: ${problemText(error)}`] : []));
  const members = rows.some(({ audience }) => audience?.size !== undefined);
  const readAge = times.length === 0 ? t`` : t` as read ${agoText(Math.min(...times), now)}`;
  const first = line(
    span(members ? t` Members${readAge}; Segment counts about every 10 minutes` : t``, 'dim'),
    span(waiting > 0 ? t`  reading ${counted(waiting, t`list`)}…` : t``, 'dim'),
  );
  const missing = joined(failed, t`  `);
  const both = line(...first.spans, span(missing === '' ? t`` : t`  ${missing}`, 'warn'));
  // What could not be read stands on rows of its own rather than being cut.
  const reads =
    lineWidth(both) <= width
      ? [both]
      : [
          first,
          ...(failed.length === 0 ? [] : failedRows(failed, width - 2)).map((row) => line(t` `, span(row, 'warn'))),
        ];
  const allowances = line(
    span(
      t` The API has no allowances: plans usually have 100 audiences (Engage) and 50 computed traits (Unify Plus)`,
      'dim',
    ),
  );
  const shown = reads.filter(({ spans }) => spans.length > 0);
  return lineWidth(allowances) <= width && rows.length > 0 ? [...shown, allowances] : shown;
}

/** What failed, on as few rows as there are for it, with how many lists more. */
function failedRows(failed: readonly SafeText[], width: number): readonly SafeText[] {
  let rows = wrap(t`${counted(failed.length, t`list`)} could not be read`, width, mostTrouble);
  for (let count = 1; count <= failed.length; count += 1) {
    const more = failed.length - count;
    const named = joined(failed.slice(0, count), t`; `);
    const text = more === 0 ? named : t`${named} and ${more} more`;
    const longer = wrap(text, width);
    if (longer.length > mostTrouble) return rows;
    rows = longer;
  }
  return rows;
}

function detail(row: ComputationRow, context: ViewContext, width: number): Block {
  const { own, audience, kind, runs, signals, state, space } = row;
  const { now, glyphs } = context;
  return [
    line(stateMark(state, glyphs), t` `, span(own.name, 'strong')),
    line(span(kindNames[kind], 'dim'), span(t` of ${space.name}`, 'dim')),
    blank,
    detailFact(t`Status`, statusSpan(row)),
    ...(audience ? audienceLines(audience, now) : []),
    detailFact(t`Runs`, ...runSpans(runs, kind, now, detailRoom(width))),
    detailFact(t`Sent to`, destinationsSpan(row)),
    ...signals.flatMap((signal): Line[] => [
      blank,
      line(span(t`Triage  `, 'dim'), signalVerdict(signal)),
      ...signalFacts(signal, now).flatMap(({ text, tone }) => textLines(text, width, tone)),
    ]),
    blank,
    ...(own.description === '' ? [] : [...textLines(own.description, width), blank]),
    ...definition(own.definition, width),
  ];
}

function audienceLines(audience: NonNullable<ComputationRow['audience']>, now: number): Line[] {
  const { nextRunAt } = audience;
  return [
    detailFact(t`Members`, sizeText(audience) ?? span(t`unknown`, 'dim')),
    detailFact(t`Computed`, cadenceText(audience)),
    ...(nextRunAt === undefined
      ? []
      : [detailFact(t`Next run`, nextText(nextRunAt, now), span(t`  ${clock(nextRunAt, now)}`, 'dim'))]),
  ];
}

function definition(text: SafeText, width: number): Line[] {
  if (text === '') return [line(span(t`The API does not tell its definition`, 'dim'))];
  return wrap(text, width).map((row) => line(span(row, 'accent')));
}

function empty({ read, keyOf }: ViewContext): Notice {
  const known = read(spaces);
  if (known.data === undefined || known.data.length === 0)
    return emptyNotice(known, t`spaces`, {
      title: t`This workspace has no space`,
      text: t`Audiences and computed traits live in a space; Unify in the web app makes one.`,
      help: keyText({ keyOf }, 'browser', t`copies the link`),
    });
  return emptyNotice(spacesStanding(read), t`audiences and computed traits`, {
    title: t`No audience and no computed trait yet`,
    text: t`They are built in the web app and computed by Segment.`,
    help: keyText({ keyOf }, 'browser', t`copies the link`),
  });
}

const list = tableView<ComputationRow>({
  id: pages.engage.id,
  aliases: [],
  title: () => t`Audiences and computed traits`,
  ground: ({ read }) => spacesStanding(read),
  rows: ({ read, period, now }) => computations(read, period, now),
  columns,
  rowKey: ({ key }) => key,
  group,
  open: computationTarget,
  subject: ({ kind, own, space }) => ({ kind, id: own.id, name: own.name, parent: space.id }),
  problem: isTroubled,
  head,
  detail,
  answer: ({ kind, own }, context) =>
    subjectAnswer(
      { kind, id: own.id, name: own.name },
      context,
      t`opens its runs, where it is sent and its definition`,
    ),
  detailOpen: computationTarget,
  empty,
  needs: ({ read, period }, { visible = new Set() }) => engageNeeds(read, period, visible),
  visible: ({ kind, own }) => (kind === 'audience' ? own.id : undefined),
});

/** Audiences and computed traits of all spaces, failing ones first (E-01, E-02, E-04). */
export const engage = tabbedView({
  id: pages.engage.id,
  page: { key: 'E', label: t`Engage` },
  aliases: ['engage', 'unify', 'personas', 'audiences', 'traits'],
  gate: spaces,
  title: () => t`Engage`,
  tabs: [{ id: 'list', label: () => t`Audiences and computed traits`, view: list }],
  instead: (context) => (absence(feature, context) ? absent : undefined),
});
