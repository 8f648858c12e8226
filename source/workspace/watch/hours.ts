import type { Step } from '../../domain/delivery/counts.ts';
import type { HourThing, SeenSeries } from '../../domain/hours.ts';
import { farthestBack } from '../../domain/moment.ts';
import { type Answer, type Problem, ReadError } from '../../domain/problem.ts';
import type { ReadOptions } from '../../domain/queries.ts';
import { day, floorTo, hour, type Window } from '../../domain/time.ts';
import { volumeLag } from '../../domain/windows.ts';
import type { Backend } from '../polling/backend.ts';
import { wholeAnswer } from '../polling/proof.ts';
import type { Resource } from '../polling/resource.ts';
import { seenStep, seenVolume } from '../resources/seen.ts';

/** A source, or a connection with the source that feeds it. */
export interface HourSubject {
  readonly thing: HourThing;
  readonly sourceId: string;
  readonly destinationId?: string | undefined;
}

/** Hours of one request: a day less than the API answers (rules 41, 59), for one that waits for its turn. */
const longest = 13 * day;

/** Everything that the API still tells by the hour of a subject in a window. Two requests a fortnight for a source, three for a connection. */
export function hoursOf(subject: HourSubject, { start, end }: Window): Resource<readonly SeenSeries[]> {
  return {
    key: `hours:${subject.thing}:${start}:${end}`,
    every: Number.POSITIVE_INFINITY,
    load: async (backend, options, now) => {
      const reads = windowsOf({ start, end }, now).flatMap((window) => readsOf(backend, subject, window, options, now));
      const ended = await Promise.allSettled(reads);
      const value = ended.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
      const lost = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
      const problems = lost.map((one): Problem => {
        if (one instanceof ReadError) return one.problem;
        throw one;
      });
      if (lost.length > 0 && value.length === 0) throw lost[0];
      return { value, problems };
    },
  };
}

/** An hour more before each: the first of a long window may have been lost on the way, and is then not known. */
function windowsOf({ start, end }: Window, now: number): readonly Window[] {
  const first = Math.max(floorTo(start, 'HOUR') - hour, floorTo(now - farthestBack, 'HOUR') + hour);
  const last = Math.min(end, now - volumeLag);
  const windows: Window[] = [];
  for (let at = first; at < last; at += longest) {
    const from = at === first ? at : at - hour;
    windows.push({ start: from, end: Math.min(at + longest, last) });
  }
  return windows;
}

function readsOf(
  backend: Backend,
  { thing, sourceId, destinationId }: HourSubject,
  window: Window,
  options: ReadOptions,
  now: number,
): readonly Promise<readonly SeenSeries[]>[] {
  const step = async (of: Step): Promise<readonly SeenSeries[]> => {
    const query = { step: of, sourceId, destinationId, window, granularity: 'HOUR' } as const;
    return seenStep(of, thing, wholeAnswer(await backend.deliveryStep(query, options)), window, now);
  };
  if (destinationId !== undefined)
    return [step('successful-delivery'), step('failed-delivery'), step('filtered-at-destination')];
  const volume = async (): Promise<readonly SeenSeries[]> => {
    const query = { window, granularity: 'HOUR', groupBy: ['source'], sourceIds: [sourceId] } as const;
    const answer = await backend.eventVolume(query, options);
    const rows = wholeAnswer(answer);
    // A source that sent nothing is absent from the answer.
    const all: Answer<typeof rows> = {
      value: rows.some((row) => row.sourceId === sourceId) ? rows : [{ sourceId, total: 0, series: [] }],
      problems: [],
    };
    return (seenVolume(all, window, now).seen ?? []).filter((each) => each.thing === thing);
  };
  return [volume(), step('filtered-at-source')];
}
