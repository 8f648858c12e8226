import { clock, durationText } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { type AlertRecord, isHeld, isMuted } from '../../../domain/watch/alerts/alert.ts';
import { isQuiet, quietUntil } from '../../../domain/watch/alerts/quiet-hours.ts';
import type { Session } from '../view.ts';
import { sinceText } from '../words.ts';

type Ground = Pick<Session, 'kind' | 'alertRules' | 'alertSend' | 'alertQuiet'>;

/** Where in its life an alert is, and who looks after it. */
export function stateText(record: AlertRecord, now: number, { alertQuiet }: Pick<Ground, 'alertQuiet'>): SafeText {
  const { muted, told, state, finding } = record;
  if (isMuted(record, now)) return muted?.kind === 'time' ? t`muted ${durationText(muted.until - now)}` : t`muted`;
  if (record.acknowledgedAt !== undefined) return t`acked`;
  if (state === 'raised' && told === undefined && isQuiet(alertQuiet, finding.severity, now)) return t`held, quiet`;
  if (told?.edge === 'escalating') return t`worse`;
  return record.regressed ? t`back` : t`raised`;
}

/** Whether somebody was told of an alert, and if nobody was, or nobody will be, why. */
export function sentText(
  record: AlertRecord,
  now: number,
  { kind, alertRules, alertSend, alertQuiet }: Ground,
): { readonly sent: SafeText; readonly why?: SafeText } {
  const { muted, told, tellings, state, finding } = record;
  const silence = !isMuted(record, now)
    ? undefined
    : muted?.kind === 'time'
      ? t`muted until ${clock(muted.until, now)}`
      : t`muted until it is worse`;
  if (told) {
    const sent = t`${tellings}×, last ${sinceText(told.at, now, 0)}`;
    return silence && state === 'raised' ? { sent, why: silence } : { sent };
  }
  const nobody = (why: SafeText) => ({ sent: t`nobody`, why });
  if (kind === 'demo') return nobody(t`a demo sends nothing`);
  if ((alertRules?.[finding.rule]?.send ?? alertSend ?? []).length === 0) return nobody(t`no channel is configured`);
  if (silence) return nobody(silence);
  if (state === 'resolved') return nobody(t`it was over before it was sent`);
  if (record.acknowledgedAt !== undefined) return nobody(t`acknowledged before it was sent`);
  if (isQuiet(alertQuiet, finding.severity, now)) {
    const until = quietUntil(alertQuiet, finding.severity, now);
    return nobody(until === undefined ? t`held by quiet hours` : t`held by quiet hours until ${clock(until, now)}`);
  }
  if (isHeld(record, now)) return nobody(t`its reason is being read`);
  return nobody(t`not yet`);
}
