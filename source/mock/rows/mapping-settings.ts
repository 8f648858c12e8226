import type { Row } from '../world.ts';

const path = (at: string): Row => ({ '@path': at });

/** The first of two paths that has a value, as Segment writes it. */
const either = (first: string, second: string): Row => ({
  '@if': Object.fromEntries([
    ['exists', path(first)],
    ['then', path(first)],
    ['else', path(second)],
  ]),
});

const who: Row = {
  external_id: either('$.userId', '$.anonymousId'),
  email: either('$.traits.email', '$.properties.email'),
};

/** Fields that a mapping of the action fills, by what its trigger takes: enough of a real one to read and to fold. */
export function mappingSettings(trigger: string): Row {
  if (/identify/.test(trigger) && !/ or /.test(trigger))
    return {
      ...who,
      first_name: path('$.traits.first_name'),
      last_name: path('$.traits.last_name'),
      country: path('$.context.location.country'),
      custom_attributes: path('$.traits'),
      enable_batching: true,
      batch_size: 75,
    };
  if (/Order Completed/.test(trigger))
    return {
      ...who,
      time: path('$.timestamp'),
      products: {
        '@arrayPath': [
          '$.properties.products',
          { product_id: path('$.product_id'), price: path('$.price'), quantity: path('$.quantity') },
        ],
      },
      currency: path('$.properties.currency'),
      value: path('$.properties.total'),
      properties: path('$.properties'),
    };
  return {
    ...who,
    name: path('$.event'),
    time: path('$.timestamp'),
    properties: path('$.properties'),
    _update_existing_only: false,
  };
}

/** Columns of a model instead of an event's parts (rule 122). */
export function modelSettings(identifierColumn: string): Row {
  return {
    external_id: path(`$.properties.${identifierColumn}`),
    email: path('$.properties.email'),
    custom_attributes: { score: path('$.properties.score'), updated_at: path('$.properties.updated_at') },
    __segment_internal_sync_mode: 'upsert',
  };
}
