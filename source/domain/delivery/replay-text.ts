import { counted, localOffset, whole } from '../format.ts';
import { joined, type SafeText, sanitise, t } from '../text.ts';
import { iso, minute } from '../time.ts';
import type { DestinationFilter } from './mappings.ts';
import type { Counts, LossWindow, ReplayFacts } from './replay.ts';

/** A line of the request: a title, a fact under a name, or plain text. */
export interface ReplayLine {
  readonly kind: 'title' | 'fact' | 'text';
  readonly name?: SafeText;
  readonly text: SafeText;
}

/** Names that a list of events shows before it only counts the rest. */
const mostNames = 40;

const title = (text: SafeText): ReplayLine => ({ kind: 'title', text });
const fact = (name: SafeText, text: SafeText): ReplayLine => ({ kind: 'fact', name, text });
const plain = (text: SafeText): ReplayLine => ({ kind: 'text', text });
const blank: ReplayLine = plain(t``);

/** `2026-11-21 13:00 UTC (14:00 local, UTC+1)`: nobody has to guess a zone. */
export function bothTimes(at: number, offsetMinutes: number = localOffset(at)): SafeText {
  const utc = stamp(at);
  if (offsetMinutes === 0) return t`${utc} UTC (local time is UTC)`;
  const local = stamp(at + offsetMinutes * minute);
  const sameDay = local.slice(0, 10) === utc.slice(0, 10);
  const size = Math.abs(offsetMinutes);
  const zone = `${offsetMinutes < 0 ? '-' : '+'}${Math.floor(size / 60)}${size % 60 === 0 ? '' : `:${String(size % 60).padStart(2, '0')}`}`;
  return t`${utc} UTC (${sanitise(sameDay ? local.slice(11) : local)} local, UTC${sanitise(zone)})`;
}

const stamp = (at: number): SafeText => sanitise(iso(at).slice(0, 16).replace('T', ' '));

/**
 * The whole request for Segment's support, as lines: what Segment asks for (workspace, source, destination, period, events;
 * rule 74), with the basis and age of every count, and what a replay cannot do.
 * @param offsetMinutes minutes east of UTC; the zone of the process unless given
 */
export function replayLines(facts: ReplayFacts, offsetMinutes?: number): readonly ReplayLine[] {
  const { workspace, source, destination, now, also } = facts;
  const times = (at: number) => bothTimes(at, offsetMinutes);
  return [
    title(t`Request for a replay, to Segment Support`),
    fact(
      t`Workspace`,
      workspace ? named(workspace.name, workspace.id, t`slug ${workspace.slug}, `) : whyNoWorkspace(facts),
    ),
    fact(
      t`Source`,
      source ? named(source.name, source.id, t`slug ${source.slug}, `) : t`id ${sanitise(destination.sourceId)}`,
    ),
    fact(
      t`Destination`,
      t`${named(destination.name, destination.id, t`${destination.type}, `)}, ${destination.enabled ? t`enabled` : t`disabled`}`,
    ),
    ...windowLines(facts.loss, now, times),
    ...(also.length > 0
      ? [
          fact(
            t`Also disabled`,
            t`${joined(
              also.map(({ name, id }) => named(name, id)),
              t`, `,
            )}: by the same actor within ten minutes, so ask for them together`,
          ),
        ]
      : []),
    blank,
    title(t`Events to replay`),
    ...eventLines(facts),
    blank,
    title(t`Filters that apply to replayed events`),
    ...filterLines(facts.filters, now),
    blank,
    title(t`What a replay does, and does not`),
    ...limitLines(facts),
    blank,
    plain(t`Written by segtop at ${times(now)} from the Public API.`),
  ];
}

const named = (name: SafeText, id: string, more: SafeText = t``): SafeText => t`${name} (${more}id ${sanitise(id)})`;

/** When something was read: the time of day is enough on the day of the request, which stands at its end. */
function readAt(at: number, now: number): SafeText {
  const [read, written] = [stamp(at), stamp(now)];
  return t`read ${sanitise(read.slice(0, 10) === written.slice(0, 10) ? read.slice(11) : read)} UTC`;
}

/** Why events are missing, and what to say while that goes on. */
const losses: Readonly<Record<LossWindow['kind'], readonly [why: SafeText, still: SafeText]>> = {
  failing: [t`deliveries failed`, t`still failing`],
  disabled: [t`the destination was disabled: nothing was sent, and nothing was queued`, t`still disabled`],
  silent: [t`the source sent, and nothing was attempted`, t`still silent`],
};

/** Why nobody can say when it began. */
function noStart({ kind, untold }: LossWindow): SafeText {
  if (kind !== 'disabled') return t`not observable: no count tells when attempts ended; fill it in`;
  if (untold?.kind === 'reading') return t`being read`;
  if (untold) return t`not known, ${untold.problem.message}; fill it in`;
  return t`not observable: nothing in the audit trail of 90 days switched it off, so it is off for longer, or was never on; fill it in`;
}

function windowLines(loss: LossWindow, now: number, times: (at: number) => SafeText): ReplayLine[] {
  const { kind, from, to, hourly, cut, by, undone } = loss;
  const [why, still] = losses[kind];
  const edge = (text: SafeText) => (hourly ? t`, ${text}` : t``);
  return [
    fact(t`Why`, why),
    fact(
      t`From`,
      from === undefined
        ? noStart(loss)
        : t`${times(from)}${edge(t`the first hour with failures`)}${cut ? t`; it may have begun before what was read` : t``}`,
    ),
    fact(
      t`To`,
      to === undefined
        ? t`${still} at ${times(now)}: fill in the end`
        : t`${times(to)}${edge(t`the end of the last hour with failures`)}`,
    ),
    ...(by ? [fact(t`Disabled by`, t`${by.actorEmail ?? by.actor}, ${times(by.at)}`)] : []),
    ...(undone ? [fact(t`Enabled by`, t`${undone.actorEmail ?? undone.actor}, ${times(undone.at)}`)] : []),
  ];
}

function eventLines({ loss, reasons, types, names, totals, now }: ReplayFacts): ReplayLine[] {
  const sum = types.kind === 'read' ? types.rows.reduce((before, { count }) => before + count, 0) : undefined;
  const basis =
    loss.kind === 'failing'
      ? t`failed deliveries in the hours of the window, by Delivery Overview`
      : types.kind === 'read' && types.from !== undefined
        ? t`what the source sent since ${stamp(types.from)} UTC, by event volume, which goes back no further`
        : t`what the source sent inside the window, by event volume`;
  return [
    ...(sum === undefined ? [] : [fact(t`All`, t`${counted(sum, t`event`, t`events`, whole)}: ${basis}`)]),
    ...countLines(t`By event type`, types, now),
    ...countLines(t`By event name`, names, now),
    ...(reasons ? countLines(t`By reason`, reasons, now) : []),
    ...(totals
      ? [
          plain(
            t`Totals of the last ${totals.hours === 1 ? t`hour` : t`${totals.hours} hours`}, by delivery metrics, ${readAt(totals.at, now)}:`,
          ),
          fact(t`  ${whole(totals.lost)}`, t`refused for good`),
          fact(t`  ${whole(totals.expired)}`, t`expired: given up after four hours of retries`),
          fact(t`  ${whole(totals.retrying)}`, t`attempts still being retried: these may arrive without a replay`),
        ]
      : []),
  ];
}

function whyNoWorkspace({ workspaceProblem }: ReplayFacts): SafeText {
  return workspaceProblem ? t`not known, ${workspaceProblem.message}; fill it in` : t`being read`;
}

function countLines(heading: SafeText, counts: Counts, now: number): ReplayLine[] {
  if (counts.kind === 'reading') return [plain(t`${heading}: being read`)];
  if (counts.kind === 'problem') return [plain(t`${heading}: not known, ${counts.problem.message}`)];
  const { rows, at, from } = counts;
  const where = from === undefined ? t`inside the window` : t`since ${stamp(from)} UTC`;
  const more = rows.slice(mostNames);
  const rest = more.reduce((before, { count }) => before + count, 0);
  return [
    plain(t`${heading}, ${readAt(at, now)}:`),
    ...(rows.length === 0 ? [fact(t`  0`, t`nothing was counted ${where}`)] : []),
    ...rows
      .slice(0, mostNames)
      .map(({ name, count }) => fact(t`  ${whole(count)}`, name ?? t`unnamed or batched events`)),
    ...(more.length > 0 ? [fact(t`  ${whole(rest)}`, t`in ${counted(more.length, t`other`, t`others`, whole)}`)] : []),
  ];
}

function filterLines(filters: ReplayFacts['filters'], now: number): ReplayLine[] {
  if (filters.kind === 'reading') return [plain(t`Being read.`)];
  if (filters.kind === 'problem') return [plain(t`Not known: ${filters.problem.message}.`)];
  const enabled = filters.rows.filter((filter) => filter.enabled);
  const read = plain(
    t`Filters of now apply, whatever was in force when the events were sent; ${readAt(filters.at, now)}.`,
  );
  if (enabled.length === 0) return [plain(t`None is enabled.`), read];
  return [...enabled.map((filter) => fact(filter.title, filterText(filter))), read];
}

function filterText({ condition, actions }: DestinationFilter): SafeText {
  const does = actions.map(({ type, part, properties }) => {
    const of = properties.length > 0 ? t` ${joined(properties, t`, `)}` : t``;
    return part === undefined ? t`${type}${of}` : t`${type} ${Math.round(part * 100)}%`;
  });
  return t`${joined(does, t`, `)} where ${condition === '' ? t`all events` : condition}`;
}

/** Segment's storage destinations of S3 and GCS are replayed only while they are enabled (rule 74). */
const needsEnabled = /s3|google-cloud-storage|gcs/;

function limitLines({ destination: { typeSlug, enabled }, loss }: ReplayFacts): ReplayLine[] {
  const storage = needsEnabled.test(typeSlug);
  return [
    plain(t`- A replay is made by Segment Support, for workspaces on the Business plan only.`),
    plain(
      storage
        ? t`- S3 and GCS have to be enabled during the replay${enabled ? t`; this one is` : t`: this one is disabled`}.`
        : t`- The destination may stay disabled during the replay (S3 and GCS may not).`,
    ),
    plain(t`- Replayed events do not show in Event Delivery: count them at the destination.`),
    plain(t`- A replay may take the rate limit that live events need: ask for a quiet hour.`),
    plain(t`- What the tool itself refused is refused again unless its cause was mended first.`),
    ...(loss.kind === 'failing'
      ? [plain(t`- Events of the window that did arrive: ask whether the replay sends them again.`)]
      : [plain(t`- The counts are what the source sent; mappings and filters take a part of it.`)]),
  ];
}

/** The request as text: facts in columns, so that it reads well in a mail and in a pager. */
export function replayText(lines: readonly ReplayLine[]): readonly SafeText[] {
  return lines.map(({ kind, name, text }) => (kind === 'fact' ? t`${padded(name ?? t``)}  ${text}` : text));
}

const nameWidth = 13;

export function padded(name: SafeText): SafeText {
  return sanitise(name.padEnd(nameWidth), 200);
}
