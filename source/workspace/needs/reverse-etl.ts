import { priority } from '../../domain/queries.ts';
import type { Read } from '../polling/read.ts';
import type { Need } from '../polling/resource.ts';
import { mappings, reverseEtlModels, reverseEtlSyncs } from '../resources/pages.ts';
import { fedBy, type ModelScope, modelsOf, reverseEtl } from '../storage/reverse-etl.ts';
import { inventoryNeeds, needOf } from './page.ts';

/** Runs of this many pairs are read: each takes a request every two minutes. */
const mostPairs = 60;

/** What the models, their mappings and runs are read from: a request for the models, one a destination, one a pair. */
export function reverseEtlNeeds(read: Read, scope: ModelScope = {}): readonly Need[] {
  const models = modelsOf(read, scope);
  const pairs = reverseEtl(read, scope).rows.flatMap(({ model, mapping }) => (mapping ? [[model.id, mapping.id]] : []));
  return [
    ...inventoryNeeds(),
    needOf(reverseEtlModels),
    ...fedBy(read, models).map(({ id }) => needOf(mappings(id))),
    ...pairs
      .slice(0, mostPairs)
      .map(([model = '', mapping = '']) => needOf(reverseEtlSyncs(model, mapping), priority.favorite)),
  ];
}
