import * as z from 'zod/mini';
import type { Destination } from '../../domain/entities.ts';
import type { Answer } from '../../domain/problem.ts';
import type { ReadOptions } from '../../domain/queries.ts';
import { sanitise } from '../../domain/text.ts';
import type { Client } from '../client.ts';
import { id, optionalFlag, optionalId, settings, text, texts } from '../fields.ts';
import { readList, uniqueById } from '../rows.ts';
import { deliveryMode } from './delivery-mode.ts';

/** Every row carries its type's whole description, tens of kilobytes: a full page would be too much at once (manual 2.3). */
export const pageSize = 200;

const noPlatforms = { server: undefined, browser: undefined, mobile: undefined };
const noFeatures = { cloudModeInstances: sanitise(''), deviceModeInstances: sanitise('') };

/** The few fields that are kept of the description; without it the row still stands. */
const metadata = z.catch(
  z.object({
    id: optionalId,
    slug: text,
    name: text,
    categories: texts,
    supportedPlatforms: z.catch(
      z.object({ server: optionalFlag, browser: optionalFlag, mobile: optionalFlag }),
      noPlatforms,
    ),
    supportedFeatures: z.catch(z.object({ cloudModeInstances: text, deviceModeInstances: text }), noFeatures),
  }),
  {
    id: undefined,
    slug: sanitise(''),
    name: sanitise(''),
    categories: [],
    supportedPlatforms: noPlatforms,
    supportedFeatures: noFeatures,
  },
);

export const destinationSchema = z.pipe(
  z.object({ id, name: text, enabled: z.boolean(), sourceId: id, settings, metadata }),
  z.transform(({ id, name, enabled, sourceId, settings, metadata }): Destination => {
    const { slug, categories, supportedPlatforms, supportedFeatures } = metadata;
    const type = metadata.name || slug;
    return {
      id,
      name: name || type || sanitise(id),
      enabled,
      sourceId,
      metadataId: metadata.id ?? '',
      type,
      typeSlug: slug,
      categories,
      mode: deliveryMode({
        slug,
        categories,
        platforms: supportedPlatforms,
        cloudInstances: supportedFeatures.cloudModeInstances,
        deviceInstances: supportedFeatures.deviceModeInstances,
      }),
      settings,
    };
  }),
);

export async function listDestinations(client: Client, options?: ReadOptions): Promise<Answer<readonly Destination[]>> {
  const call = { operation: 'GET /destinations', key: 'destinations', count: pageSize };
  return uniqueById(await readList(client, call, destinationSchema, options));
}
