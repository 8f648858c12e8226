import { digitsOf, type JsonRow, jsonRows, jsonText } from '../../../components/json/lines.ts';
import type { Sample } from '../../../domain/delivery/sample.ts';
import type { OwnMask } from '../../../domain/privacy/local.ts';
import { payloadMask } from '../../../domain/privacy/payload-mask.ts';
import { lineNumber, type SafeText, t } from '../../../domain/text.ts';
import { spaces } from '../../../theme/width.ts';

/** The three sides of one failed delivery, in the order of the web app (rule 71). */
export const tabNames = [t`You Sent`, t`Request`, t`Response`] as const;
export type Side = 'sent' | 'request' | 'response';
const sides: readonly Side[] = ['response', 'sent', 'request'];

/** A fresh pane stands on tab 0: that is the response, which tells the cause most often (rule 71). */
export const turnedTabs: readonly SafeText[] = [tabNames[2], tabNames[0], tabNames[1]];

export function sideOf(tab: number): Side {
  return sides[tab % sides.length] ?? 'response';
}

/** Rows of a document at most: what is longer is read in a pager or in the web app. */
const longest = 5000;

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

export interface DocumentOptions {
  readonly folded?: readonly string[] | undefined;
  readonly revealed: boolean;
  /** What the user's own colours hide. */
  readonly own: OwnMask;
}

/** The rows of a document, how many values in them revealing would show, and how many nothing shows. */
export interface LaidDocument {
  readonly rows: readonly JsonRow[];
  readonly masked: number;
  readonly secret: number;
}

export function laidDocument(value: unknown, { folded, revealed, own }: DocumentOptions): LaidDocument {
  let masked = 0;
  let secret = 0;
  const rows = jsonRows(value, {
    folded: new Set(folded),
    longest,
    mask: (text, path) => {
      const hidden = payloadMask(text, path, false, own);
      const always = hidden === undefined ? undefined : payloadMask(text, path, true, own);
      if (always !== undefined) secret += 1;
      else if (hidden !== undefined) masked += 1;
      return revealed ? always : hidden;
    },
  });
  return { rows, masked, secret };
}

/** The whole document as safe lines of text, for a pager: numbered as on screen. */
export function documentLines(value: unknown, options: Omit<DocumentOptions, 'folded'>): readonly SafeText[] {
  const { rows } = laidDocument(value, options);
  const digits = digitsOf(rows.length);
  return rows.map((row) => {
    const number = lineNumber(row.number, digits);
    return t`${number}  ${spaces(2 * row.depth)}${jsonText(row)}`;
  });
}
