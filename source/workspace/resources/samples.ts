import type { SampleQuery, SampleSet } from '../../domain/delivery/sample.ts';
import { hour } from '../../domain/time.ts';
import type { Resource } from '../polling/resource.ts';

/** Samples of one error. Read seldom, since a payload must not change while somebody reads it; `r` reads again. */
export function samples({ destinationId, reason }: SampleQuery): Resource<SampleSet> {
  return {
    key: `samples:${destinationId}:${reason}`,
    every: hour,
    load: (backend, options) => backend.samples({ destinationId, reason }, options),
  };
}
