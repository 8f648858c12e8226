import type { DeliveryMode } from '../../../domain/entities.ts';

/** What the API tells of how a destination type may be fed. */
export interface DeliveryTraits {
  readonly slug: string;
  readonly categories: readonly string[];
  readonly platforms: {
    readonly server?: boolean | undefined;
    readonly browser?: boolean | undefined;
    readonly mobile?: boolean | undefined;
  };
  readonly cloudInstances: string;
  readonly deviceInstances: string;
}

/**
 * Object stores and data lakes: loaded by syncs, without delivery data. The category Raw Data alone does not tell, as webhooks
 * are in it too.
 */
const stores = /(^|-)s3($|-)|^(gcs|google-cloud-storage|azure-(blob|data-lake).*|.*data-?lakes?)(-.*)?$/i;
const storeCategory = /^(object )?storage$|data ?lakes?|warehouses?/i;

const none = (instances: string) => /^(0|none)$/i.test(instances);
const some = (instances: string) => instances !== '' && !none(instances);

/**
 * How a destination can be watched. The API has no field for the mode of a connection (rule 65): only a type that cannot be
 * fed from the cloud is surely device mode.
 */
export function deliveryMode({
  slug,
  categories,
  platforms,
  cloudInstances,
  deviceInstances,
}: DeliveryTraits): DeliveryMode {
  if (stores.test(slug) || categories.some((category) => storeCategory.test(category))) return 'storage';
  if (none(cloudInstances) && some(deviceInstances)) return 'device';
  const onlyDevice = platforms.server !== true && (platforms.browser === true || platforms.mobile === true);
  return onlyDevice && !some(cloudInstances) ? 'device' : 'cloud';
}
