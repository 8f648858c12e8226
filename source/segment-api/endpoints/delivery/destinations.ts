import * as z from 'zod/mini';
import type { Destination } from '../../../domain/entities.ts';
import type { Answer } from '../../../domain/problem.ts';
import type { ReadOptions } from '../../../domain/queries.ts';
import { sanitise } from '../../../domain/text.ts';
import type { Client } from '../../client.ts';
import { id, ifGiven, optionalId, promised, settings, text } from '../../reading/fields.ts';
import { readList, uniqueById } from '../../reading/rows.ts';
import { deliveryMode } from './mode.ts';

/** Every row carries its type's whole description, tens of kilobytes: a full page would be too much at once (rule 66). */
export const pageSize = 200;

const noPlatforms = { server: undefined, browser: undefined, mobile: undefined };
const noFeatures = { cloudModeInstances: sanitise(''), deviceModeInstances: sanitise('') };

const shownText = z.pipe(
  z.string(),
  z.transform((value) => sanitise(value)),
);
const none = sanitise('');
const platform = (name: string) => ifGiven(`metadata.supportedPlatforms.${name}`, z.boolean(), undefined);
const instances = (name: string) => ifGiven(`metadata.supportedFeatures.${name}`, shownText, none);

/** The few fields that are kept of the description. Without a description the row stands, and how it may be fed is a guess. */
const metadata = promised(
  'metadata',
  z.object({
    id: optionalId,
    slug: promised('metadata.slug', shownText, none),
    name: text,
    categories: promised('metadata.categories', z.array(shownText), []),
    supportedPlatforms: promised(
      'metadata.supportedPlatforms',
      z.object({ server: platform('server'), browser: platform('browser'), mobile: platform('mobile') }),
      noPlatforms,
    ),
    supportedFeatures: promised(
      'metadata.supportedFeatures',
      z.object({
        cloudModeInstances: instances('cloudModeInstances'),
        deviceModeInstances: instances('deviceModeInstances'),
      }),
      noFeatures,
    ),
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
