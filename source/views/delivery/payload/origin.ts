import type { Sample } from '../../../domain/delivery/sample.ts';
import { agoText } from '../../../domain/format.ts';
import { t } from '../../../domain/text.ts';
import { blank, type Line, line, span } from '../../../theme/line.ts';
import { wrap } from '../../../theme/wrap.ts';
import type { PayloadModel } from './model.ts';

/** Where request and response come from, and how old that reading is. */
export function logFrom({ source }: Sample, now: number): Line[] {
  return source ? [line(span(t`failure log, read ${agoText(source.readAt, now)}`, 'dim'))] : [];
}

/** Where the event comes from. */
export function sentFrom({ source }: Sample, now: number): Line[] {
  if (!source) return [];
  if (source.sentAt === undefined) return [line(span(t`not collected`, 'warn'))];
  return [line(span(t`collected ${agoText(source.sentAt, now)}`, 'dim'))];
}

/** A body that is not whole in the log is no proof of what was not in it (rule 302). */
export function cutShort(isCut: boolean | undefined): Line[] {
  return isCut ? [line(span(t`cut short in the log`, 'warn'))] : [];
}

/** One request may carry several events (rule 301). */
export function batch({ source }: Sample): Line[] {
  return source && source.events > 1 ? [line(span(t`batch of ${source.events}`, 'dim'))] : [];
}

/** What stands in place of an event that nobody has seen; undefined where there is one to show. */
export function notSeen({ samples, shown, side }: PayloadModel, width: number): readonly Line[] | undefined {
  const sample = samples[shown];
  if (side !== 'sent' || !sample?.source || sample.sent !== undefined) return undefined;
  const text = t`Failure logs have no event as it was sent: segtop shows it where it received it itself, by the webhooks of \`segtop serve\` or out of an archive by \`segtop import\`.`;
  const rows = wrap(text, Math.max(1, Math.min(width - 2, 96))).map((row) => line(t`  `, span(row)));
  return [blank, line(span(t`◇ `, 'dim'), span(t`This event was not seen by this machine`, 'strong')), ...rows];
}
