import { ago, compact, percentText } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { line, span } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';
import { type Connection, isTrouble, rateOf, worstFirst } from '../../../workspace/delivery/fleet.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { sourceWarehouses } from '../../../workspace/resources/pages.ts';
import type { SourceFlow } from '../../../workspace/sources/inflow.ts';
import { missingText, noneSpan } from '../../kit/need-states.ts';
import { type PageRow, textRow } from '../../kit/page-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { othersMissing } from '../../kit/words/sources.ts';
import { connectionMark, connectionVerdict, problemText, storageMark } from '../../kit/words.ts';

const stateOrder = { failing: 0, unknown: 1, healthy: 2, idle: 3, unobservable: 4, disabled: 5 } as const;
const stateWords: Readonly<Record<Exclude<Connection['state'], 'unknown'>, SafeText>> = {
  failing: t`failing`,
  healthy: t`delivering`,
  idle: t`nothing attempted`,
  unobservable: t`not observable`,
  disabled: t`disabled`,
};

/** In a few words; numbers that are not there yet are being read, or could not be. */
function stateText({ state, snapshot, metrics }: Connection): SafeText {
  if (state === 'unknown') return missingText(snapshot);
  if (state !== 'idle' || metrics?.retrying === 0) return stateWords[state];
  return metrics?.retrying === undefined ? t`nothing delivered` : t`${compact(metrics.retrying)} waiting`;
}

/** Whom the source feeds, worst first; Enter opens one. */
export function destinationRows({ source: { id } }: SourceFlow, context: ViewContext, width: number): PageRow[] {
  const { overview, glyphs, read } = context;
  const list = read(resources.destinations);
  if (!list.data)
    return [
      textRow(span(list.error ? problemText(list.error) : t`Reading destinations…`, list.error ? 'warn' : 'dim')),
    ];
  const own = overview.fleet.connections.filter(({ destination }) => destination.sourceId === id);
  const warehouses = warehouseRows(id, context);
  if (own.length === 0) return [textRow(noneSpan(list, t`destinations`, t`None`, 'warn')), ...warehouses];
  const nameWidth = Math.max(10, Math.min(32, width - 34));
  const rows = own.toSorted(byState).map((connection): PageRow => {
    const { destination, reason, state } = connection;
    const rate = rateOf(connection);
    const failing = state === 'failing' && rate !== undefined;
    return {
      key: `destination:${destination.id}`,
      open: pages.destination.at(destination.id),
      subject: { kind: 'destination', id: destination.id, name: destination.name },
      line: line(
        connectionMark(connection, glyphs),
        t` `,
        span(padToWidth(destination.name, nameWidth)),
        t` `,
        span(
          padToWidth(
            failing ? t`${percentText(rate)} ${isTrouble(connection) ? t`failing` : t`failed`}` : stateText(connection),
            17,
          ),
          isTrouble(connection) ? 'bad' : 'dim',
        ),
        t` `,
        connectionVerdict(connection),
        span(reason && failing ? t`  ${reason}` : t``),
      ),
    };
  });
  const more = overview.fleet.isWhole ? [] : [textRow(othersMissing)];
  return [...rows, ...more, ...warehouses];
}

/** Warehouses that take the source in, how their syncs stand; Enter opens one. */
function warehouseRows(id: string, { read, overview, glyphs, now }: ViewContext): PageRow[] {
  const { data, error } = read(sourceWarehouses(id));
  if (!data) return error ? [textRow(span(t`warehouses: ${problemText(error)}`, 'warn'))] : [];
  return data.map((warehouse): PageRow => {
    const storage = overview.storage.find((each) => each.warehouse.id === warehouse.id);
    const good = storage?.lastGood === undefined ? t`` : t`  last good sync ${ago(storage.lastGood, now)}`;
    return {
      key: `warehouse:${warehouse.id}`,
      open: pages.warehouse.at(warehouse.id),
      subject: { kind: 'warehouse', id: warehouse.id, name: warehouse.name },
      line: line(
        storage ? storageMark(storage, glyphs) : span(glyphs.inactive, 'dim'),
        t` ${warehouse.name} (warehouse)  `,
        span(warehouse.enabled ? t`enabled` : t`disabled`, 'dim'),
        span(good, 'dim'),
      ),
    };
  });
}

/** Trouble first, also where it is that nothing arrives. */
function byState(a: Connection, b: Connection): number {
  const rank = (each: Connection) => (isTrouble(each) ? -1 : stateOrder[each.state]);
  return rank(a) - rank(b) || worstFirst(a, b);
}
