import type { ReceivedSet } from '../../domain/sources/received.ts';
import { minute } from '../../domain/time.ts';
import type { Resource } from '../polling/resource.ts';

/** The last events of a source. Read seldom, so that one can be looked at in peace; `r` reads again. */
export function received(sourceId: string): Resource<ReceivedSet> {
  return {
    key: `received:${sourceId}`,
    every: 10 * minute,
    load: (backend, options) => backend.received(sourceId, options),
  };
}
