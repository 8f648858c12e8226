import type { Change } from '../../domain/change.ts';
import { isJsonObject } from '../../domain/json-object.ts';
import type { ReadError } from '../../domain/problem.ts';
import type { ChangeOptions, ReadOptions } from '../../domain/queries.ts';
import { sanitise } from '../../domain/text.ts';
import { callOf } from '../changes.ts';
import type { Client } from '../client.ts';
import { failure } from '../failure.ts';
import { settingsOperation } from './sources/settings.ts';
import { sourceOperation } from './sources/sources.ts';

type Removal = Extract<Change, { kind: 'remove-label' }>;
type Controls = Extract<Change, { kind: 'controls' }>;
type Row = Readonly<Record<string, unknown>>;

const isUnset = (value: unknown) => value === undefined || value === null || value === '';

/** What cannot be read cannot be sent along, and the request would take it away: so there is none. */
function unread(what: string, operation: string): ReadError {
  const words = `${what} cannot be read as it is set now, and the change would overwrite it: nothing was sent`;
  return failure('not-the-api', words, operation, { status: 200 });
}

/** What events may do to each control that is not named in the answer (rule 96). */
const defaults = {
  allowUnplannedEvents: true,
  allowUnplannedEventProperties: true,
  allowEventOnViolations: true,
  allowPropertiesOnViolations: true,
  commonEventOnViolations: 'ALLOW',
};

/** The controls of track calls, as they are set. */
function trackOf(value: unknown): Row {
  if (!isUnset(value) && !isJsonObject(value)) throw unread('track', settingsOperation);
  const set = Object.entries(Object(value)).filter(([, control]) => !isUnset(control));
  for (const [name, control] of set)
    if (name in defaults && typeof control !== typeof defaults[name as keyof typeof defaults])
      throw unread(`track.${name}`, settingsOperation);
  return { ...defaults, ...Object.fromEntries(set) };
}

/**
 * The controls as a whole: the request clears forwarding that it does not name, and nobody says whether it keeps a control
 * that it does not name (rule 97). So what is set now is read and sent along, in the words of the answer: what is shown of it is
 * milder than it may be.
 */
async function wholeControls(client: Client, change: Controls, options: ReadOptions): Promise<Controls> {
  const { settings } = await client.read({ operation: settingsOperation, ids: [change.sourceId] }, options);
  if (!isJsonObject(settings)) throw unread('settings', settingsOperation);
  const kept = (names: readonly string[], isSound: (value: unknown) => boolean) =>
    names.flatMap((name) => {
      const value = settings[name];
      if (isUnset(value)) return [];
      if (!isSound(value)) throw unread(name, settingsOperation);
      return [[name, value]];
    });
  return {
    ...change,
    track: { ...trackOf(settings.track), ...change.track },
    others: Object.fromEntries([
      ...kept(['identify', 'group'], isJsonObject),
      ...kept(['forwardingViolationsTo', 'forwardingBlockedEventsTo'], (value) => typeof value === 'string'),
    ]),
  };
}

/**
 * Taking a label away sends all others, as they are now and not as they were when the menu was opened, and as the answer has them:
 * what is shown of a label may be shorter.
 */
async function otherLabels(client: Client, change: Removal, options: ReadOptions): Promise<Removal> {
  const { source } = await client.read({ operation: sourceOperation, ids: [change.sourceId] }, options);
  const labels = isJsonObject(source) ? source.labels : undefined;
  if (!Array.isArray(labels)) throw unread('labels', sourceOperation);
  const kept = labels.map((label: unknown) => {
    if (!isJsonObject(label) || typeof label.key !== 'string' || typeof label.value !== 'string')
      throw unread('a label', sourceOperation);
    return { key: label.key, value: label.value };
  });
  const { key, value } = change.label;
  return { ...change, kept: kept.filter((one) => sanitise(one.key) !== key || sanitise(one.value) !== value) };
}

/** The change with what its request must send besides, read just before. */
async function whole(client: Client, change: Change, options: ReadOptions): Promise<Change> {
  if (change.kind === 'controls') return wholeControls(client, change, options);
  return change.kind === 'remove-label' ? otherLabels(client, change, options) : change;
}

/** Makes a change; rejects with the server's own refusal, and with `read-only` unless changes were allowed. */
export async function makeChange(client: Client, change: Change, options: ChangeOptions = {}): Promise<void> {
  await client.write(callOf(await whole(client, change, { signal: options.signal })), options);
}
