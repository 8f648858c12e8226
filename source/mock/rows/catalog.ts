import type { CatalogEntry } from '../data/documents.ts';
import { idOf } from '../hash.ts';
import type { Row } from '../world.ts';

const logos = (slug: string): Row => ({
  default: `https://cdn.segment.example/logos/${slug}.svg`,
  mark: `https://cdn.segment.example/logos/${slug}-mark.svg`,
  alt: null,
});

const options = (entry: CatalogEntry): Row[] =>
  (entry.options ?? []).map(([name, type, required]) => ({
    name,
    type,
    required,
    label: name.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' '),
    description: `Where ${entry.name} asks for it: ${name}.`,
  }));

/** SourceMetadataV1 of the contract. */
export function sourceMetadata(entry: CatalogEntry): Row {
  return {
    id: entry.id,
    name: entry.name,
    slug: entry.slug,
    description: entry.description,
    logos: logos(entry.slug),
    options: options(entry),
    categories: entry.categories ?? [],
    isCloudEventSource: entry.cloud ?? false,
    status: entry.status ?? 'PUBLIC',
    partnerOwned: false,
  };
}

/** The id of one action of a destination type, the same in catalog and mappings. */
export const actionId = (slug: string, action: string): string => idOf(`action/${slug}/${action}`);

function actions(entry: CatalogEntry): Row[] {
  return (entry.actions ?? []).map(([slug, name, trigger], index) => ({
    id: actionId(entry.slug, slug),
    slug,
    name,
    description: `${name} in ${entry.name}.`,
    platform: 'CLOUD',
    hidden: false,
    defaultTrigger: index === 0 ? trigger : null,
    fields: [
      {
        id: idOf(`field/${entry.slug}/${slug}`),
        sortOrder: 0,
        fieldKey: 'userId',
        label: 'User ID',
        type: 'STRING',
        description: 'Who did it.',
        defaultValue: { '@path': '$.userId' },
        required: true,
        multiple: false,
        choices: null,
        dynamic: false,
        allowNull: false,
      },
    ],
  }));
}

/** DestinationMetadataV1 of the contract. Device mode has no server component, storage no call types of its own. */
export function destinationMetadata(entry: CatalogEntry): Row {
  const mode = entry.mode ?? 'cloud';
  const browser = mode === 'device' || mode === 'both';
  const server = mode !== 'device';
  const components = [...(browser ? ['BROWSER'] : []), ...(server ? ['SERVER'] : [])];
  return {
    id: entry.id,
    name: entry.name,
    slug: entry.slug,
    description: entry.description,
    website: entry.website ?? '',
    logos: logos(entry.slug),
    status: entry.status ?? 'PUBLIC',
    categories: entry.categories ?? [],
    previousNames: entry.previousNames ?? [],
    options: options(entry),
    components: components.map((type) => ({
      type,
      code: `https://github.example/${entry.slug}`,
      owner: 'SEGMENT',
    })),
    supportedFeatures: {
      cloudModeInstances: server ? 'MULTIPLE' : 'NONE',
      deviceModeInstances: browser ? 'SINGLE' : 'NONE',
      replay: mode === 'cloud',
      browserUnbundling: mode === 'both',
      browserUnbundlingPublic: mode === 'both',
    },
    supportedMethods: {
      track: true,
      identify: true,
      group: mode !== 'device',
      alias: mode === 'both' || mode === 'storage',
      pageview: true,
    },
    supportedPlatforms: {
      browser: true,
      mobile: true,
      server,
      warehouse: mode === 'cloud' && entry.actions !== undefined,
      cloudAppObject: false,
      linkedAudiences: mode === 'cloud' && entry.actions !== undefined,
    },
    actions: actions(entry),
    presets: (entry.actions ?? []).map(([slug, name, trigger]) => ({
      actionId: actionId(entry.slug, slug),
      name,
      fields: { userId: { '@path': '$.userId' } },
      trigger,
    })),
    contacts: [],
    partnerOwned: false,
    supportedRegions: ['us-west-2', 'eu-west-1'],
    regionEndpoints: ['US', 'EU'],
  };
}

/** WarehouseMetadataV1 of the contract. */
export function warehouseMetadata(entry: CatalogEntry): Row {
  return {
    id: entry.id,
    name: entry.name,
    slug: entry.slug,
    description: entry.description,
    logos: logos(entry.slug),
    options: options(entry),
  };
}
