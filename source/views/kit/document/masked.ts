import { digitsOf, type JsonRow, jsonMatches, jsonRows, jsonText } from '../../../components/json/lines.ts';
import { parseFilter } from '../../../domain/filter/filter.ts';
import type { OwnMask } from '../../../domain/privacy/local.ts';
import { payloadMask } from '../../../domain/privacy/payload-mask.ts';
import { lineNumber, type SafeText, t } from '../../../domain/text.ts';
import { type Line, line, span } from '../../../theme/line.ts';
import { spaces } from '../../../theme/width.ts';
import { keyName } from '../key-words.ts';
import type { ViewContext } from '../view.ts';

/** Rows of a document at most: what is longer is read in a pager or in the web app. */
const longest = 5000;

export interface DocumentOptions {
  readonly folded?: readonly string[] | undefined;
  readonly revealed: boolean;
  /** What the user's own colours hide. */
  readonly own: OwnMask;
}

/** The rows of a document, how many values in it revealing would show, and how many nothing shows. */
export interface LaidDocument {
  readonly rows: readonly JsonRow[];
  readonly masked: number;
  readonly secret: number;
}

/** A filter line as a search through these rows: indexes of those that match, in order; none of a line that makes no sense. */
export function searchIn(rows: readonly JsonRow[]): (filter: string) => readonly number[] {
  return (filter) => {
    const pattern = parseFilter(filter);
    return pattern.invalid ? [] : jsonMatches(rows, (text) => pattern.spans(text));
  };
}

export function laidDocument(value: unknown, { folded = [], revealed, own }: DocumentOptions): LaidDocument {
  // What is shut hides its values, and is in the document all the same: nothing in it may be called shown.
  if (folded.length > 0) {
    const { masked, secret } = laidDocument(value, { revealed, own });
    const mask = (text: string, path: readonly string[]) => payloadMask(text, path, revealed, own);
    return { rows: jsonRows(value, { folded: new Set(folded), longest, mask }), masked, secret };
  }
  let masked = 0;
  let secret = 0;
  const rows = jsonRows(value, {
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

/** What is not shown, and the key that shows it; credentials are never shown. */
export function maskFacts(
  { masked, secret, revealed }: Pick<LaidDocument, 'masked' | 'secret'> & { readonly revealed: boolean },
  keys: Pick<ViewContext, 'keyOf'>,
): readonly Line[] {
  const never = secret > 0 ? [line(span(t`${secret} secret`, 'dim'))] : [];
  if (masked === 0) return never;
  const shown = revealed
    ? line(span(t`${masked} in clear`, 'warn'))
    : line(span(t`${masked} masked `, 'dim'), span(keyName(keys, 'payload.reveal'), 'key'));
  return [shown, ...never];
}
