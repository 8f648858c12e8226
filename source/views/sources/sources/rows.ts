import type { SafeText } from '../../../domain/text.ts';
import type { Span } from '../../../theme/line.ts';
import type { Connection } from '../../../workspace/delivery/fleet.ts';
import type { SourceFlow } from '../../../workspace/sources/inflow.ts';
import { periodCounts } from '../../kit/flow-series.ts';
import type { ViewContext } from '../../kit/view.ts';
import { statusSpan } from '../../kit/words/sources.ts';

/** A source with what it feeds. */
export interface Row {
  readonly flow: SourceFlow;
  readonly destinations: readonly Connection[];
  /** The list of destinations has been read: a source without any there feeds none. */
  readonly isListed: boolean;
  /** All of that list was read: only then does a source feed none. */
  readonly isWhole: boolean;
  readonly status: Span;
  /** Events of the period by the hour; worked out only for rows on screen. */
  counts(): readonly number[];
}

/** The states in order of severity. */
export const order = { silent: 0, never: 1, quiet: 2, live: 3, unknown: 4, disabled: 5 } as const;

/** Silent ones on top (rule 46), then by volume. */
export function rows(context: ViewContext): Row[] {
  const { flow, fleet } = context.overview;
  const fed = new Map<string, Connection[]>();
  for (const connection of fleet.connections) {
    const { sourceId } = connection.destination;
    const list = fed.get(sourceId);
    if (list) list.push(connection);
    else fed.set(sourceId, [connection]);
  }
  return flow.flows
    .map(
      (each): Row => ({
        flow: each,
        destinations: fed.get(each.source.id) ?? [],
        isListed: fleet.isListed,
        isWhole: fleet.isWhole,
        status: statusSpan(each, context),
        counts: () => periodCounts(each, context),
      }),
    )
    .sort(
      (a, b) =>
        order[a.flow.health.state] - order[b.flow.health.state] ||
        (b.flow.events ?? 0) - (a.flow.events ?? 0) ||
        (a.flow.source.name < b.flow.source.name ? -1 : 1),
    );
}

/** Values of a label key of a source, of which it has one as a rule. */
export function labelOf({ flow: { source } }: Row, key: SafeText): readonly SafeText[] {
  return source.labels.filter((label) => label.key === key).map(({ value }) => value);
}
