import { attempted, delivered, failed, percent } from '../../../domain/delivery/counts.ts';
import { compact, percentText } from '../../../domain/format.ts';
import { t, word } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { fit, line, type Span, span } from '../../../theme/line.ts';
import { padToWidth, widthOf } from '../../../theme/width.ts';
import { type Connection, isTrouble, worstFirst } from '../../../workspace/delivery/fleet.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { noneText } from '../../kit/need-states.ts';
import type { UnderRow } from '../../kit/table-spec.ts';
import type { ViewContext } from '../../kit/view.ts';
import { othersMissing } from '../../kit/words/sources.ts';
import { connectionMark, connectionVerdict, idleText, optionalPercent } from '../../kit/words.ts';
import type { Row } from './rows.ts';

const longestName = 28;
const stateWidth = 9;

/** One line for each destination of a source: whether it is on, and how much of what was tried arrives (S-05). */
export function underRows({ destinations, isListed, isWhole }: Row, context: ViewContext): readonly UnderRow[] {
  if (!isListed || destinations.length === 0) {
    const none = noneText(context.read(resources.destinations), t`destinations`, t`None: it feeds no destination`);
    return [{ key: 'none', line: line(span(none, isListed ? 'warn' : 'dim')) }];
  }
  const nameWidth = Math.min(
    longestName,
    Math.max(...destinations.map(({ destination }) => widthOf(destination.name))),
  );
  const rows = destinations.toSorted(enabledFirst).map((connection): UnderRow => {
    const { id, destination } = connection;
    return {
      key: id,
      line: lineOf(connection, nameWidth, context),
      open: pages.destination.at(id),
      subject: { kind: 'destination', id, name: destination.name },
    };
  });
  return isWhole ? rows : [...rows, { key: 'more', line: line(othersMissing) }];
}

function lineOf(connection: Connection, nameWidth: number, { glyphs }: ViewContext): UnderRow['line'] {
  const { destination } = connection;
  const enabled = destination.enabled ? span(t`Enabled`) : span(t`Disabled`, 'dim');
  return line(
    connectionMark(connection, glyphs),
    t` `,
    ...fit(line(destination.name), nameWidth).spans,
    t` `,
    { ...enabled, text: padToWidth(enabled.text, stateWidth) },
    ...rateOf(connection),
    t`  `,
    connectionVerdict(connection),
  );
}

/** The delivery rate, or why there is none: idle, device mode and disabled are not the same. */
function rateOf(connection: Connection): Span[] {
  const { state, destination, metrics, failedPercent } = connection;
  if (state === 'disabled') return [span(t`nothing is sent`, 'dim')];
  if (state === 'unobservable') return [span(t`${word(destination.mode)} mode: not observable`, 'dim')];
  if (!metrics) return [span(t`–`, 'dim')];
  const share = percent(delivered(metrics), attempted(metrics));
  // A rate of nought would say that all of it is lost.
  if (share === undefined) return [span(t`${state === 'idle' ? t`idle: ` : t``}${idleText(metrics)}`, 'warn')];
  return [
    span(t`${percentText(share)} delivered`, isTrouble(connection) ? 'bad' : 'text'),
    span(t`  ${compact(delivered(metrics))}`, 'dim'),
    failed(metrics) > 0
      ? span(t`  ${compact(failed(metrics))} failed (${optionalPercent(failedPercent)})`, 'dim')
      : span(t``),
  ];
}

function enabledFirst(a: Connection, b: Connection): number {
  return Number(b.destination.enabled) - Number(a.destination.enabled) || worstFirst(a, b);
}
