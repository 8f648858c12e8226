import { filterActionText, inOrderOfUse } from '../../../domain/delivery/filter-words.ts';
import { fqlWords } from '../../../domain/delivery/fql-words.ts';
import type { DestinationFilter } from '../../../domain/delivery/mappings.ts';
import type { Destination } from '../../../domain/entities.ts';
import { ago, clock, compact, dateText, percentText } from '../../../domain/format.ts';
import { joined, type SafeText, t } from '../../../domain/text.ts';
import { bucketLength, hour } from '../../../domain/time.ts';
import { pages } from '../../../state/pages.ts';
import { line, span } from '../../../theme/line.ts';
import { type BreakdownTab, breakdown, breakdownResource } from '../../../workspace/delivery/breakdown.ts';
import { inventoryNeeds, needOf, pageNeeds } from '../../../workspace/needs/page.ts';
import { isWhole } from '../../../workspace/polling/proof.ts';
import { destinationFilters as filtersOf } from '../../../workspace/resources/pages.ts';
import { gridOf } from '../../../workspace/resources/pipeline-periods.ts';
import type { Answer } from '../../kit/answer/answer.ts';
import { changesPart, changeTimes, nextPart } from '../../kit/answer/parts.ts';
import { noneText } from '../../kit/need-states.ts';
import { linkRow, sentence, wrappedFact } from '../../kit/page-rows.ts';
import { factRow, type PageRow, pageView, type Section, textRow, turnedOf } from '../../kit/page-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { problemText } from '../../kit/words.ts';
import { absentDestination, destinationAt, hasRules, titleOf } from '../words.ts';

const indented = 2;
const byReason: BreakdownTab = { id: 'reasons', dimension: 'discardReason' };
const ruled = t`FILTERED_BY_RULES`;
const periodWords = { '24h': t`in the last 24 hours`, '7d': t`in the last 7 days` } as const;

const orderText = t`Segment applies them by what they do: samples first, then drops, then dropped properties, then allowed ones. Retries of events that were sent before a filter existed still go out, and the Event Tester ignores filters.`;

/** Filters of one destination in the order in which they are applied, and what they take out now (rule 72). */
export const destinationFilters = pageView<Destination>({
  id: pages.destinationFilters.id,
  aliases: [],
  title: (context) => titleOf(t`Filters`, context),
  model: destinationAt,
  absent: absentDestination,
  subject: ({ id, name }) => ({ kind: 'destination', id, name }),
  sections: (destination, context, width) =>
    hasRules(destination)
      ? [
          { title: t``, rows: takenRows(destination, context, width) },
          ...filterSections(destination, context, width - indented),
        ]
      : [{ title: t``, rows: withoutRows(destination, width) }],
  answer: (destination, context) => (hasRules(destination) ? answerOf(destination, context) : undefined),
  needs: (destination, { read, period, place }) =>
    pageNeeds(read, () => [
      ...inventoryNeeds(),
      ...(destination && hasRules(destination)
        ? [
            needOf(filtersOf(pages.destinationFilters.of(place).id ?? '')),
            needOf(breakdownResource(period, destination, 'filtered-at-destination', byReason)),
          ]
        : []),
    ]),
});

/** How what the filters take out went, and who changed them or what feeds them. */
function answerOf(destination: Destination, context: ViewContext): Answer | undefined {
  const { read, period } = context;
  const { rows, snapshot } = breakdown(read, destination, period, 'filtered-at-destination', byReason);
  const own = rows.find(({ value }) => value === ruled);
  if (!own || !snapshot.data) return undefined;
  const { start, end } = snapshot.data.window;
  const filters = (read(filtersOf(destination.id)).data ?? []).map(({ id }) => id);
  const ids = [destination.id, destination.sourceId, ...filters];
  const length = bucketLength[gridOf(period).granularity];
  return {
    title: t`What these filters take out`,
    curve: {
      title: length === hour ? t`Taken out by the hour` : t`Taken out by the day`,
      starts: own.counts.map((_, index) => start + index * length),
      values: own.counts,
      tone: 'info',
      changes: changeTimes(ids, context),
      end,
    },
    parts: [
      changesPart(ids, context),
      nextPart(
        [
          ['row.open', t`folds the filter, or opens the connection`],
          ['page.audit', t`all that was done to the destination`],
        ],
        context,
      ),
    ],
  };
}

function withoutRows({ mode, id }: Destination, width: number): PageRow[] {
  const why =
    mode === 'storage'
      ? t`Filters do not work on warehouses and object storage: it gets everything its source sends.`
      : t`Device mode: events go from the browser or phone straight to it, so no filter of Segment sees them.`;
  return [
    ...sentence(why, width, 'text'),
    linkRow('delivery', t`Delivery Overview`, t`what can be seen of it`, pages.destination.at(id)),
  ];
}

/** What the filters take out now. The API counts them together, never one by one. */
export function takenRows(destination: Destination, context: ViewContext, width: number): PageRow[] {
  const { read, period, now } = context;
  const { rows, total, snapshot, error } = breakdown(read, destination, period, 'filtered-at-destination', byReason);
  const open = pages.destination.at(destination.id);
  if (!snapshot.data)
    return [
      {
        key: 'taken',
        open,
        line: factRow(
          t`Filtered`,
          error ? span(problemText(error), 'warn') : span(t`reading what is filtered at the destination…`, 'dim'),
        ).line,
      },
    ];
  const own = rows.find(({ value }) => value === ruled);
  // Of a part neither a share nor that there was none is known.
  const share = own?.percent === undefined ? t`` : t`, ${percentText(own.percent)} of all that is filtered here`;
  const count = own?.count ?? (isWhole(snapshot) ? 0 : undefined);
  const least = isWhole(snapshot) ? t`` : t`at least `;
  return [
    {
      key: 'taken',
      open,
      line: factRow(
        t`By these filters`,
        span(t`${count === undefined ? t`` : least}${compact(count)}`, 'strong'),
        t` ${count === 1 ? t`event` : t`events`} ${periodWords[period]}`,
        span(t`  ${ruled}${share}  ${ago(snapshot.fetchedAt ?? now, now)}`, 'dim'),
        error ? span(t`  ${problemText(error)}`, 'warn') : undefined,
      ).line,
    },
    ...wrappedFact(
      t`In all`,
      total === 0
        ? noneText(snapshot, t`what was filtered`, t`nothing was filtered at this destination`)
        : t`${least}${compact(total)} filtered at this destination, for whatever reason. How many each filter took, the API does not tell.`,
      width,
      'dim',
    ),
  ];
}

function filterSections(destination: Destination, context: ViewContext, width: number): Section[] {
  const { data, error } = context.read(filtersOf(destination.id));
  if (!data) {
    const why = error ? span(t`Filters: ${problemText(error)}`, 'warn') : span(t`Reading filters…`, 'dim');
    return [{ title: t`Filters`, rows: [textRow(why), ...(error ? sentence(error.message, width) : [])] }];
  }
  if (data.length === 0)
    return [
      {
        title: t`Filters`,
        rows: sentence(
          noneText(
            context.read(filtersOf(destination.id)),
            t`filters`,
            t`None: everything that passes the source and its mappings goes out.`,
          ),
          width,
          'text',
        ),
      },
    ];
  const stale = error ? [textRow(span(t`not renewed: ${problemText(error)}`, 'warn'))] : [];
  return [
    {
      title: t`Filters, in the order they are applied`,
      rows: [...stale, ...inOrderOfUse(data).flatMap((filter, index) => filterRows(filter, index, context, width))],
    },
    { title: t``, rows: sentence(orderText, width) },
  ];
}

function filterRows(filter: DestinationFilter, index: number, context: ViewContext, width: number): PageRow[] {
  const { id, title, enabled, condition, actions, destinationId, description, createdAt, updatedAt } = filter;
  const { glyphs, now } = context;
  const shut = turnedOf(context)?.includes(id) === true;
  const does = actions.length === 0 ? t`does nothing` : joined(actions.map(filterActionText), t`, then `);
  const head: PageRow = {
    key: `filter:${id}`,
    fold: id,
    subject: { kind: 'filter', id, name: title, parent: destinationId },
    line: line(
      span(t`${shut ? glyphs.folded : glyphs.unfolded} `, 'dim'),
      span(enabled ? glyphs.healthy : glyphs.inactive, enabled ? 'good' : 'dim'),
      span(t` ${enabled ? t`${index + 1}.` : t`off`} `, 'dim'),
      span(title, enabled ? 'strong' : 'dim'),
      span(shut ? t`  ${does}` : t``, 'dim'),
    ),
  };
  if (shut) return [head];
  const part = (name: SafeText, text: SafeText, tone: 'text' | 'dim' = 'text') =>
    wrappedFact(name, text, width - 4, tone).map((row) => ({ ...row, line: line(t`    `, ...row.line.spans) }));
  const changed = updatedAt === undefined ? t`` : t`, changed ${clock(updatedAt, now)}`;
  return [
    head,
    ...part(t`Does`, does),
    ...part(t`When`, fqlWords(condition)),
    ...part(t`Condition`, condition, 'dim'),
    ...(description === '' ? [] : part(t`About`, description, 'dim')),
    ...(createdAt === undefined ? [] : part(t`Created`, t`${dateText(createdAt, now)}${changed}`, 'dim')),
  ];
}
