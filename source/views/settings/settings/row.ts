import type { Problem } from '../../../domain/problem.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import type { Target } from '../../../state/pages.ts';
import { line, type Span, span, type Tone } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';
import { wrap } from '../../../theme/wrap.ts';
import { isWhole } from '../../../workspace/polling/proof.ts';
import type { Snapshot } from '../../../workspace/polling/snapshot.ts';
import { keyName } from '../../kit/key-words.ts';
import { isClosed, missingSpan, noneSpan } from '../../kit/need-states.ts';
import type { FactRow } from '../../kit/row-page.ts';
import type { ViewContext } from '../../kit/view.ts';
import { problemText } from '../../kit/words.ts';

export type SettingsRow = FactRow;

type Part = Span | SafeText | undefined;

export function title(text: SafeText, note: SafeText = t``, trouble: SafeText = t``): SettingsRow {
  const behind = (part: SafeText, tone: Tone) => span(part === '' ? t`` : t`  ${part}`, tone);
  return { line: line(span(text, 'strong'), behind(note, 'dim'), behind(trouble, 'warn')) };
}

export const gap: SettingsRow = { line: line() };

/** A sentence on as many rows as it takes. */
export function note(text: SafeText, width: number, tone: Tone = 'dim'): readonly SettingsRow[] {
  return wrap(text, Math.min(100, width - 5)).map((row) => ({ line: line(t`  `, span(row, tone)) }));
}

/** `Name            value`: one setting; `y` copies what it is about. */
export function fact(key: string, name: SafeText, value: SafeText, ...rest: readonly Part[]): SettingsRow {
  return {
    key,
    line: line(t`  `, span(padToWidth(name, 17), 'dim'), t` `, value, ...rest),
    subject: { kind: 'other', id: value, name },
  };
}

/** The mark of what cannot be changed here, with the role that may (T-02). */
export function locked(role: SafeText): Span {
  return span(t`  [locked] ${role}, in the web app`, 'dim');
}

/** What is only in the web app, and nothing of it in the API: `o` leads there. */
export function elsewhere(
  context: Pick<ViewContext, 'keyOf'>,
  key: string,
  name: SafeText,
  what: SafeText,
): SettingsRow {
  return {
    key,
    line: line(
      t`  `,
      span(padToWidth(name, 17), 'dim'),
      t` `,
      span(what),
      span(t`  ${keyName(context, 'browser')}`, 'key'),
    ),
  };
}

/** A page of segtop that has it. */
export function page(key: string, name: SafeText, what: SafeText, open: Target): SettingsRow {
  return {
    key,
    open,
    line: line(t`  `, span(padToWidth(name, 17), 'dim'), t` `, span(what, 'accent')),
  };
}

/**
 * A list under its title: its rows, or why there are none. A token without access sees which role has it.
 * @param role that may read it
 * @param about what stands behind its count
 */
export function section<T>(
  name: SafeText,
  snapshot: Snapshot<readonly T[]>,
  role: SafeText,
  none: SafeText,
  rowOf: (item: T, index: number) => SettingsRow,
  about: SafeText = t``,
): readonly SettingsRow[] {
  const { data, error } = snapshot;
  if (data === undefined) return [title(name), missing(snapshot, role)];
  const stale = error ? t`${problemText(error)}: not renewed` : t``;
  const head = title(name, t`${rowCount(snapshot, data.length)}${about}`, stale);
  const rows = data.map(rowOf);
  return [head, ...(rows.length > 0 ? rows : [{ line: line(t`  `, noneSpan(snapshot, name, none)) }])];
}

/** The number of rows, of which some may have been lost: then there are so many at least. */
function rowCount(snapshot: Snapshot, rows: number): SafeText {
  if (isWhole(snapshot)) return t`${rows}`;
  return rows === 0 ? t`–` : t`${rows}+`;
}

const closedHelp = ({ kind }: Problem, role: SafeText): SafeText =>
  kind === 'not-in-plan' ? t`it takes another plan or feature` : t`needs a token of a ${role}`;

/** Why nothing of a list is known. */
function missing(snapshot: Snapshot, role: SafeText): SettingsRow {
  const { error } = snapshot;
  if (!error) return { line: line(span(t`  Reading…`, 'dim')) };
  if (isClosed(error))
    return {
      line: line(span(t`  [locked] `, 'warn'), missingSpan(snapshot), span(t`  ${closedHelp(error, role)}`, 'dim')),
    };
  return {
    line: line(t`  `, missingSpan(snapshot), span(t`  tried again by itself; :refresh reads now`, 'dim')),
  };
}
