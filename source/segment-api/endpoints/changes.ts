import type { Change } from '../../domain/change.ts';
import type { ChangeOptions, ReadOptions } from '../../domain/queries.ts';
import { callOf } from '../changes.ts';
import type { Client } from '../client.ts';
import { readSourceSettings } from './sources/settings.ts';
import { readSource } from './sources/sources.ts';

type Removal = Extract<Change, { kind: 'remove-label' }>;
type Controls = Extract<Change, { kind: 'controls' }>;

/**
 * The controls as a whole: the request clears forwarding that it does not name, and nobody says whether it keeps a control
 * that it does not name (rule 97). So what is set now is read and sent along.
 */
async function wholeControls(client: Client, change: Controls, options: ReadOptions): Promise<Controls> {
  const { track, forwardingViolationsTo, forwardingBlockedEventsTo } = (
    await readSourceSettings(client, change.sourceId, options)
  ).value;
  return {
    ...change,
    track: { ...track, ...change.track },
    forwarding: {
      ...(forwardingViolationsTo !== undefined && { forwardingViolationsTo }),
      ...(forwardingBlockedEventsTo !== undefined && { forwardingBlockedEventsTo }),
    },
  };
}

/** Taking a label away sends all others, as they are now and not as they were when the menu was opened. */
async function otherLabels(client: Client, change: Removal, options: ReadOptions): Promise<Removal> {
  const { labels } = (await readSource(client, change.sourceId, options)).value;
  const { key, value } = change.label;
  return { ...change, kept: labels.filter((one) => one.key !== key || one.value !== value) };
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
