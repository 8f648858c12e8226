import * as z from 'zod/mini';
import type { CatalogItem, CatalogMode, CatalogSide } from '../../../domain/catalog/items.ts';
import type { Answer } from '../../../domain/problem.ts';
import type { ReadOptions } from '../../../domain/queries.ts';
import { sanitise } from '../../../domain/text.ts';
import type { Client } from '../../client.ts';
import { flag, id, listOf, requiredText, text, texts } from '../../reading/fields.ts';
import { readList, uniqueById } from '../../reading/rows.ts';

/** The names of the switches that are on. */
const switchedOn = z.pipe(
  z.catch(z.record(z.string(), z.unknown()), {}),
  z.transform((switches) => Object.entries(switches).flatMap(([name, on]) => (on === true ? [sanitise(name)] : []))),
);

const modeFields = [
  ['cloud', 'cloudModeInstances'],
  ['device', 'deviceModeInstances'],
] as const;

/** How many instances a mode allows is a word or, for old types, a digit; without either the type has no such mode. */
const modes = z.pipe(
  z.catch(z.record(z.string(), z.unknown()), {}),
  z.transform((features): readonly CatalogMode[] | undefined => {
    const stated = modeFields.filter(([, field]) => typeof features[field] === 'string');
    if (stated.length === 0) return undefined;
    return stated.flatMap(([mode, field]) => (/^(?:NONE|0)$/i.test(String(features[field])) ? [] : [mode]));
  }),
);

const option = z.object({ name: requiredText, type: text, required: flag, label: text, description: text });

/** Logos, actions, presets and components are most of a row and of no use on a terminal: they are dropped on receipt. */
const schemaOf = (side: CatalogSide) =>
  z.pipe(
    z.object({
      id,
      slug: text,
      name: text,
      description: text,
      categories: texts,
      status: text,
      options: listOf('options', option),
      website: text,
      previousNames: texts,
      supportedMethods: switchedOn,
      supportedPlatforms: switchedOn,
      supportedFeatures: modes,
    }),
    z.transform(
      ({ supportedMethods, supportedPlatforms, supportedFeatures, ...row }): CatalogItem => ({
        ...row,
        side,
        name: row.name || row.slug || sanitise(row.id),
        methods: supportedMethods,
        platforms: supportedPlatforms,
        ...(supportedFeatures && { modes: supportedFeatures }),
      }),
    ),
  );

/** One side of the catalog, whole: the API neither searches nor filters it (rule 165). */
const side =
  (name: CatalogSide, count?: number) =>
  async (client: Client, options?: ReadOptions): Promise<Answer<readonly CatalogItem[]>> => {
    const call = { operation: `GET /catalog/${name}s`, key: `${name}sCatalog`, ...(count && { count }) };
    return uniqueById(await readList(client, call, schemaOf(name), options));
  };

export const listCatalogSources = side('source');
/** Each row is tens of kilobytes with its actions, so the pages are small. */
export const listCatalogDestinations = side('destination', 200);
export const listCatalogWarehouses = side('warehouse');
