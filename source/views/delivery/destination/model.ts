import type { FailureLogState } from '../../../domain/delivery/failure-log.ts';
import { pages } from '../../../state/pages.ts';
import { paneState, pipelinePane, selectedIndex } from '../../../state/place.ts';
import { type Breakdown, type BreakdownTab, breakdown, breakdownTab } from '../../../workspace/delivery/breakdown.ts';
import { type ConnectionChanges, connectionChanges } from '../../../workspace/delivery/changes.ts';
import type { Connection } from '../../../workspace/delivery/fleet.ts';
import { type Gap, gapOf, volumeSince } from '../../../workspace/delivery/gap.ts';
import { type Pipeline, pipeline, type StageId, stageIds, tellingStage } from '../../../workspace/delivery/pipeline.ts';
import { type RetryClock, retryClock } from '../../../workspace/delivery/retry-clock.ts';
import { hasPipeline } from '../../../workspace/needs/pipeline.ts';
import { wholeOf } from '../../../workspace/polling/proof.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { failureLogState } from '../../../workspace/resources/failure-log-state.ts';
import { type PipelinePeriod, pipelinePeriod } from '../../../workspace/resources/pipeline-periods.ts';
import { type LastDestination, lastDestination } from '../../../workspace/sources/auto-disable.ts';
import type { ViewContext } from '../../kit/view.ts';

/** Panes in the order of Tab: what is wrong, where, with which events, and everything about the connection. */
export const verdictPane = 'verdict';
export const stepsPane = pipelinePane;
export const breakdownPane = 'breakdown';
export const factsPane = 'facts';

/** How the pipeline is looked at: its own period, counts or percentages, a step and a breakdown. */
export interface Look {
  readonly period: PipelinePeriod;
  readonly share: boolean;
  readonly stage: StageId;
  /** The step looked at before the user chose one. */
  readonly initial: StageId;
  readonly tab: BreakdownTab;
}

/** Everything the page of one connection is drawn from. */
export interface ConnectionPage {
  readonly connection: Connection;
  readonly look: Look;
  /** Undefined where the API has no delivery data: device mode and storage. */
  readonly pipeline: Pipeline | undefined;
  readonly breakdown: Breakdown | undefined;
  readonly changes: ConnectionChanges;
  readonly clock: RetryClock | undefined;
  readonly gap: Gap | undefined;
  readonly autoDisable: LastDestination | undefined;
  /** How its failure logs stand; undefined where payloads come from elsewhere, or there can be none. */
  readonly logs: FailureLogState | undefined;
}

export interface Model {
  readonly look: Look;
  /** Undefined while the destination is not known. */
  readonly page: ConnectionPage | undefined;
}

function lookAt(context: ViewContext, initial: StageId): Look {
  const { place, period } = context;
  const steps = paneState(place, stepsPane);
  const stage = stageIds[selectedIndex(steps, stageIds, initial)]!;
  return {
    period: pipelinePeriod(steps.options?.period, period),
    share: steps.options?.share !== undefined,
    stage,
    initial,
    tab: breakdownTab(stage, paneState(place, breakdownPane).tab),
  };
}

export function modelOf(context: ViewContext): Model {
  const { overview, place, read, period, now } = context;
  const connection = overview.fleet.byId.get(pages.destination.of(place).id ?? '');
  if (!connection) return { look: lookAt(context, 'failed-delivery'), page: undefined };
  const { destination, source } = connection;
  const own = pipelinePeriod(paneState(place, stepsPane).options?.period, period);
  const flow = hasPipeline(destination) ? pipeline(read, destination, own, now) : undefined;
  const look = lookAt(context, tellingStage(connection));
  const changes = connectionChanges(read, period, connection);
  const failures = connection.state === 'failing' ? wholeOf(read(resources.failures(period, destination))) : undefined;
  const missed = changes.disabledBy && wholeOf(read(volumeSince(destination.sourceId, changes.disabledBy.at)));
  const gap = missed && gapOf(missed, changes.disabledBy!.at);
  return {
    look,
    page: {
      connection,
      look,
      pipeline: flow,
      breakdown: flow && breakdown(read, destination, own, look.stage, look.tab),
      changes,
      clock: (connection.metrics?.retrying ?? 0) > 0 ? retryClock(failures, now) : undefined,
      gap: gap?.isCounted ? gap : undefined,
      logs: flow && read(failureLogState(destination.id)).data,
      autoDisable: source && lastDestination(read, period, source, destination, wholeOf(read(resources.destinations))),
    },
  };
}
