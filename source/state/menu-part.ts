import type { Label, SourceSettings } from '../domain/entities.ts';
import type { Problem } from '../domain/problem.ts';
import type { SafeText } from '../domain/text.ts';

/** A run of a reverse ETL model that can be started: for one mapping of one destination. */
export interface SyncChoice {
  readonly sourceId: string;
  readonly modelId: string;
  readonly model: SafeText;
  readonly subscriptionId: string;
  /** `Salesforce · Update contacts`. */
  readonly to: SafeText;
}

/** The runs that can be started, as far as they could be read. */
export interface SyncChoices {
  readonly choices: readonly SyncChoice[];
  /** Why there may be more of them. */
  readonly missing?: Problem | undefined;
}

/** A menu behind a menu's item, with what was read for it. */
export type MenuPart =
  | { readonly kind: 'controls'; readonly settings: SourceSettings }
  | { readonly kind: 'labels'; readonly own: readonly Label[]; readonly known: readonly Label[] }
  | ({ readonly kind: 'syncs' } & SyncChoices);
