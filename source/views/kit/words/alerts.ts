import { durationText } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { type AlertRecord, isMuted } from '../../../domain/watch/alerts/alert.ts';

/** Where in its life an alert is, and who looks after it. */
export function stateText(record: AlertRecord, now: number): SafeText {
  const { muted } = record;
  if (isMuted(record, now)) return muted?.kind === 'time' ? t`muted ${durationText(muted.until - now)}` : t`muted`;
  if (record.acknowledgedAt !== undefined) return t`acked`;
  if (record.told?.edge === 'escalating') return t`worse`;
  return record.regressed ? t`back` : t`raised`;
}
