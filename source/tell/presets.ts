import { sanitise } from '../domain/text.ts';
import type { Waiting } from '../domain/watch/alerts/book.ts';
import type { AlertMessage } from '../domain/watch/alerts/message.ts';
import type { Preset } from '../domain/watch/alerts/settings.ts';

/** Where PagerDuty takes events (rule 236). */
export const pagerDutyUrl = 'https://events.pagerduty.com/v2/enqueue';

export interface Posted {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** What a preset posts for an outgoing; undefined where it has no word for it. */
export function postedAs(
  preset: Preset,
  { kind, message }: Pick<Waiting, 'kind' | 'message'>,
  key?: string,
): Posted | undefined {
  if (preset === 'pagerduty') return { headers: {}, body: pagerDuty(kind, message, key ?? '') };
  // An acknowledgement is no edge.
  if (kind !== 'edge') return undefined;
  if (preset === 'slack') return { headers: {}, body: slack(message) };
  return { headers: key === undefined ? {} : { authorization: `Bearer ${key}` }, body: message };
}

/** Events API v2: one dedup key over the life of an alert (rule 236). */
function pagerDuty(kind: Waiting['kind'], message: AlertMessage, key: string): unknown {
  const { id, state, severity, workspace, subject, sentence, since, numbers, cause, rule, url } = message;
  const action = kind === 'acknowledged' ? 'acknowledge' : state === 'resolved' ? 'resolve' : 'trigger';
  return {
    routing_key: key,
    event_action: action,
    dedup_key: cutTo(`segtop/${workspace}/${id}`, 255),
    ...(action === 'trigger'
      ? {
          payload: {
            summary: cutTo(sentence, 1024),
            source: workspace || 'segtop',
            severity,
            ...(since === null ? {} : { timestamp: since }),
            component: subject.name,
            class: rule,
            custom_details: { ...numbers, state, ...(cause ? { cause } : {}), open: message.open },
          },
          client: 'segtop',
          ...(url === undefined ? {} : { links: [{ href: url, text: 'Segment' }] }),
        }
      : {}),
  };
}

const marks = {
  new: ':red_circle:',
  escalating: ':small_red_triangle:',
  regressed: ':repeat:',
  resolved: ':large_green_circle:',
};
const words = { new: 'New', escalating: 'Worse', regressed: 'Back', resolved: 'Resolved' };
/** A block takes no longer text, a header no longer one (rule 235). */
const longestSection = 3000;
const longestHeader = 150;

/** An incoming webhook: a text for notifications, and blocks (rule 235). */
function slack({ state, severity, workspace, subject, sentence, since, open, url }: AlertMessage): unknown {
  const title = `${words[state]}: ${subject.name}`;
  const began = Date.parse(since ?? '');
  const date = Number.isNaN(began)
    ? []
    : [`since <!date^${Math.floor(began / 1000)}^{date_short_pretty} {time}|${since}>`];
  const context = [
    escaped(workspace),
    severity,
    ...date,
    `\`${open}\``,
    ...(url === undefined ? [] : [`<${url}|Segment>`]),
  ];
  return {
    text: escaped(`${title} · ${sentence}`),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: cutTo(title, longestHeader), emoji: true } },
      {
        type: 'section',
        text: { type: 'mrkdwn', text: cutTo(`${marks[state]} ${escaped(sentence)}`, longestSection) },
      },
      { type: 'context', elements: [{ type: 'mrkdwn', text: cutTo(context.join(' · '), longestSection) }] },
    ],
  };
}

/** Cut to what a receiver takes: half a character would be no JSON to many of them, half an entity be shown as it is. */
const cutTo = (text: string, length: number): string =>
  text.length <= length ? text : text.slice(0, length).replace(/[\ud800-\udbff]$|&[a-z]*$/, '');

/** The three characters that mean something in Slack's text: names must not call channels or people (rule 235). */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The title that a notification of the desktop has. */
export const titleOf = ({ state, subject }: AlertMessage): string =>
  sanitise(`segtop ${words[state]}: ${subject.name}`, 120);
