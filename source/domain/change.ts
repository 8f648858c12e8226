import type { Label, OnViolation } from './entities.ts';

/** A kind of thing that can be switched, renamed or deleted by its id. */
export type Changeable = 'source' | 'destination' | 'warehouse';

/** What a source may do with events outside its tracking plan; only what is given is changed (rule 95). */
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
  | {
      readonly kind: 'controls';
      readonly sourceId: string;
      readonly track: ControlsChange;
      /** What else is set now, as it was read right before; the request that leaves forwarding out clears it (rule 97). */
      readonly others?: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'add-label'; readonly sourceId: string; readonly label: Label }
  /** `kept`: the labels that stay, as they were read right before the change. */
  | {
      readonly kind: 'remove-label';
      readonly sourceId: string;
      readonly label: Label;
      readonly kept?: readonly { readonly key: string; readonly value: string }[];
    }
  | { readonly kind: 'sync'; readonly sourceId: string; readonly modelId: string; readonly subscriptionId: string };

/** The resource in whose audit trail the change appears; a filter or a mapping may appear under its destination. */
export function changedIds(change: Change): readonly string[] {
  switch (change.kind) {
    case 'switch':
    case 'rename':
    case 'delete':
      return [change.id];
    case 'switch-filter':
    case 'switch-mapping':
      return [change.id, change.destinationId];
    case 'controls':
    case 'add-label':
    case 'remove-label':
      return [change.sourceId];
    case 'sync':
      return [];
  }
}

/** Last words of the audit events that a change may leave (rule 198); none where Segment writes no event. */
export function verbsOf(change: Change): readonly string[] {
  switch (change.kind) {
    case 'switch':
      return [change.enabled ? 'enabled' : 'disabled'];
    case 'switch-filter':
    case 'switch-mapping':
      return [change.enabled ? 'enabled' : 'disabled', 'modified'];
    case 'delete':
      return ['deleted'];
    case 'rename':
    case 'controls':
    case 'add-label':
    case 'remove-label':
      return ['modified'];
    case 'sync':
      return [];
  }
}
