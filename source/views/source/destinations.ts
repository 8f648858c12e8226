import { percentText } from '../../domain/format.ts';
import { type SafeText, t } from '../../domain/text.ts';
import { line, span } from '../../theme/line.ts';
import { padToWidth } from '../../theme/width.ts';
import type { Connection } from '../../workspace/fleet.ts';
import type { SourceFlow } from '../../workspace/inflow.ts';
import * as resources from '../../workspace/resources.ts';
import { type PageRow, textRow } from '../page-view.ts';
import type { ViewContext } from '../view.ts';
import { connectionMark, problemText, verdictSpan } from '../words.ts';

const stateOrder = { failing: 0, unknown: 1, healthy: 2, idle: 3, unobservable: 4, disabled: 5 } as const;
const stateWords: Readonly<Record<Connection['state'], SafeText>> = {
  failing: t`failing`,
  unknown: t`reading…`,
  healthy: t`delivering`,
  idle: t`nothing attempted`,
  unobservable: t`not observable`,
  disabled: t`disabled`,
};

/** Whom the source feeds, worst first; Enter opens one. */
export function destinationRows({ source: { id } }: SourceFlow, context: ViewContext, width: number): PageRow[] {
  const { overview, glyphs, read } = context;
  const list = read(resources.destinations);
  if (!list.data)
    return [
      textRow(span(list.error ? problemText(list.error) : t`Reading destinations…`, list.error ? 'warn' : 'dim')),
    ];
  const own = overview.fleet.connections.filter(({ destination }) => destination.sourceId === id);
  if (own.length === 0) return [textRow(span(t`None`, 'warn'))];
  const nameWidth = Math.max(10, Math.min(32, width - 34));
  return own.toSorted(worstFirst).map((connection): PageRow => {
    const { destination, percent, verdict, reason, state } = connection;
    const failing = state === 'failing' && percent !== undefined;
    return {
      key: `destination:${destination.id}`,
      open: { view: 'destination', params: { id: destination.id } },
      subject: { kind: 'destination', id: destination.id, name: destination.name },
      line: line(
        connectionMark(connection, glyphs),
        t` `,
        span(padToWidth(destination.name, nameWidth)),
        t` `,
        span(
          padToWidth(failing ? t`${percentText(percent)} failed` : stateWords[state], 17),
          failing && percent >= 1 ? 'bad' : 'dim',
        ),
        t` `,
        verdictSpan(verdict),
        span(reason && failing ? t`  ${reason}` : t``),
      ),
    };
  });
}

function worstFirst(a: Connection, b: Connection): number {
  return (
    stateOrder[a.state] - stateOrder[b.state] ||
    (b.percent ?? 0) - (a.percent ?? 0) ||
    (a.destination.name < b.destination.name ? -1 : 1)
  );
}
