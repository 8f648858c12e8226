import { steps } from '../../domain/delivery/counts.ts';
import type { Destination } from '../../domain/entities.ts';
import { priority } from '../../domain/queries.ts';
import type { Period } from '../../domain/time.ts';
import { type BreakdownTab, breakdownResource } from '../delivery/breakdown.ts';
import { connectionChanges, connectionChangesNeeds } from '../delivery/changes.ts';
import type { Connection } from '../delivery/fleet.ts';
import { volumeSince } from '../delivery/gap.ts';
import type { StageId } from '../delivery/pipeline.ts';
import type { Read } from '../polling/read.ts';
import type { Need, Resource } from '../polling/resource.ts';
import * as resources from '../resources/common.ts';
import { failureLogState } from '../resources/failure-log-state.ts';
import { mappings } from '../resources/pages.ts';
import { comparedPipelineMetrics, earlierStep, pipelineMetrics, pipelineStep } from '../resources/pipeline.ts';
import { metricsComparable, type PipelinePeriod, readsTwice } from '../resources/pipeline-periods.ts';
import { refused } from '../resources/refused.ts';

/** What is looked at on the page of a connection. */
export interface Looking {
  readonly period: PipelinePeriod;
  readonly stage: StageId;
  readonly tab: BreakdownTab;
}

/** Delivery Overview covers destinations fed from the cloud, switched on or off. */
export const hasPipeline = ({ mode }: Destination): boolean => mode === 'cloud';

function need<T>(resource: Resource<T>, urgency: Need['priority'] = priority.visible): Need {
  return { resource: resource as Resource<unknown>, priority: urgency };
}

/**
 * What the page of one connection is read from: the connection and its source in the dashboard's period, its pipeline in the
 * page's own, and of the breakdowns only the one on screen. Nothing of any other connection.
 */
export function connectionNeeds(
  read: Read,
  period: Period,
  connection: Connection | undefined,
  { period: own, stage, tab }: Looking,
): Need[] {
  if (refused(read)) return [need(resources.workspace)];
  const inventory = [
    need(resources.workspace),
    need(resources.sources),
    need(resources.destinations),
    need(resources.recentAudit(period)),
  ];
  if (!connection) return inventory;
  // Until the connection's state is known, so is not which step to take apart.
  const known = connection.state !== 'unknown' || connection.snapshot.error !== undefined;
  return [
    ...inventory,
    need(resources.volume(period), priority.favorite),
    ...verdictNeeds(read, period, connection),
    ...(hasPipeline(connection.destination) ? pipelineNeeds(connection.destination, own) : []),
    ...(hasPipeline(connection.destination) && known
      ? [need(breakdownResource(own, connection.destination, stage, tab))]
      : []),
    ...(hasPipeline(connection.destination) ? [need(failureLogState(connection.id), priority.rest)] : []),
    ...(hasPipeline(connection.destination) && tab.id === 'mappings' ? [need(mappings(connection.id))] : []),
    ...connectionChangesNeeds(read, period, connection),
  ];
}

function verdictNeeds(read: Read, period: Period, connection: Connection): Need[] {
  const { destination, state } = connection;
  if (state === 'disabled') {
    const { disabledBy } = connectionChanges(read, period, connection);
    return disabledBy ? [need(volumeSince(destination.sourceId, disabledBy.at))] : [];
  }
  if (!hasPipeline(destination)) return [];
  return [
    need(resources.metrics(period, destination, true)),
    need(resources.comparedMetrics(period, destination), priority.rest),
    ...(state === 'failing' ? [need(resources.failures(period, destination, true))] : []),
  ];
}

function pipelineNeeds(destination: Destination, period: PipelinePeriod): Need[] {
  return [
    ...steps.map((step) => need(pipelineStep(period, destination, step))),
    ...(destination.enabled ? [need(pipelineMetrics(period, destination))] : []),
    ...(destination.enabled && metricsComparable(period)
      ? [need(comparedPipelineMetrics(period, destination), priority.failing)]
      : []),
    ...(readsTwice(period) ? steps.map((step) => need(earlierStep(period, destination, step), priority.failing)) : []),
  ];
}
