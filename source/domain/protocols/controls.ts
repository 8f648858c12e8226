import type { OnViolation, SourceSettings } from '../entities.ts';

/** What a control does with what it meets: lets it through, drops the field, or drops the event. */
export type Control = 'allow' | 'omit' | 'block';

/** The controls of a source under a tracking plan (rule 95). Standard ones run before the one of the common schema. */
export interface Controls {
  readonly unplannedEvents: Control;
  readonly unplannedProperties: Control;
  readonly schemaViolations: Control;
  readonly commonViolations: Control;
}

const commonControl: Readonly<Record<OnViolation, Control>> = {
  ALLOW: 'allow',
  BLOCK: 'block',
  OMIT_PROPERTIES: 'omit',
  OMIT_TRAITS: 'omit',
};

export function controlsOf({ track }: SourceSettings): Controls {
  return {
    unplannedEvents: track.allowUnplannedEvents ? 'allow' : 'block',
    unplannedProperties: track.allowUnplannedEventProperties ? 'allow' : 'omit',
    schemaViolations: !track.allowEventOnViolations ? 'block' : track.allowPropertiesOnViolations ? 'allow' : 'omit',
    commonViolations: commonControl[track.commonEventOnViolations] ?? 'allow',
  };
}

/** What becomes of data outside the plan: events gone for good, events kept elsewhere, fields gone, or all of it delivered. */
export type Loss = 'events' | 'kept' | 'fields' | 'none';

/** Blocked and not forwarded is gone for good; omitted fields cannot be had again either. */
export function lossOf(settings: SourceSettings): Loss {
  const controls = Object.values(controlsOf(settings)) as Control[];
  if (controls.includes('block')) return settings.forwardingBlockedEventsTo === undefined ? 'events' : 'kept';
  return controls.includes('omit') ? 'fields' : 'none';
}
