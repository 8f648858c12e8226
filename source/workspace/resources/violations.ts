import type { Dimension, StepReport, VolumeRow } from '../../domain/delivery/counts.ts';
import type { Source } from '../../domain/entities.ts';
import type { ViolationDetails } from '../../domain/protocols/violation.ts';
import { hour, minute, type Period } from '../../domain/time.ts';
import { readWindow } from '../../domain/windows.ts';
import type { Resource } from '../polling/resource.ts';

/** What the pages about one source's violations read, each only while it is on screen. */

/** Every violation with field, sentence and samples, where the backend has them. */
export function violationDetails(period: Period, sourceId: string): Resource<ViolationDetails> {
  return {
    key: `violation-details:${period}:${sourceId}`,
    every: 2 * minute,
    load: (backend, options, now) => backend.violationDetails({ sourceId, window: readWindow(period, now) }, options),
  };
}

/** One event of a source; without a name it is all calls of a type that have none. */
export interface EventRef {
  readonly eventName: string | undefined;
  readonly eventType: string;
}

function filteredAtSource(
  key: string,
  period: Period,
  sourceId: string,
  groupBy: readonly Dimension[],
  filter: Readonly<Partial<Record<Dimension, readonly string[]>>> = {},
): Resource<StepReport> {
  return {
    key,
    every: 2 * minute,
    load: (backend, options, now) =>
      backend.deliveryStep(
        { step: 'filtered-at-source', sourceId, window: readWindow(period, now), granularity: 'HOUR', groupBy, filter },
        options,
      ),
  };
}

/** Events that Protocols blocked, by name and reason: one request. */
export function blockedEvents(period: Period, sourceId: string): Resource<StepReport> {
  const groupBy = ['eventName', 'eventType', 'discardReason'] as const;
  return filteredAtSource(`blocked-events:${period}:${sourceId}`, period, sourceId, groupBy);
}

/** Why one event was blocked, by app version: one request. Calls without a name cannot be filtered for, so they are told apart. */
export function blockedReasons(
  period: Period,
  sourceId: string,
  { eventName, eventType }: EventRef,
): Resource<StepReport> {
  const groupBy = ['eventName', 'eventType', 'discardReason', 'appVersion'] as const;
  return filteredAtSource(
    `blocked-reasons:${period}:${sourceId}:${eventType}:${eventName ?? ''}`,
    period,
    sourceId,
    groupBy,
    { eventType: [eventType], ...(eventName === undefined ? {} : { eventName: [eventName] }) },
  );
}

/** Events a source sent by name, blocked ones included: what a share is a share of. */
export function eventTotals(period: Period, sourceId: string): Resource<readonly VolumeRow[]> {
  return {
    key: `event-totals:${period}:${sourceId}`,
    every: 2 * minute,
    load: (backend, options, now) =>
      backend.eventVolume(
        {
          window: readWindow(period, now),
          granularity: 'HOUR',
          groupBy: ['eventName', 'eventType'],
          sourceIds: [sourceId],
        },
        options,
      ),
  };
}

/** Events a source sent by app version: a version that appears in the period is a release. */
export function receivedVersions(period: Period, sourceId: string): Resource<StepReport> {
  return {
    key: `received-versions:${period}:${sourceId}`,
    every: 2 * minute,
    load: (backend, options, now) =>
      backend.deliveryStep(
        {
          step: 'successfully-received',
          sourceId,
          window: readWindow(period, now),
          granularity: 'HOUR',
          groupBy: ['appVersion'],
        },
        options,
      ),
  };
}

/** Events refused at ingest, by reason. */
export function ingestFailures(period: Period, sourceId: string): Resource<StepReport> {
  return {
    key: `ingest-failures:${period}:${sourceId}`,
    every: 2 * minute,
    load: (backend, options, now) =>
      backend.deliveryStep(
        {
          step: 'failed-on-ingest',
          sourceId,
          window: readWindow(period, now),
          granularity: 'HOUR',
          groupBy: ['discardReason'],
        },
        options,
      ),
  };
}

/** One source by its id: only this read tells its tracking plan (rule 32). */
export function sourceById(id: string): Resource<Source> {
  return { key: `source:${id}`, every: hour, load: (backend, options) => backend.source(id, options) };
}
