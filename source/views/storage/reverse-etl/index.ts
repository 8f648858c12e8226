import type { Block } from '../../../components/block.ts';
import type { Column } from '../../../components/table/columns.ts';
import type { Destination } from '../../../domain/entities.ts';
import { ago, agoText, clock, compact, counted } from '../../../domain/format.ts';
import { runAdvice, runErrorCode } from '../../../domain/storage/reverse-etl-causes.ts';
import { type SafeText, sanitise, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { blank, line, type Span, span } from '../../../theme/line.ts';
import { pageNeeds } from '../../../workspace/needs/page.ts';
import { reverseEtlNeeds } from '../../../workspace/needs/reverse-etl.ts';
import { reverseEtlModels } from '../../../workspace/resources/pages.ts';
import { failedInRowText } from '../../../workspace/storage/health.ts';
import { type ModelRuns, type ModelScope, reverseEtl as overviewOf } from '../../../workspace/storage/reverse-etl.ts';
import { subjectAnswer } from '../../kit/answer/subject.ts';
import { destinationName } from '../../kit/destination-names.ts';
import { detailFact } from '../../kit/detail-lines.ts';
import { keyText } from '../../kit/key-words.ts';
import { emptyNotice, noneText } from '../../kit/need-states.ts';
import { tableView } from '../../kit/table-view.ts';
import { textLines } from '../../kit/text-lines.ts';
import type { ViewContext } from '../../kit/view.ts';
import { scheduleText } from '../../kit/words/mappings.ts';
import { problemText } from '../../kit/words.ts';
import { optionalWhole, runSpan, runsMark, runsStateText } from '../reverse-etl-words.ts';

/** A report of the audit trail may name something else than a model: then all are shown. */
function scopeOf({ read, place }: ViewContext): ModelScope {
  const { source, model } = pages.reverseEtl.of(place);
  const known = read(reverseEtlModels).data?.some(({ id }) => id === model);
  return { source, model: known ? model : undefined };
}

const countCell = (count: bigint | undefined, tone: Span['tone'] = 'text'): Span =>
  count === undefined ? span(t`–`, 'dim') : span(compact(count), count > 0n ? tone : 'dim');

const toNumber = (count: bigint | undefined) => (count === undefined ? undefined : Number(count));

/** `from Redshift to Braze (Users)`. */
const wayOf = ({ model, source, mapping, destination, mappings }: ModelRuns): SafeText => {
  const from = t`from ${source?.name ?? sanitise(model.sourceId)}`;
  return mapping
    ? t`${from} to ${destination?.name ?? t`?`} (${mapping.name})`
    : t`${from}: ${noneText(mappings, t`mappings`, t`no mapping takes it`)}`;
};

const count = (
  id: string,
  header: SafeText,
  priority: number,
  of: (row: ModelRuns) => bigint | undefined,
  tone?: Span['tone'],
): Column<ModelRuns> => ({
  id,
  header,
  width: 7,
  align: 'right',
  priority,
  cell: (row) => countCell(of(row), tone),
  sort: (row) => toNumber(of(row)),
});

function nameOf({ id, name }: Destination, context: ViewContext): SafeText {
  const connection = context.overview.fleet.byId.get(id);
  return connection ? destinationName(connection, context) : name;
}

const columnsFor = (context: ViewContext): readonly Column<ModelRuns>[] => [
  { id: 'mark', header: t``, width: 1, priority: 0, cell: (row, { glyphs }) => runsMark(row, glyphs) },
  {
    id: 'model',
    header: t`Model`,
    width: { min: 12, max: 28, grow: 1 },
    priority: 0,
    cell: ({ model }) => model.name,
    sort: ({ model }) => model.name,
  },
  {
    id: 'destination',
    header: t`Destination`,
    width: { min: 12, max: 28, grow: 1 },
    priority: 2,
    cell: (row) =>
      row.destination
        ? nameOf(row.destination, context)
        : span(row.mappings.kind === 'whole' ? t`none` : t`–`, row.mappings.kind === 'whole' ? 'warn' : 'dim'),
    sort: ({ destination }) => destination && nameOf(destination, context),
  },
  {
    id: 'mapping',
    header: t`Mapping`,
    width: { min: 10, max: 26 },
    priority: 5,
    cell: ({ mapping }) => span(mapping?.name ?? t``, 'dim'),
    sort: ({ mapping }) => mapping?.name,
  },
  {
    id: 'latest',
    header: t`Latest run`,
    width: 15,
    priority: 0,
    cell: (row) => (row.latest ? runSpan(row.latest) : span(runsStateText(row), 'dim')),
    sort: (row) => row.latest?.word ?? runsStateText(row),
  },
  {
    id: 'age',
    isTime: true,
    header: t`Age`,
    width: 8,
    align: 'right',
    priority: 1,
    cell: ({ latest }, { now }) => span(latest ? ago(latest.end ?? latest.start, now) : t`–`, 'dim'),
    sort: ({ latest }) => latest && (latest.end ?? latest.start),
  },
  count('added', t`Added`, 5, ({ latest }) => latest?.extract?.added),
  count('updated', t`Updated`, 6, ({ latest }) => latest?.extract?.updated),
  count('deleted', t`Deleted`, 7, ({ latest }) => latest?.extract?.deleted),
  count('loaded', t`Loaded`, 3, ({ latest }) => latest?.load?.delivered),
  count('failed', t`Failed`, 2, ({ latest }) => latest?.load?.failed, 'bad'),
];

function detail(row: ModelRuns, { now, glyphs }: ViewContext, width: number): Block {
  const { model, mapping, latest, lastGood, failedInRow, runs } = row;
  const advice = latest && runAdvice(latest);
  return [
    line(runsMark(row, glyphs), t` `, span(model.name, 'strong'), span(t`  ${runsStateText(row)}`, 'dim')),
    ...textLines(wayOf(row), width, 'dim'),
    blank,
    ...(failedInRow > 1 ? [line(span(failedInRowText(row, t`run`), 'bad'))] : []),
    ...(latest
      ? [
          detailFact(t`Latest`, runSpan(latest), span(t`  ${clock(latest.start, now)}`, 'dim')),
          detailFact(t`Extracted`, optionalWhole(latest.extract?.extracted)),
          detailFact(t`Loaded`, optionalWhole(latest.load?.delivered)),
          detailFact(
            t`Failed`,
            span(optionalWhole(latest.load?.failed), (latest.load?.failed ?? 0n) > 0n ? 'bad' : 'text'),
          ),
        ]
      : []),
    ...(latest && advice
      ? [
          blank,
          ...(runErrorCode(latest) === '' ? [] : [line(span(runErrorCode(latest), 'bad'))]),
          ...textLines(latest.error, width, 'warn'),
          ...textLines(t`${advice.cause} ${advice.action}`, width, 'dim'),
        ]
      : []),
    blank,
    detailFact(t`Last good`, lastGood ? agoText(lastGood.end ?? lastGood.start, now) : span(t`–`, 'dim')),
    ...(mapping?.schedule ? [detailFact(t`Runs`, scheduleText(mapping.schedule))] : []),
    ...(runs?.error ? [line(span(t`runs: ${problemText(runs.error)}`, 'warn'))] : []),
    ...textLines(model.description, width, 'dim'),
  ];
}

/** How far reading has come, and what cannot be read: mappings name what a model feeds. */
function head(context: ViewContext): Block {
  const { waiting, refused } = overviewOf(context.read, scopeOf(context));
  const [first] = refused;
  return [
    ...(waiting > 0 ? [line(span(t` mappings of ${counted(waiting, t`destination`)} not read yet`, 'dim'))] : []),
    ...(first?.snapshot.error
      ? [
          line(
            span(
              t` mappings of ${counted(refused.length, t`destination`)}: ${problemText(first.snapshot.error)}: what they run is not known`,
              'warn',
            ),
          ),
        ]
      : []),
  ];
}

/** Models of Reverse ETL with the latest run for each mapping, worst first (rule 119). */
export const reverseEtl = tableView<ModelRuns>({
  id: pages.reverseEtl.id,
  aliases: ['reverse-etl', 'retl', 'models'],
  title: () => t`Reverse ETL`,
  ground: (context) => overviewOf(context.read, scopeOf(context)).standing,
  rows: (context) => overviewOf(context.read, scopeOf(context)).rows,
  columns: columnsFor,
  rowKey: ({ id }) => id,
  open: ({ model, mapping, destination }) =>
    pages.reverseEtlRuns.at({
      model: model.id,
      ...(mapping && destination ? { mapping: mapping.id, destination: destination.id } : {}),
    }),
  subject: ({ model: { id, name, sourceId } }) => ({ kind: 'model', id, name, parent: sourceId }),
  problem: ({ state }) => state === 'failing' || state === 'partial' || state === 'no-runs' || state === 'unmapped',
  head,
  detail,
  answer: ({ model: { id, name } }, context) =>
    subjectAnswer({ kind: 'model', id, name }, context, t`opens its runs: rows and the failed ones`),
  empty: ({ read, keyOf, place }) =>
    emptyNotice(read(reverseEtlModels), t`models`, {
      title: pages.reverseEtl.of(place).source === undefined ? t`No Reverse ETL models` : t`No models of this source`,
      text: t`A model is a query over a warehouse whose rows go to destinations. They are made in the web app.`,
      help: keyText({ keyOf }, 'back', t`back`),
    }),
  needs: (context) => pageNeeds(context.read, () => reverseEtlNeeds(context.read, scopeOf(context))),
});
