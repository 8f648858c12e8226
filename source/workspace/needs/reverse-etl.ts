import { priority } from '../../domain/queries.ts';
import type { Read } from '../polling/read.ts';
import type { Need, Resource } from '../polling/resource.ts';
import { mappings, reverseEtlModels, reverseEtlSyncs } from '../resources/pages.ts';
import { fedBy, type ModelScope, modelsOf, reverseEtl } from '../storage/reverse-etl.ts';
import { inventoryNeeds, needOf } from './page.ts';

/** Runs of so many pairs are read in two minutes, a request each; where there are more, each is read less often. */
const mostPairs = 60;
/** So many of those that fail are read as often as they can be, however many there are. */
const mostFailing = 30;

/** What the models, their mappings and runs are read from: a request for the models, one a destination, one a pair. */
export function reverseEtlNeeds(read: Read, scope: ModelScope = {}): readonly Need[] {
  const models = modelsOf(read, scope);
  const pairs = reverseEtl(read, scope).rows.flatMap(({ model, mapping, state }) =>
    mapping ? [{ runs: reverseEtlSyncs(model.id, mapping.id), isBad: state === 'failing' || state === 'partial' }] : [],
  );
  // Worst first.
  const often = pairs.filter(({ isBad }) => isBad).slice(0, mostFailing);
  const rest = pairs.slice(often.length);
  const times = Math.max(1, Math.ceil(rest.length / (mostPairs - often.length)));
  return [
    ...inventoryNeeds(),
    needOf(reverseEtlModels),
    ...fedBy(read, models).map(({ id }) => needOf(mappings(id))),
    ...often.map(({ runs }) => needOf(runs, priority.favorite)),
    ...rest.map(({ runs }) => needOf(times > 1 ? slowed(runs, times) : runs, priority.favorite)),
  ];
}

/** The same read so many times less often, whatever the configuration says. */
function slowed<T>(resource: Resource<T>, times: number): Resource<T> {
  const every = resource.every * times;
  return { ...resource, every, least: () => every };
}
