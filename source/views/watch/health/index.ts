import type { Block } from '../../../components/block.ts';
import type { Notice } from '../../../components/notice.ts';
import type { Column } from '../../../components/table/columns.ts';
import { ago, compact, counted } from '../../../domain/format.ts';
import { type SafeText, sanitise, t } from '../../../domain/text.ts';
import type { Period } from '../../../domain/time.ts';
import { pages, type Target } from '../../../state/pages.ts';
import { blank, type Line, line, lineWidth, type Span, span } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';
import { isWhole } from '../../../workspace/polling/proof.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { inRowCounted, type StorageHealth } from '../../../workspace/storage/health.ts';
import {
  type HealthRow,
  type HealthSection,
  health as healthRows,
  healthSections,
} from '../../../workspace/watch/health.ts';
import type { Answer } from '../../kit/answer/answer.ts';
import { connectionAnswer } from '../../kit/answer/connection.ts';
import { pictureNeeds } from '../../kit/answer/picture-needs.ts';
import { storageAnswer } from '../../kit/answer/storage.ts';
import { connectionDetail, storageDetail } from '../../kit/connection-detail.ts';
import { detailFact } from '../../kit/detail-lines.ts';
import { keyName } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { topErrorTarget } from '../../kit/payload-target.ts';
import type { UnderRow } from '../../kit/table-spec.ts';
import { tableView } from '../../kit/table-view.ts';
import { textLines } from '../../kit/text-lines.ts';
import type { Subject, ViewContext } from '../../kit/view.ts';
import { calmOf, pictureGround, pictureNotice, rankedText, rankingNotice } from '../../kit/words/picture.ts';
import { signalTarget } from '../../kit/words/signals.ts';

/** The product's own headings (X-02). */
const headings: Readonly<Record<HealthSection, SafeText>> = {
  'sources-objects': t`SOURCES (OBJECTS)`,
  'sources-functions': t`SOURCES (FUNCTIONS)`,
  destinations: t`DESTINATIONS (SERVER-SIDE)`,
  warehouses: t`WAREHOUSES`,
};

type Rules = Readonly<Record<Exclude<HealthSection, 'sources-functions'>, SafeText>>;

/** What puts a row into its section: each section has a rule of its own, which is shown beside its heading. */
const rules: Readonly<Record<HealthRow['group'], (period: Period) => Rules>> = {
  failing: (period) => ({
    'sources-objects': t`the last runs failed`,
    destinations: t`only failures in ${period === '24h' ? t`24 hours` : t`7 days`}`,
    warehouses: t`the last sync of every source failed`,
  }),
  degraded: () => ({
    'sources-objects': t`a run of reverse ETL failed`,
    destinations: t`more fail than usual`,
    warehouses: t`the last sync of some sources failed, or a part of it`,
  }),
};

const ruleOf = ({ group, section }: HealthRow, period: Period): SafeText =>
  section === 'sources-functions' ? t`` : rules[group](period)[section];

/** What a narrow screen calls them. */
const short: Readonly<Record<HealthSection, SafeText>> = {
  'sources-objects': t`source`,
  'sources-functions': t`function`,
  destinations: t`destination`,
  warehouses: t`warehouse`,
};

const columns: readonly Column<HealthRow>[] = [
  {
    id: 'mark',
    header: t``,
    width: 1,
    priority: 0,
    cell: ({ group }, { glyphs }) => (group === 'failing' ? span(glyphs.failing, 'bad') : span(glyphs.partial, 'warn')),
  },
  {
    id: 'group',
    header: t`Rule`,
    width: 8,
    priority: 2,
    optional: true,
    cell: ({ group }) => (group === 'failing' ? span(t`Failing`, 'bad') : span(t`Degraded`, 'warn')),
    sort: ({ group }) => group,
  },
  {
    id: 'section',
    header: t`Kind`,
    width: 11,
    priority: 3,
    optional: true,
    cell: ({ section }) => span(short[section], 'dim'),
    sort: ({ section }) => section,
  },
  {
    id: 'integration',
    header: t`Integration`,
    width: { min: 10, max: 30 },
    priority: 0,
    cell: ({ integration }) => span(integration, 'strong'),
    sort: ({ integration }) => integration,
  },
  {
    id: 'error',
    header: t`Error Type`,
    width: { min: 10, max: 80, grow: 1 },
    priority: 0,
    cell: ({ errorType }) => errorType,
    sort: ({ errorType }) => errorType,
  },
  {
    id: 'from',
    header: t`Source`,
    width: { min: 12, max: 24 },
    priority: 2,
    cell: ({ from }) => from,
    sort: ({ from }) => from,
  },
  {
    id: 'seen',
    isTime: true,
    header: t`Last Seen`,
    width: { min: 9, max: 10 },
    align: 'right',
    priority: 1,
    cell: ({ lastSeen }, { now }) => (lastSeen === undefined ? t`–` : ago(lastSeen, now)),
    sort: ({ lastSeen }) => lastSeen,
  },
  {
    id: 'errors',
    header: t`Errors`,
    width: 6,
    align: 'right',
    priority: 1,
    cell: ({ errors, isAtLeast }) =>
      span(errors === undefined ? t`–` : isAtLeast ? t`${compact(errors)}+` : compact(errors), 'bad'),
    sort: ({ errors }) => errors,
    export: ({ errors, isAtLeast }) => (isAtLeast ? undefined : errors),
  },
];

/** Columns that the sections need with their words, and with their numbers alone. */
const roomy = 130;
const plain = 96;
const narrow = 60;

/** Each section with its count; a clean one says so (X-02), and each says whose rule it follows. */
function head(context: ViewContext, rows: readonly HealthRow[], width: number): Block {
  const { fleet } = context.overview;
  const of = (sections: readonly HealthSection[]): Line =>
    line(...sections.flatMap((section) => sectionSpans(section, rows, width, context)));
  const all = of(healthSections);
  const counts = lineWidth(all) <= width ? all : of(failing(rows));
  if (width < narrow) return [counts];
  const rule = t` Failing: nothing gets through. Degraded: a part fails, by each section's rule.`;
  const partial = rankedText(fleet, t` connections`);
  const unread = partial === undefined ? [] : [line(span(t` ${partial}`, 'warn'))];
  return [counts, line(span(rule, 'dim')), ...unread];
}

/** Counts are never cut: where there is little room, clean sections are left out. */
function failing(rows: readonly HealthRow[]): readonly HealthSection[] {
  return healthSections.filter((section) => rows.some((row) => row.section === section));
}

/** Everything that a section depends on has been read: only then does no error mean a clean bill. */
function isRead(section: HealthSection, { overview: { fleet, storage }, read, period }: ViewContext): boolean {
  if (section === 'destinations') return fleet.isMeasured;
  if (section === 'warehouses')
    return isWhole(read(resources.warehouses)) && storage.every(({ state }) => state !== 'unknown');
  return calmOf({ read, period }, fleet, ['audit']).kind === 'whole';
}

/** The API tells nothing of the runs of functions: that is no clean bill (rule 161). */
function sectionSpans(
  section: HealthSection,
  rows: readonly HealthRow[],
  width: number,
  context: ViewContext,
): readonly Span[] {
  const { glyphs } = context;
  const long = width >= roomy;
  const name = span(width >= plain ? headings[section] : t`${short[section]}s`);
  if (section === 'sources-functions') {
    if (width < plain) return [];
    const why = long ? t` not observable ` : t` – `;
    return [span(t` ${glyphs.inactive} `, 'dim'), { ...name, tone: 'dim' }, span(why, 'dim')];
  }
  const errors = rows.filter((row) => row.section === section).length;
  if (errors === 0 && !isRead(section, context))
    return [span(t` ${glyphs.inactive} `, 'dim'), name, span(long ? t` not read ` : t` – `, 'dim')];
  const mark = errors === 0 ? span(glyphs.healthy, 'good') : span(glyphs.failing, 'bad');
  // What was not read may have more of them.
  const count = isRead(section, context) ? t`${errors}` : t`${errors}+`;
  const unit = long ? (count === '1' ? t` error` : t` errors`) : t``;
  return [span(t` `), mark, span(t` `), name, span(t` ${count}${unit} `, errors > 0 ? 'bad' : 'dim')];
}

/** The wrench (X-04): the erroring payload with its response; where there is none, the notice or the run. */
function openRow(row: HealthRow): Target {
  if (row.kind === 'connection') return topErrorTarget(row.connection) ?? pages.destination.at(row.connection.id);
  if (row.kind === 'warehouse') return pages.warehouse.at(row.storage.warehouse.id);
  return signalTarget(row.signal);
}

function subjectOf(row: HealthRow): Subject {
  if (row.kind === 'connection')
    return { kind: 'destination', id: row.connection.id, name: row.connection.destination.name };
  if (row.kind === 'warehouse')
    return { kind: 'warehouse', id: row.storage.warehouse.id, name: row.storage.warehouse.name };
  const { kind, item } = row.signal;
  return { kind: kind === 'source-run' ? 'source' : 'audit', id: item.resourceId, name: item.resourceName };
}

function detail(row: HealthRow, context: ViewContext, width: number, isAnswered: boolean): Block {
  if (row.kind === 'connection') return connectionDetail(row.connection, context, width, isAnswered);
  if (row.kind === 'warehouse')
    return [...storageDetail(row.storage, context, width), ...impactedLines(row.storage.pairs, context)];
  return [
    line(span(row.integration, 'strong')),
    ...textLines(
      t`${row.errorType}, ${row.signal.isAtLeast ? t`at least ` : t``}${counted(row.signal.times, t`time`)} in a row`,
      width,
      'bad',
    ),
    detailFact(t`Last`, ago(row.signal.item.at, context.now)),
    ...textLines(
      row.signal.kind === 'source-run'
        ? t`Only the audit trail has runs of cloud sources.`
        : t`From the audit trail; ${keyName(context, 'row.open')} shows the runs of the model.`,
      width,
      'dim',
    ),
  ];
}

function answer(row: HealthRow, context: ViewContext): Answer | undefined {
  if (row.kind === 'connection')
    return connectionAnswer(row.connection, context, t`what it answered, with the response`);
  return row.kind === 'warehouse' ? storageAnswer(row.storage, context) : undefined;
}

type Pair = StorageHealth['pairs'][number];

/** The sources that the error of a warehouse impacts, worst first (X-03). */
const impacted = (pairs: readonly Pair[]): readonly Pair[] =>
  pairs.filter(({ state }) => state === 'failing' || state === 'partial');

/** One of them with its own numbers. */
function impactedLine(pair: Pair, { overview, now }: ViewContext): Line {
  const { sourceId, failedInRow, last } = pair;
  return line(
    padToWidth(overview.flow.bySource.get(sourceId)?.source.name ?? sanitise(sourceId, 12), 22),
    failedInRow > 0 ? span(t` ${inRowCounted(pair, t`error`)}`, 'bad') : span(t` partial`, 'warn'),
    span(t`  ${ago(last.end ?? last.start, now)}`, 'dim'),
  );
}

function impactedLines(pairs: readonly Pair[], context: ViewContext): Block {
  const bad = impacted(pairs);
  if (bad.length < 2) return [];
  return [
    blank,
    line(span(t`${counted(bad.length, t`source`)} impacted`, 'strong')),
    ...bad.map((pair) => impactedLine(pair, context)),
  ];
}

/** What unfolds under a row: the sources of a warehouse's error; a connection has one source, which its row names. */
function under(row: HealthRow, context: ViewContext): UnderRow[] {
  if (row.kind !== 'warehouse') return [];
  const { warehouse, pairs } = row.storage;
  return impacted(pairs).map((pair) => ({
    key: pair.sourceId,
    line: impactedLine(pair, context),
    open: pages.warehouseSyncs.at({ id: warehouse.id, source: pair.sourceId }),
  }));
}

/** Integrations are warehouses and sources too: what only the connections show is no clean bill of all. */
function empty({ read, period, overview: { fleet } }: ViewContext): Notice {
  const none = {
    title: t`No repeated error`,
    text: t`No integration fails altogether, and none fails more than usual.`,
  };
  const own = rankingNotice(fleet) ?? emptyNotice(read(resources.destinations), t`connections`, none);
  if (own.kind !== 'empty') return own;
  const all = pictureNotice({ read, period }, fleet, none, ['destinations', 'delivery', 'storage', 'audit']);
  return all.kind === 'good' ? own : all;
}

/** Health (X-01 to X-05): repeated and consistent errors, by the product's rule, and those of a part beside it. */
export const health = tableView<HealthRow>({
  id: pages.health.id,
  page: { key: '5', label: t`Health` },
  aliases: ['health', 'errors'],
  title: () => t`Health`,
  ground: (context) => pictureGround(context, context.overview.fleet),
  rows: ({ overview, read }) => healthRows(overview, read),
  columns,
  group: (row, { period }) =>
    t`${row.group === 'failing' ? t`Failing` : t`Degraded`}  ${headings[row.section]}  ${ruleOf(row, period)}`,
  rowKey: ({ id }) => id,
  under,
  open: openRow,
  subject: subjectOf,
  payload: (row) => (row.kind === 'connection' ? topErrorTarget(row.connection) : undefined),
  head,
  detail,
  answer,
  empty,
  needs: pictureNeeds,
  visible: (row) => (row.kind === 'connection' ? row.connection.id : undefined),
});
