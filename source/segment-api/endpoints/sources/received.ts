import type { Answer } from '../../../domain/problem.ts';
import type { ReceivedSet } from '../../../domain/sources/received.ts';
import { t } from '../../../domain/text.ts';

/**
 * Events as they arrive: the Public API has no call for them, the Debugger of the web app alone shows them (rule 39). Costs no
 * request.
 */
export async function readReceived(): Promise<Answer<ReceivedSet>> {
  const why = t`The Debugger of the web app shows the last 500 events of a source; there is no call for them.`;
  return { value: { kind: 'unavailable', why }, problems: [] };
}
