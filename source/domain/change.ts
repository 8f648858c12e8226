import type { OnViolation } from './entities.ts';

/** A kind of thing that can be switched, renamed or deleted by its id. */
export type Changeable = 'source' | 'destination' | 'warehouse';

/** What a source may do with events outside its tracking plan; only what is given is changed (product 2.14). */
export interface ControlsChange {
  readonly allowUnplannedEvents?: boolean;
  readonly allowUnplannedEventProperties?: boolean;
  readonly allowEventOnViolations?: boolean;
  readonly allowPropertiesOnViolations?: boolean;
  readonly commonEventOnViolations?: OnViolation;
}

/** Everything segtop can change in a workspace. Nothing irreversible on people's data is among it. */
export type Change =
  | { readonly kind: 'switch'; readonly of: Changeable; readonly id: string; readonly enabled: boolean }
  | { readonly kind: 'switch-filter'; readonly destinationId: string; readonly id: string; readonly enabled: boolean }
  | { readonly kind: 'switch-mapping'; readonly destinationId: string; readonly id: string; readonly enabled: boolean }
  | { readonly kind: 'rename'; readonly of: Changeable; readonly id: string; readonly name: string }
  | { readonly kind: 'delete'; readonly of: Changeable; readonly id: string }
  | { readonly kind: 'controls'; readonly sourceId: string; readonly track: ControlsChange }
  | {
      readonly kind: 'labels';
      readonly sourceId: string;
      readonly labels: readonly { readonly key: string; readonly value: string }[];
    }
  | { readonly kind: 'sync'; readonly sourceId: string; readonly modelId: string; readonly subscriptionId: string };
