import type { StepReport, VolumeRow } from '../../domain/delivery/counts.ts';
import type { HourHistory } from '../../domain/hours.ts';
import { type Answer, ReadError } from '../../domain/problem.ts';
import { priority, type ReadOptions } from '../../domain/queries.ts';
import { type Bucket, floorTo, minute, type Period, type Window } from '../../domain/time.ts';
import { readWindow } from '../../domain/windows.ts';
import type { Backend } from '../polling/backend.ts';
import { isWhole, wholeAnswer } from '../polling/proof.ts';
import type { Snapshot } from '../polling/snapshot.ts';
import {
  byFreeLane,
  isClosedLane,
  isOtherWay,
  type Lane,
  metricsOperation,
  noteClosed,
  overviewMetrics,
  stepOperation,
  waitOf,
} from './connection-metrics.ts';
import { keptSteps, partOf } from './delivery-comparison.ts';
import { type DeliveryPart, type DeliveryReading, leastRunning, readingOf } from './delivery-reading.ts';
import type { Pair } from './per-pair.ts';
import { sentBySource } from './sent.ts';

/** What a read of a connection may start from. */
export interface Known {
  readonly previous: DeliveryReading | undefined;
  /**
   * The first look at one of very many connections: a single request for what failed, compared with what the source sent. Rates
   * are estimates then, since filters and mappings change how much of it is sent on.
   */
  readonly brief: boolean;
  /** Hourly volume of every source. */
  readonly volume: Snapshot<readonly VolumeRow[]> | undefined;
  /** Hours that were seen before. */
  readonly history?: HourHistory | undefined;
  /** The connection over another period, whose running part is the same. */
  readonly other?: Snapshot<DeliveryReading> | undefined;
}

/** What runs changes: an older reading of it is none of now. */
const freshRunning = 2 * minute;

/** An older volume says too little about the running hour. */
const freshVolume = 3 * minute;
/**
 * Delivery metrics are used again when this share of their minute is free: changing over to a limit that is always used up
 * would gain nothing.
 */
const roomToReturn = 0.5;

/**
 * Reads what is due of a connection. By delivery metrics: the running part always, and the settled one when its hours have
 * changed. By Delivery Overview, whose hourly series gives both: the whole window each time.
 */
export async function readDelivery(
  backend: Backend,
  pair: Pair,
  period: Period,
  options: ReadOptions,
  now: number,
  { previous, brief, volume, history, other }: Known,
): Promise<Answer<DeliveryReading>> {
  const edge = floorTo(now - leastRunning, 'HOUR');
  const isSameHour = previous?.settled.window.end === edge;
  // Start and edge move together, since a move of either costs a read of all settled hours.
  const start = isSameHour ? previous.settled.window.start : readWindow(period, now).start;
  const windows = { settled: { start, end: edge }, running: { start: edge, end: now } };
  const kept = previous ? undefined : keptSteps(history, `connection:${pair.id}`, windows.settled, now);
  const ofMetrics = isSameHour && previous.settled.metrics.basis === 'metrics' ? previous.settled : undefined;
  const settled = kept ? partOf(kept, windows.settled) : ofMetrics;
  const known = other?.data?.running;
  const isSame =
    known?.window.start === edge && now - known.window.end <= freshRunning && (known.problems ?? []).length === 0;
  if (kept && settled && isSame) return { value: readingOf(settled, known), problems: [] };
  if (brief && !previous && !kept && !isClosedLane(backend, 'overview')) {
    const sent = sentBy(pair.sourceId, volume, now);
    const isFree = waitOf(backend, [stepOperation('failed-delivery')], options) === 0;
    const reading = sent && isFree ? await estimate(backend, pair, windows, sent, options) : undefined;
    if (reading) return reading;
  }
  return byFreeLane(
    backend,
    options,
    settled ? 1 : 2,
    async (lane, allowed) => {
      const read = lane === 'metrics' ? byMetrics : byOverview;
      const { settled: hours, running } = await read(backend, pair, windows, allowed, settled);
      const problems = [...(hours.problems ?? []), ...(running.problems ?? [])];
      return { value: readingOf(hours, running, previous), problems };
    },
    preferredLane(backend, options, previous),
  );
}

interface Windows {
  readonly settled: Window;
  readonly running: Window;
}

interface Parts {
  readonly settled: DeliveryPart;
  readonly running: DeliveryPart;
}

/**
 * During a sweep that was too large for metrics, a connection stays with Delivery Overview, so that its counts stay comparable.
 */
function preferredLane(backend: Backend, options: ReadOptions, previous: DeliveryReading | undefined): Lane {
  const isSweep = (options.priority ?? priority.visible) >= priority.failing;
  if (!isSweep || previous?.running.metrics.basis !== 'overview') return 'metrics';
  const limit = backend.wire().limitOf(metricsOperation);
  if (limit === undefined) return 'metrics';
  const isRoomy = waitOf(backend, [metricsOperation], options, Math.ceil(limit * roomToReturn)) === 0;
  return isRoomy ? 'metrics' : 'overview';
}

async function byMetrics(
  backend: Backend,
  { id: destinationId, sourceId }: Pair,
  windows: Windows,
  options: ReadOptions,
  known: DeliveryPart | undefined,
): Promise<Parts> {
  const part = async (window: Window): Promise<DeliveryPart> => {
    const answer = await backend.deliveryMetrics({ destinationId, sourceId, window, granularity: 'HOUR' }, options);
    return { window, metrics: answer.value, problems: answer.problems };
  };
  const [settled, running] = await Promise.all([known ?? part(windows.settled), part(windows.running)]);
  return { settled, running };
}

async function byOverview(backend: Backend, pair: Pair, windows: Windows, options: ReadOptions): Promise<Parts> {
  const [failures, deliveries] = await Promise.all([
    stepOver(backend, 'failed-delivery', pair, windows, options),
    stepOver(backend, 'successful-delivery', pair, windows, options),
  ]);
  const [failed, delivered] = [split(failures, windows), split(deliveries, windows)];
  return {
    settled: { window: windows.settled, metrics: overviewMetrics(failed.settled, delivered.settled, 'overview') },
    running: { window: windows.running, metrics: overviewMetrics(failed.running, delivered.running, 'overview') },
  };
}

/**
 * The estimate, or undefined where the exact numbers are worth trying: another request costs less than a connection without
 * numbers.
 */
async function estimate(...read: Parameters<typeof byVolume>): Promise<Answer<DeliveryReading> | undefined> {
  const [backend, pair, windows, sent, options] = read;
  try {
    return await byVolume(backend, pair, windows, sent, { ...options, isPatient: false });
  } catch (thrown) {
    if (!(thrown instanceof ReadError) || !isOtherWay(thrown.problem.kind)) throw thrown;
    noteClosed(backend, 'overview', thrown.problem.kind);
    return undefined;
  }
}

async function byVolume(
  backend: Backend,
  pair: Pair,
  windows: Windows,
  sent: readonly Bucket[],
  options: ReadOptions,
): Promise<Answer<DeliveryReading>> {
  const failed = split(await stepOver(backend, 'failed-delivery', pair, windows, options), windows);
  const part = (window: Window, count: number): DeliveryPart => {
    const all = sent.reduce((sum, { at, count: own }) => (at >= window.start && at < window.end ? sum + own : sum), 0);
    return { window, metrics: overviewMetrics(count, Math.max(0, all - count), 'volume') };
  };
  return {
    value: readingOf(part(windows.settled, failed.settled), part(windows.running, failed.running)),
    problems: [],
  };
}

function stepOver(
  backend: Backend,
  step: 'failed-delivery' | 'successful-delivery',
  { id: destinationId, sourceId }: Pair,
  { settled, running }: Windows,
  options: ReadOptions,
): Promise<Answer<StepReport>> {
  const window = { start: settled.start, end: running.end };
  return backend.deliveryStep({ step, sourceId, destinationId, window, granularity: 'HOUR' }, options);
}

/** The total of a step, in two by its hourly series. */
function split(
  report: Answer<StepReport>,
  { running }: Windows,
): { readonly settled: number; readonly running: number } {
  const { rows, total } = wholeAnswer(report);
  let newer = 0;
  for (const { series } of rows) for (const { at, count } of series) if (at >= running.start) newer += count;
  return { settled: Math.max(0, total - newer), running: newer };
}

/** What a source sent by the hour; undefined while that is not known, or not freshly. */
function sentBy(sourceId: string, volume: Known['volume'], now: number): readonly Bucket[] | undefined {
  if (!volume?.data || !isWhole(volume) || now - (volume.fetchedAt ?? 0) > freshVolume) return undefined;
  return sentBySource(volume.data).get(sourceId)?.series ?? [];
}
