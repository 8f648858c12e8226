import { sparkline } from '../../../components/charts/sparkline.ts';
import { bothTimes } from '../../../domain/delivery/replay-text.ts';
import type { AuditItem, Sync } from '../../../domain/entities.ts';
import { counted as countedWords, whole } from '../../../domain/format.ts';
import { fenced, heading, item, jsonLines, plain, table } from '../../../domain/markdown.ts';
import { maskedText } from '../../../domain/privacy/masked-text.ts';
import { maskedPayload } from '../../../domain/privacy/payload-mask.ts';
import { type SafeText, sanitise, t } from '../../../domain/text.ts';
import { hour, iso, minute } from '../../../domain/time.ts';
import { type Glyphs, glyphs } from '../../../theme/glyphs.ts';
import { spanText } from '../../kit/words/onset.ts';
import { triageSentence } from '../../kit/words/triage.ts';
import { actorText, connectionName, problemText } from '../../kit/words.ts';
import type { ReportCount, ReportFacts } from './facts.ts';
import { questions } from './questions.ts';

const mostReasons = 15;
const mostChanges = 15;
const mostSamples = 2;
const mostSyncs = 20;
const widest = 72;

/** A moment for a ticket, which is read in other zones. */
export const moment = (at: number): SafeText => t`${sanitise(iso(at).slice(0, 16).replace('T', ' '))} UTC`;

/** What it is called in its title. */
export function nameOf({ subject }: Pick<ReportFacts, 'subject'>, marks: Glyphs = glyphs(false)): SafeText {
  if (subject.kind === 'destination') return connectionName(subject.connection, marks);
  return subject.kind === 'source' ? subject.flow.source.name : subject.storage.warehouse.name;
}

/** The report as lines of Markdown. */
export function reportLines(facts: ReportFacts, marks: Glyphs): readonly SafeText[] {
  return [
    t`# Incident: ${plain(nameOf(facts, marks))}`,
    t``,
    ...about(facts).map(item),
    ...heading(t`What is wrong`),
    ...wrong(facts, marks),
    ...heading(t`Since when`),
    ...since(facts),
    ...heading(countsTitle(facts)),
    ...counted(facts),
    ...curve(facts, marks),
    ...runs(facts),
    ...heading(t`Who changed what`),
    ...changed(facts),
    ...(facts.subject.kind === 'destination' ? [...heading(t`Samples`), ...sampled(facts)] : []),
    ...heading(t`Questions to Segment`),
    ...questions(facts).map(item),
    ...(facts.unread.length > 0
      ? [
          ...heading(t`Not read`),
          ...facts.unread.map((each) => item(plain(t`${each.operation}: ${problemText(each)}`))),
        ]
      : []),
  ];
}

function countsTitle({ subject, period }: ReportFacts): SafeText {
  if (subject.kind === 'warehouse') return t`Runs`;
  return period === '24h' ? t`Counts of the last 24 hours` : t`Counts of the last 7 days`;
}

function about({ subject, workspace, source, now }: ReportFacts): readonly SafeText[] {
  const id = (value: string) => t`id ${plain(sanitise(value))}`;
  const own =
    subject.kind === 'destination'
      ? [
          t`Destination: ${plain(subject.connection.destination.name)} (${plain(subject.connection.destination.type)}, ${id(subject.connection.id)}), ${subject.connection.destination.enabled ? t`enabled` : t`disabled`}`,
        ]
      : subject.kind === 'warehouse'
        ? [
            t`Warehouse: ${plain(subject.storage.warehouse.name)} (${plain(subject.storage.warehouse.type)}, ${id(subject.storage.warehouse.id)}), ${subject.storage.warehouse.enabled ? t`enabled` : t`disabled`}`,
          ]
        : [];
  return [
    workspace
      ? t`Workspace: ${plain(workspace.name)} (slug ${plain(workspace.slug)}, ${id(workspace.id)})`
      : t`Workspace: not known`,
    ...own,
    ...(source ? [t`Source: ${plain(source.name)} (slug ${plain(source.slug)}, ${id(source.id)})`] : []),
    t`Written: ${bothTimes(now)} by segtop from the Public API`,
  ];
}

function wrong({ troubles, now }: ReportFacts, marks: Glyphs): readonly SafeText[] {
  if (troubles.length === 0) return [t`Nothing is raised about it in what could be read.`];
  return troubles.map((trouble) => item(plain(triageSentence(trouble, { glyphs: marks, now }))));
}

function since({ onset, now }: ReportFacts): readonly SafeText[] {
  if (!onset) return [t`Not known.`];
  const { since: from, within, until, before } = onset;
  const began =
    from === undefined
      ? t`Before ${moment(before ?? now)}, which is as far back as was looked`
      : t`${bothTimes(from)}${within >= minute ? t`, known to ${within >= hour ? t`the hour` : t`the minute`}` : t``}`;
  return [
    item(t`Began: ${began}`),
    item(until === undefined ? t`Goes on (${spanText(onset, now)})` : t`Ended: ${bothTimes(until)}`),
  ];
}

const number = (count: number | undefined): SafeText => (count === undefined ? t`not known` : whole(count));

function rowsOf(counts: readonly ReportCount[]): readonly (readonly SafeText[])[] {
  return counts.map(({ name, count }) => [plain(name), number(count)]);
}

function counted({ counts, countedAt, reasons, reasonsAt, subject }: ReportFacts): readonly SafeText[] {
  const more = reasons.slice(mostReasons);
  const rest = more.reduce((sum, { count }) => sum + (count ?? 0), 0);
  if (subject.kind === 'warehouse') return [];
  if (counts.length === 0) return [t`Not known.`];
  // Counts and reasons are two reads, of which one may have failed since.
  const isApart =
    reasons.length > 0 && reasonsAt !== undefined && countedAt !== undefined && moment(reasonsAt) !== moment(countedAt);
  const apart = isApart ? t`, the reasons ${moment(reasonsAt)}` : t``;
  return [
    ...table([t`What`, t`Events`], rowsOf(counts)),
    ...(reasons.length > 0
      ? [
          t``,
          ...table(
            [t`Failed by reason`, t`Events`],
            [
              ...rowsOf(reasons.slice(0, mostReasons)),
              ...(more.length > 0 ? [[countedWords(more.length, t`other reason`), whole(rest)]] : []),
            ],
          ),
        ]
      : []),
    ...(countedAt === undefined ? [] : [t``, t`Read ${moment(countedAt)}${apart}.`]),
  ];
}

function curve({ curve: drawn, now }: ReportFacts, marks: Glyphs): readonly SafeText[] {
  if (!drawn) return [];
  const { what, series, readAt } = drawn;
  const counts = series.map(({ count }) => count);
  // The last hour is not over when it is read: nothing is known of its rest.
  const end = Math.min(series.at(-1)!.at + hour, readAt ?? now);
  const highest = counts.reduce((most, count) => Math.max(most, count), 0);
  return [
    t``,
    ...fenced([
      sparkline(counts, Math.min(widest, counts.length), marks),
      t`${what} by the hour, ${moment(series[0]!.at)} to ${moment(end)}; highest ${whole(highest)}`,
    ]),
  ];
}

/** Newest first, with what the server said of those that failed. */
function runs({ subject }: ReportFacts): readonly SafeText[] {
  if (subject.kind !== 'warehouse') return [];
  const { syncs, failedInRow, isAtLeast, lastGood, isWhole } = subject.storage;
  if (!syncs.data) return [t`Runs are not known.`];
  const all = syncs.data.toSorted((a, b) => b.start - a.start);
  // A report that was lost may be of a sync that failed, whatever the others say.
  const unknownGood = isWhole ? t`not in what was read` : t`not known`;
  return [
    item(t`Failed in a row: ${isWhole && !isAtLeast ? t`` : t`at least `}${failedInRow}`),
    item(t`Last good sync: ${lastGood === undefined ? unknownGood : bothTimes(lastGood)}`),
    t``,
    ...table([t`Start`, t`Status`, t`Rows`, t`Message`], all.slice(0, mostSyncs).map(rowOf)),
    ...(all.length > mostSyncs
      ? [t``, t`${countedWords(all.length - mostSyncs, t`earlier run was`, t`earlier runs were`, whole)} read.`]
      : []),
  ];
}

function rowOf({ start, word, rows, notices, sourceId }: Sync): readonly SafeText[] {
  const said = notices.map(({ message }) => maskedText(message, { revealed: false, name: '' }));
  return [
    moment(start),
    plain(word),
    rows === undefined ? t`not known` : sanitise(String(rows)),
    plain(sanitise([`source ${sourceId}`, ...said].join('; '), 400)),
  ];
}

function changed({ changes, isTrailKnown, cause }: ReportFacts): readonly SafeText[] {
  // The cause may be older than all that was read of the trail.
  const others = changes.filter(({ id }) => id !== cause?.id);
  const rows = others.slice(0, mostChanges - (cause ? 1 : 0));
  const lines = [...(cause ? [t`${changeText(cause)} (may have begun it)`] : []), ...rows.map(changeText)];
  const hidden = others.length - rows.length;
  return [
    ...lines.map(item),
    ...(lines.length === 0 && isTrailKnown ? [t`No change in the audit trail, which is kept for 90 days.`] : []),
    ...(lines.length > 0 && hidden > 0 ? [item(countedWords(hidden, t`older change`, undefined, whole))] : []),
    ...(isTrailKnown ? [] : [t``, t`The audit trail was not read to its end.`]),
  ];
}

const changeText = (change: AuditItem): SafeText =>
  t`${moment(change.at)}: ${plain(change.type)}, ${plain(change.resourceName)}, by ${plain(actorText(change))}`;

function sampled({ samples, own, noSamples }: ReportFacts): readonly SafeText[] {
  if (samples.length === 0) return [noSamples === undefined ? t`Samples could not be read.` : plain(noSamples)];
  return [
    t`Personal values and credentials are masked.`,
    ...samples
      .slice(0, mostSamples)
      .flatMap(({ messageId, at, sent, request, response }) => [
        t``,
        t`Message ${plain(sanitise(messageId))}${at === undefined ? t`` : t`, failed ${moment(at)}`}`,
        t``,
        ...fenced(jsonLines(maskedPayload({ response, request, sent }, false, own)), t`json`),
      ]),
  ];
}
