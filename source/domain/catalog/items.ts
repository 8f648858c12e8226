import type { SafeText } from '../text.ts';

export type CatalogSide = 'source' | 'destination' | 'warehouse';

/** Cloud: Segment's servers call the tool. Device: its code runs in the page or the app. */
export type CatalogMode = 'cloud' | 'device';

/** One setting that a type of integration asks for. */
export interface CatalogOption {
  readonly name: SafeText;
  readonly type: SafeText;
  readonly required: boolean;
  readonly label: SafeText;
  readonly description: SafeText;
}

/** A type of source, destination or warehouse, as the catalog describes it (rule 165). */
export interface CatalogItem {
  readonly id: string;
  readonly side: CatalogSide;
  readonly slug: SafeText;
  readonly name: SafeText;
  readonly description: SafeText;
  readonly categories: readonly SafeText[];
  /** Such as PUBLIC or PUBLIC_BETA; empty for warehouses, which have none. */
  readonly status: SafeText;
  readonly options: readonly CatalogOption[];
  /** Destinations only, as the four that follow. */
  readonly website: SafeText;
  readonly previousNames: readonly SafeText[];
  /** Calls it takes: track, identify, page, … */
  readonly methods: readonly SafeText[];
  /** What it can be fed from: browser, server, mobile, warehouse, … */
  readonly platforms: readonly SafeText[];
  /** Destinations: where it can run, as far as the API tells. */
  readonly modes?: readonly CatalogMode[] | undefined;
}
