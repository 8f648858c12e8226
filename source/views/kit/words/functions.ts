import type { FunctionSide, SegmentFunction } from '../../../domain/entities.ts';
import { priority } from '../../../domain/queries.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import type { Period } from '../../../domain/time.ts';
import type { Glyphs } from '../../../theme/glyphs.ts';
import { type Span, span } from '../../../theme/line.ts';
import { observable } from '../../../workspace/delivery/connection.ts';
import type { Connection } from '../../../workspace/delivery/fleet.ts';
import { needOf } from '../../../workspace/needs/page.ts';
import type { Need } from '../../../workspace/polling/resource.ts';
import * as resources from '../../../workspace/resources/common.ts';
import type { SourceFlow } from '../../../workspace/sources/inflow.ts';
import type { Overview } from '../../../workspace/watch/overview.ts';
import { connectionMark, sourceMark } from '../words.ts';

/** A function with the sources and destinations that run it: all that can be seen of its work (rule 161). */
export interface FunctionUse {
  readonly fn: SegmentFunction;
  readonly flows: readonly SourceFlow[];
  readonly connections: readonly Connection[];
  /** The list that tells what runs it has been read completely, and it is known under which id that stands there. */
  readonly isListed: boolean;
}

export function functionUse(fn: SegmentFunction, { flow, fleet }: Overview): FunctionUse {
  const { catalogId, side } = fn;
  const runs = (metadataId: string) => catalogId !== undefined && metadataId === catalogId;
  return {
    fn,
    isListed: catalogId !== undefined && (side === 'SOURCE' ? flow.isWhole : fleet.isWhole),
    flows: side === 'SOURCE' ? flow.flows.filter(({ source }) => runs(source.metadataId)) : [],
    connections:
      side === 'DESTINATION' ? fleet.connections.filter(({ destination }) => runs(destination.metadataId)) : [],
  };
}

/** The reads that tell how those work that run functions: deliveries of connections, volume of sources. */
export function functionUseNeeds(period: Period, uses: readonly FunctionUse[]): readonly Need[] {
  const connections = uses.flatMap((use) => use.connections).filter(({ destination }) => observable(destination));
  return [
    ...(uses.some(({ flows }) => flows.length > 0) ? [needOf(resources.volume(period))] : []),
    ...connections.map(({ destination }) => needOf(resources.metrics(period, destination), priority.favorite)),
    ...connections
      .filter(({ state }) => state === 'failing')
      .map(({ destination }) => needOf(resources.failures(period, destination), priority.favorite)),
  ];
}

export const sideWords: Readonly<Record<FunctionSide, SafeText>> = {
  SOURCE: t`source function`,
  DESTINATION: t`destination function`,
  INSERT_SOURCE: t`source insert function`,
  INSERT_DESTINATION: t`destination insert function`,
  INSERT_TRANSFORMATION: t`insert transformation`,
};

/** Which tab of the favorites a function belongs to besides All: the side it acts on (F-07). */
export function sideOf({ side }: SegmentFunction): 'source' | 'destination' | undefined {
  if (side === 'INSERT_TRANSFORMATION') return undefined;
  return side === 'SOURCE' || side === 'INSERT_SOURCE' ? 'source' : 'destination';
}

/** The worst mark of what runs it; gray where nothing can be seen. */
export function functionMark({ flows, connections }: FunctionUse, glyphs: Glyphs): Span {
  const marks = [
    ...connections.map((each) => connectionMark(each, glyphs)),
    ...flows.map((each) => sourceMark(each, glyphs)),
  ];
  const worst = (['bad', 'warn', 'good'] as const).flatMap((tone) => marks.find((mark) => mark.tone === tone) ?? []);
  return worst[0] ?? span(glyphs.inactive, 'dim');
}
