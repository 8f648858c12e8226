import { percentText, whole } from '../../../domain/format.ts';
import { sanitise, t } from '../../../domain/text.ts';
import { paneState } from '../../../state/place.ts';
import { type Line, line, type Span, span } from '../../../theme/line.ts';
import { type Connection, rateOf } from '../../../workspace/delivery/fleet.ts';
import { isWhole } from '../../../workspace/polling/proof.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { inRowText } from '../../../workspace/storage/health.ts';
import { countText } from '../../kit/need-states.ts';
import type { DrawContext } from '../../kit/view.ts';
import { spanText } from '../../kit/words/onset.ts';
import { connectionName, connectionVerdict } from '../../kit/words.ts';
import { type Health, healthWord, nodeMark, rankOf, scale, toneOf } from './health.ts';
import { isCounted, numberOf } from './labels.ts';
import type { Graph, Selection, Side } from './model.ts';
import type { Edge } from './topology.ts';

/** `SOURCES 20`, with what the column was filtered by. */
export function columnTitle(side: Side, graph: Graph, context: DrawContext): Line {
  const { filter } = paneState(context.place, side);
  const all = side === 'sources' ? graph.topology.sources : graph.topology.targets;
  const warehouses = all.filter(({ subject }) => subject.kind === 'warehouse');
  const { count } = graph[side];
  const list = context.read<readonly unknown[]>(side === 'sources' ? resources.sources : resources.destinations);
  const known = list.data;
  const own = isWhole(list) ? whole(all.length - warehouses.length) : countText(list);
  const shown =
    filter === ''
      ? own
      : t`${count} of ${known === undefined ? t`–` : t`${whole(all.length)}${isCounted(all) ? t`` : t`+`}`}`;
  return line(
    span(side === 'sources' ? t`SOURCES` : t`DESTINATIONS`, 'strong'),
    t` ${shown}`,
    warehouses.length > 0 && filter === ''
      ? span(t` · ${numberOf(warehouses)} ${numberOf(warehouses) === '1' ? t`warehouse` : t`warehouses`}`, 'dim')
      : undefined,
    filter === '' ? undefined : span(t`  /${sanitise(filter)}`, 'match'),
  );
}

/** `Connected to 14 Destinations`, how those lines stand, and below it the worst of them. */
export function detailLines(graph: Graph, selection: Selection, context: DrawContext): Line[] {
  const { row, relations } = selection;
  if (!row || !relations) return [];
  const unfed = row.instances.filter(({ id }) => graph.topology.unfed.has(id)).length;
  const name = span(
    row.kind === 'type' && row.instances.length > 1 ? t`${row.label} ${numberOf(row.instances)}` : row.label,
    'strong',
  );
  const connected =
    unfed > 0 && relations.count === 0 ? span(t`what feeds it is not read yet`, 'dim') : connectedTo(graph, selection);
  return [line(name, t`  `, connected, ...tally(relations.edges, context)), worstLine(relations.edges, context)];
}

/** The product's own words (O-04), with how many at least where not all of them are known. */
export function connectedTo({ topology }: Pick<Graph, 'topology'>, { side, row, relations }: Selection): Span {
  const one = side === 'sources' ? t`Destination` : t`Source`;
  const count = relations?.count ?? 0;
  const partly = row?.instances.some(({ id }) => topology.partlyFed.has(id)) === true;
  const isAll = side === 'sources' ? topology.isWhole : !partly;
  if (isAll) return span(t`Connected to ${count} ${count === 1 ? one : t`${one}s`}`);
  return count === 0 ? span(t`what it is connected to is not read`, 'dim') : span(t`Connected to ${count}+ ${one}s`);
}

/** How many lines stand in each way: `◆ 1 failing  ● 12 healthy`. */
function tally(edges: readonly Edge[], { glyphs }: DrawContext): Span[] {
  const counts = new Map<Health, number>();
  for (const { health } of edges) counts.set(health, (counts.get(health) ?? 0) + 1);
  return scale.flatMap((health) => {
    const count = counts.get(health);
    return count
      ? [
          span(t`  `),
          nodeMark(health, glyphs),
          span(t` ${count} ${healthWord(health)}`, toneOf(health) === 'bad' ? 'text' : 'dim'),
        ]
      : [];
  });
}

const rateIn = ({ connection }: Edge): number => (connection && rateOf(connection)) ?? 0;

function worstLine(edges: readonly Edge[], context: DrawContext): Line {
  const [worst] = edges
    .filter(({ health }) => rankOf(health) <= rankOf('idle'))
    .sort((a, b) => rankOf(a.health) - rankOf(b.health) || rateIn(b) - rateIn(a));
  if (!worst) return line();
  return worst.connection ? connectionLine(worst.connection, worst.health, context) : syncLine(worst, context);
}

/** `◆ Redshift ← Web (prod)  failed 3 in a row  permission denied  since 06:10`. */
function syncLine({ source, target, health }: Edge, { glyphs, now, overview: { flow, storage } }: DrawContext): Line {
  const warehouse = storage.find((each) => each.warehouse.id === target);
  const pair = warehouse?.pairs.find(({ sourceId }) => sourceId === source);
  const from = flow.bySource.get(source)?.source.name ?? sanitise(source, 8);
  return line(
    nodeMark(health, glyphs),
    t` ${warehouse?.warehouse.name ?? t``} ${glyphs.left} ${from}`,
    pair && pair.failedInRow > 0 ? span(t`  failed ${inRowText(pair)} in a row`, toneOf(health)) : undefined,
    pair?.notice && t`  ${pair.notice.message}`,
    pair?.onset && pair.failedInRow > 0 ? span(t`  ${spanText(pair.onset, now)}`, 'dim') : undefined,
  );
}

/** `◆ Braze ← Web (prod)  94%  LOST 401  since 14:02`. */
function connectionLine(connection: Connection, health: Health, { glyphs, now }: DrawContext): Line {
  const { failedPercent, verdict, reason, onset } = connection;
  return line(
    nodeMark(health, glyphs),
    t` ${connectionName(connection, glyphs)}`,
    failedPercent === undefined ? undefined : span(t`  ${percentText(rateOf(connection))}`, toneOf(health)),
    verdict && t`  `,
    verdict && connectionVerdict(connection),
    reason === undefined ? undefined : t` ${reason}`,
    onset && span(t`  ${spanText(onset, now)}`, 'dim'),
  );
}
