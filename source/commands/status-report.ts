import { agoText, compact, percentText } from '../domain/format.ts';
import { type SafeText, sanitise, t } from '../domain/text.ts';
import { minute, periods } from '../domain/time.ts';
import { asciiText, type Glyphs, glyphs } from '../theme/glyphs.ts';
import { rankedText } from '../views/kit/words/picture.ts';
import { triageSentence, triageVerdict } from '../views/kit/words/triage.ts';
import { connectionName } from '../views/kit/words.ts';
import { recentAudit } from '../workspace/resources/common.ts';
import type { Overview } from '../workspace/watch/overview.ts';
import { trailCut } from '../workspace/watch/picture-standing.ts';
import type { TriageWords } from '../workspace/watch/status.ts';
import type { Status } from '../workspace/watch/status-shape.ts';
import type { TriageItem } from '../workspace/watch/triage.ts';
import { kindWords, whyWords } from './reading/unread.ts';

/** `segtop status` for people: the totals, what is wrong, worst first, and what could not be read. Unknown counts are a dash. */
export function statusReport(picture: Overview, answer: Status, ascii: boolean): string {
  const { triage, now } = picture;
  const { workspace, sources, destinations, period, problems } = answer;
  const marks = glyphs(ascii);
  const lines = [
    `${workspace?.name ?? '–'}  ${period}`,
    `sources       ${known(sources.active)} active, ${known(sources.silent)} silent, ${known(sources.events)} events`,
    `destinations  ${known(destinations.enabled)} enabled, ${percentText(destinations.failedPercent ?? undefined)} failed (${known(destinations.failed)} of ${known(destinations.attempted)}), ${known(destinations.failing)} with failures`,
    ...partial(picture),
    ...triage.map((item) => `  ${triageSentence(item, { glyphs: marks, now })}`),
    ...(triage.length === 0
      ? [`  ${problems.length > 0 ? 'nothing is wrong in what could be read' : 'nothing is wrong'}`]
      : []),
    ...earlier(picture),
    ...unreadLines(problems, namesOf(picture, marks)),
  ];
  const text = `${lines.join('\n')}\n`;
  return ascii ? asciiText(text) : text;
}

/** What leaves *nothing is wrong* unproven: what was not read, and events of the trail before its longest page. */
export function gapsOf(
  { triage, activity, period }: Pick<Overview, 'triage' | 'activity' | 'period'>,
  problems: Status['problems'],
): Status['problems'] {
  const cut = trailCut(activity);
  if (!cut || triage.some(({ trouble }) => trouble)) return problems;
  return [...problems, { resource: recentAudit(period).key, status: cut.status, message: cut.message }];
}

/** Not all connections were read, so there may be worse ones than these. */
function partial({ fleet }: Overview): string[] {
  const text = rankedText(fleet, t` connections`);
  return text === undefined ? [] : [`  ${text}`];
}

/** Syncs that an earlier run has read, with their age: the API gives two of them a minute. */
function earlier({ storage, now }: Overview): string[] {
  return storage.flatMap(({ warehouse, syncs }) =>
    syncs.data && syncs.fetchedAt !== undefined && now - syncs.fetchedAt >= minute
      ? [`  read ${agoText(syncs.fetchedAt, now)}: syncs of ${warehouse.name}`]
      : [],
  );
}

/** Of one kind of resource with one reason, more than these are only counted. */
const mostOfAKind = 3;

/** Names of what has an id of its own in the key of a resource. */
function namesOf({ storage, fleet, flow }: Overview, marks: Glyphs): ReadonlyMap<string, string> {
  return new Map<string, string>([
    ...flow.flows.map(({ source }) => [source.id, source.name] as const),
    ...storage.map(({ warehouse }) => [warehouse.id, warehouse.name] as const),
    ...fleet.connections.map((each) => [each.destination.id, connectionName(each, marks)] as const),
  ]);
}

/** `warehouse syncs of Redshift`: what was to be read, without the period, which is told above, and with names for ids. */
function readingWords(resource: string, names: ReadonlyMap<string, string>): string {
  const owners = resource
    .split(':')
    .slice(1)
    .filter((part) => !(periods as readonly string[]).includes(part));
  return [kindWords(resource), ...owners.map((id) => names.get(id) ?? sanitise(id))].join(' of ');
}

function unreadLines(problems: Status['problems'], names: ReadonlyMap<string, string>): string[] {
  // Messages that differ in their numbers alone are of one kind: hundreds of them would say no more.
  const kinds = Map.groupBy(
    problems,
    ({ resource, message }) => `${kindWords(resource)}: ${message.replace(/\d+/g, '#')}`,
  );
  return [...kinds.values()].flatMap((alike) => {
    if (alike.length <= mostOfAKind)
      return alike.map(({ resource, message }) => `  not read: ${readingWords(resource, names)}: ${whyWords(message)}`);
    const [first] = alike as [Status['problems'][number]];
    const isOne = alike.every(({ message }) => message === first.message);
    const why = `${isOne ? '' : 'such as '}${whyWords(first.message)}`;
    return [`  not read: ${alike.length} of ${kindWords(first.resource)}: ${why}`];
  });
}

/** A trouble for the JSON: the words of the text. */
export function triageWords(item: TriageItem, now: number): TriageWords {
  // What has ended keeps its verdict, which says what became of the events.
  const verdict = item.kind === 'connection' ? (item.verdict ?? '') : triageVerdict(item).text;
  return { verdict, sentence: triageSentence(item, { glyphs: glyphs(false), now }) };
}

function known(count: number | null): SafeText {
  return count === null ? t`–` : compact(count);
}

/** Why there is no answer, in one line. */
export function noAnswerLine({ problems }: Status): string {
  const first = problems.find(({ resource }) => resource === 'workspace') ?? problems[0];
  if (!first) return 'no answer';
  const { status, message } = first;
  if (status === 401 || status === 403) return `the token was refused (${status}): ${message}`;
  return `no answer: ${message}${status > 0 ? ` (${status})` : ''}`;
}
