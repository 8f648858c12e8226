import type { Sample } from '../../../domain/delivery/sample.ts';
import { type SafeText, t } from '../../../domain/text.ts';

/** The three sides of one failed delivery, in the order of the web app (rule 71). */
export const tabNames = [t`You Sent`, t`Request`, t`Response`] as const;
export type Side = 'sent' | 'request' | 'response';
const sides: readonly Side[] = ['response', 'sent', 'request'];

/** A fresh pane stands on tab 0: that is the response, which tells the cause most often (rule 71). */
export const turnedTabs: readonly SafeText[] = [tabNames[2], tabNames[0], tabNames[1]];

export function sideOf(tab: number): Side {
  return sides[tab % sides.length] ?? 'response';
}

/** One side of a sample as the JSON value that is shown, copied and searched. */
export function documentOf({ sent, request, response }: Sample, side: Side): unknown {
  if (side === 'sent') return sent ?? null;
  // The body before the headers: it is what is looked for.
  const known =
    side === 'request'
      ? [
          ['method', request.method],
          ['url', request.url],
        ]
      : [['status', response.status]];
  const { body, headers } = side === 'request' ? request : response;
  return Object.fromEntries([...known, ['body', body], ['headers', headers]].filter(([, value]) => hasContent(value)));
}

function hasContent(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
