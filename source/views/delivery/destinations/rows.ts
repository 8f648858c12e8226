import { failed } from '../../../domain/delivery/counts.ts';
import { ago } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import type { Glyphs } from '../../../theme/glyphs.ts';
import { type Span, span } from '../../../theme/line.ts';
import { type Connection, isTrouble, rateOf } from '../../../workspace/delivery/fleet.ts';
import type { StorageHealth } from '../../../workspace/storage/health.ts';
import type { ViewContext } from '../../kit/view.ts';
import { badSyncText } from '../../kit/words/syncs.ts';
import { connectionMark, connectionName, connectionVerdict, storageMark } from '../../kit/words.ts';

/** A row of the Destinations page: a connection, or a warehouse, which receives data too (D-01). */
export type Row =
  | { readonly kind: 'destination'; readonly connection: Connection }
  | { readonly kind: 'warehouse'; readonly storage: StorageHealth };

const order = { failing: 4, idle: 3, healthy: 4, unknown: 5, unobservable: 6, disabled: 7 } as const;
const storageOrder = { failing: 2, partial: 2, 'no-runs': 3, ok: 4, unknown: 5, disabled: 7 } as const;

/** Connections in trouble, those switched off while their source sends, failing warehouses, then the rest. */
export function rank(row: Row): number {
  if (row.kind === 'warehouse') return storageOrder[row.storage.state];
  const { connection } = row;
  if (isTrouble(connection)) return 0;
  if (connection.verdict === 'DISABLED') return 1;
  return connection.judgement.state === 'recovering' ? 2 : order[connection.state];
}

export function connectionOf(row: Row): Connection | undefined {
  return row.kind === 'destination' ? row.connection : undefined;
}

export function rowId(row: Row): string {
  return row.kind === 'destination' ? row.connection.id : row.storage.warehouse.id;
}

export function plainName(row: Row): SafeText {
  return row.kind === 'destination' ? row.connection.destination.name : row.storage.warehouse.name;
}

/** What `z` keeps: failures beyond the usual, silence, a source that was cut off, a failing sync. */
export function hasProblem(row: Row): boolean {
  if (row.kind === 'warehouse') return row.storage.state === 'failing' || row.storage.state === 'partial';
  const { connection } = row;
  return isTrouble(connection) || connection.judgement.raised || connection.verdict === 'DISABLED';
}

const kept = new WeakMap<Connection, Row>();

/** The same row object for the same connection, so that what a list has computed for it stays valid. */
function rowOf(connection: Connection): Row {
  const known = kept.get(connection);
  if (known) return known;
  const row: Row = { kind: 'destination', connection };
  kept.set(connection, row);
  return row;
}

/** Worst first; inside a rank the highest error rate, then the most failed. */
export function rows({ overview: { fleet, storage } }: ViewContext): Row[] {
  const all: Row[] = [
    ...fleet.connections.map(rowOf),
    ...storage.map((each): Row => ({ kind: 'warehouse', storage: each })),
  ];
  const weighed = all.map((row) => {
    const connection = connectionOf(row);
    const percent = (connection && rateOf(connection)) ?? 0;
    const metrics = connection?.metrics;
    return { row, rank: rank(row), percent, lost: metrics ? failed(metrics) : 0, name: plainName(row) };
  });
  weighed.sort((a, b) => a.rank - b.rank || b.percent - a.percent || b.lost - a.lost || (a.name < b.name ? -1 : 1));
  return weighed.map(({ row }) => row);
}

export function markOf(row: Row, glyphs: Glyphs): Span {
  return row.kind === 'destination' ? connectionMark(row.connection, glyphs) : storageMark(row.storage, glyphs);
}

export function nameOf(row: Row, glyphs: Glyphs): SafeText {
  return row.kind === 'destination'
    ? connectionName(row.connection, glyphs)
    : t`${row.storage.warehouse.name} (warehouse)`;
}

/** Columns that whether it is on needs in full. */
export const stateWidth = 10;

/** Whether it is on (D-03), in one word where there is little room. */
export function stateOf(row: Row, { glyphs, width }: { readonly glyphs: Glyphs; readonly width: number }): Span {
  const isShort = width > 0 && width < stateWidth;
  const enabled = isShort ? t`On` : t`Enabled ${glyphs.healthy}`;
  const state = row.kind === 'warehouse' ? row.storage.state : row.connection.state;
  return state === 'disabled' ? span(isShort ? t`Off` : t`Disabled ${glyphs.inactive}`, 'dim') : span(enabled);
}

export function verdictOf(row: Row): Span {
  if (row.kind === 'warehouse') {
    const { state } = row.storage;
    return state === 'failing' || state === 'partial' ? span(t`SYNC`, state === 'failing' ? 'bad' : 'warn') : span(t``);
  }
  return connectionVerdict(row.connection);
}

/** Columns that `not observable` needs. */
const inFull = 14;

/**
 * Why it fails; why there are no numbers: idle, device mode, not read and never run are not the same, and none is a zero
 * (D-03; rule 65).
 */
export function reasonOf(row: Row, width = 0): Span {
  if (row.kind === 'destination') {
    const { reason, state, snapshot } = row.connection;
    if (state === 'idle') return span(t`idle`, 'warn');
    if (state === 'unknown') return span(t`not read`, snapshot.error ? 'warn' : 'dim');
    if (state === 'unobservable') return span(width > 0 && width < inFull ? t`no metrics` : t`not observable`, 'dim');
    return span(reason ?? t``);
  }
  const { state } = row.storage;
  if (state === 'no-runs') return span(t`no runs`, 'warn');
  if (state !== 'failing' && state !== 'partial') return span(t``);
  return span(badSyncText(row.storage));
}

/** The last good sync of a warehouse, as the delivered count is of a connection. */
export function lastGoodOf({ lastGood }: StorageHealth, now: number): SafeText {
  return lastGood === undefined ? t`–` : ago(lastGood, now);
}
