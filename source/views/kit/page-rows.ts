import { type SettingFact, settingFacts } from '../../domain/privacy/setting-words.ts';
import { type SafeText, t } from '../../domain/text.ts';
import type { Target } from '../../state/pages.ts';
import { line, type Span, span, type Tone } from '../../theme/line.ts';
import { padToWidth, widthOf } from '../../theme/width.ts';
import { wrap } from '../../theme/wrap.ts';
import { type AuditTrail, trailStanding } from '../../workspace/audit/trail.ts';
import { keyName } from './key-words.ts';
import { noneText } from './need-states.ts';
import { factRow, type PageRow, textRow } from './page-view.ts';
import { textLines } from './text-lines.ts';
import type { ViewContext } from './view.ts';
import { auditRows } from './words/audit.ts';
import { problemText } from './words.ts';

/** Longest line that is read with ease. */
const readable = 110;

/** A text on as many rows as it takes, as wide as the page. */
export function wideText(text: SafeText, width: number, tone: Tone = 'dim'): PageRow[] {
  return textLines(text, Math.max(1, width), tone).map((row) => ({ line: row }));
}

/** A text on as many rows as it takes, no wider than is read with ease. */
export function sentence(text: SafeText, width: number, tone: Tone = 'dim'): PageRow[] {
  return wideText(text, Math.min(readable, width), tone);
}

/** A fact on as many rows as it takes: notices and advice are never cut. */
export function wrappedFact(name: SafeText, text: SafeText, width: number, tone: Span['tone'] = 'text'): PageRow[] {
  const room = Math.max(12, Math.min(readable, width - Math.max(19, widthOf(name) + 1)));
  return wrap(text, room).map((row, index) => factRow(index === 0 ? name : t``, span(row, tone)));
}

const mostChanges = 12;

/** What was done to a thing, newest first, as far back as the trail is kept. */
export function trailRows(trail: AuditTrail, context: ViewContext): PageRow[] {
  const { items, error } = trail;
  const rows = auditRows(items.slice(0, mostChanges), context);
  const more =
    items.length > mostChanges ? [textRow(span(t`${keyName(context, 'page.audit')} shows all of it`, 'dim'))] : [];
  if (error) return [...rows, ...more, textRow(span(t`audit trail: ${problemText(error)}`, 'warn'))];
  return rows.length === 0 ? [textRow(span(noTrail(trail), 'dim'))] : [...rows, ...more];
}

/** Of a long trail only the newest page is read here: nobody waits for the older ones. */
export const isNewestPart = ({ pages, last, lost, error }: AuditTrail): boolean =>
  pages.length > 1 && last.data === undefined && !error && !lost;

/** Why a trail shows nothing: that there is nothing needs all of it. */
export function noTrail(trail: AuditTrail, none: SafeText = t`Nothing in the 90 days that are kept`): SafeText {
  if (isNewestPart(trail)) return t`Nothing in the newest part of the trail`;
  const stands = trailStanding(trail);
  // Older pages are not waited for: what happened last is what is missing.
  const isNewsLost = stands.kind === 'reading' && trail.error !== undefined;
  return noneText(isNewsLost ? { ...stands, kind: 'failed', problem: trail.error } : stands, t`the audit trail`, none);
}

/** Every setting on a row, secrets masked; and that they are. */
export function settingRows(settings: Readonly<Record<string, unknown>>, width: number): PageRow[] {
  const facts = settingFacts(settings);
  if (facts.length === 0) return [textRow(span(t`nothing that the API gives`, 'dim'))];
  const room = Math.max(10, Math.min(34, Math.max(...facts.map(({ name }) => name.length)), Math.floor(width / 2)));
  const hidden = facts.filter(({ secret }) => secret).length;
  const note =
    hidden === 0
      ? []
      : sentence(
          t`${hidden === 1 ? t`One secret is` : t`${hidden} secrets are`} masked: segtop never shows, copies or writes one back.`,
          width,
        );
  return [...facts.map((fact) => settingRow(fact, room)), ...note];
}

function settingRow({ name, value, secret }: SettingFact, room: number): PageRow {
  return { line: line(span(padToWidth(name, room), 'dim'), t`  `, span(value, secret ? 'warn' : 'text')) };
}

/** A row that leads to another page about the same thing. */
export function linkRow(key: string, name: SafeText, what: SafeText, open: Target): PageRow {
  return {
    key,
    open,
    line: line(span(padToWidth(name, 18), 'accent'), t` `, span(what, 'dim')),
  };
}
