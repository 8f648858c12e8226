import { changeText, compact, percentText } from '../../../domain/format.ts';
import { type SafeText, t, word } from '../../../domain/text.ts';
import { pages, type Target } from '../../../state/pages.ts';
import type { Glyphs } from '../../../theme/glyphs.ts';
import { type Span, span } from '../../../theme/line.ts';
import type { AlertFeed } from '../../../workspace/watch/alert-rules.ts';
import type { RaisedAlert } from '../../../workspace/watch/alerts.ts';
import { type Naming, resourceName } from '../../kit/destination-names.ts';
import { actorText, connectionName } from '../../kit/words.ts';

export const feedWords: Readonly<Record<AlertFeed, SafeText>> = {
  audit: t`audit trail`,
  syncs: t`sync reports`,
  delivery: t`delivery`,
  volume: t`volume`,
  violations: t`violations`,
  none: t`the API does not tell`,
};

export function raisedName(alert: RaisedAlert, context: Naming): SafeText {
  if (alert.kind === 'rate') return connectionName(alert.connection, context.glyphs);
  return 'item' in alert ? resourceName(alert.item, context) : alert.subject.name;
}

/** The numbers of an alert, numerator and denominator first (rule 226). */
export function raisedFacts(alert: RaisedAlert): SafeText {
  switch (alert.kind) {
    case 'rate': {
      const day = t`${compact(alert.delivered)} of ${compact(alert.attempted)} in 24 h`;
      return t`${percentText(alert.deliveredPercent)} delivered now, ${day}`;
    }
    case 'volume': {
      const change = changeText(alert.change);
      return t`${change}: ${compact(alert.events)} events, ${compact(alert.before)} the day before`;
    }
    case 'storage': {
      const { failedInRow, failingPairs, notice, reported } = alert.storage;
      const times = failedInRow > 0 ? t`${failedInRow} failed in a row` : t`partly synced`;
      const pairs = failingPairs > 1 ? t`, of ${failingPairs} sources` : t``;
      if (notice) return t`${times}${pairs}: ${notice.message}`;
      return reported ? t`told by the audit trail` : t`${times}${pairs}`;
    }
    case 'violations': {
      const { violations, events, basis } = alert.row;
      const whole = events === undefined ? t`` : t` of ${compact(events)} events`;
      return t`${compact(violations)} ${word(basis)}${whole}`;
    }
    case 'signal': {
      const { times, state } = alert.signal;
      if (state === 'changed') return t`a breaking change of its definition`;
      if (state === 'retrying') return t`attempt ${times} failed, tried again by itself`;
      return state === 'partial' ? t`sync partly done, ${times}×` : t`${alert.rule.name} ${times}×`;
    }
    case 'disabled':
      return t`disabled by ${actorText(alert.item)}`;
    case 'report':
      return alert.times > 1 ? t`${alert.rule.name} ${alert.times}×` : alert.rule.name;
  }
}

const warnings: ReadonlySet<RaisedAlert['kind']> = new Set(['report', 'violations']);

/** Never colour alone: what loses data now is a diamond, what wants a look a triangle, what is off a ring. */
export function raisedMark(alert: RaisedAlert, glyphs: Glyphs): Span {
  if (alert.kind === 'disabled') return span(glyphs.inactive, 'warn');
  const grew = alert.kind === 'volume' && alert.events > alert.before;
  const mild = alert.kind === 'signal' && (alert.signal.state === 'retrying' || alert.signal.state === 'partial');
  const partly = alert.kind === 'storage' && alert.storage.state === 'partial';
  if (warnings.has(alert.kind) || grew || mild || partly) return span(glyphs.partial, 'warn');
  return span(glyphs.failing, 'bad');
}

/** The page of what it is about; what only the trail knows opens the report itself. */
export function raisedTarget(alert: RaisedAlert): Target {
  const { kind, id } = alert.subject;
  if (kind === 'destination' || kind === 'source' || kind === 'warehouse') return pages[kind].at(id);
  const item = alert.kind === 'signal' ? alert.signal.item : alert.kind === 'report' ? alert.item : undefined;
  return pages.auditItem.at(item?.id ?? id);
}
