import { expect, it } from 'vitest';
import type { OnViolation, SourceSettings } from '../../../source/domain/entities.ts';
import { controlsOf, lossOf } from '../../../source/domain/protocols/controls.ts';
import { expectedAndGiven, protocolsReason } from '../../../source/domain/protocols/violation.ts';
import { t } from '../../../source/domain/text.ts';

function settings(change: Partial<SourceSettings['track']> = {}, blockedTo?: string): SourceSettings {
  return {
    sourceId: 's',
    track: {
      allowUnplannedEvents: true,
      allowUnplannedEventProperties: true,
      allowEventOnViolations: true,
      allowPropertiesOnViolations: true,
      commonEventOnViolations: 'ALLOW',
      ...change,
    },
    forwardingBlockedEventsTo: blockedTo,
  };
}

it.each([
  [{}, undefined, 'allow allow allow allow', 'none'],
  [{ allowUnplannedEventProperties: false }, undefined, 'allow omit allow allow', 'fields'],
  [{ allowPropertiesOnViolations: false }, undefined, 'allow allow omit allow', 'fields'],
  [{ commonEventOnViolations: 'OMIT_PROPERTIES' }, undefined, 'allow allow allow omit', 'fields'],
  [{ allowUnplannedEvents: false }, undefined, 'block allow allow allow', 'events'],
  [
    { allowEventOnViolations: false, allowPropertiesOnViolations: false },
    undefined,
    'allow allow block allow',
    'events',
  ],
  [{ commonEventOnViolations: 'BLOCK' }, 'kept', 'allow allow allow block', 'kept'],
  [{ commonEventOnViolations: 'SOMETHING_NEW' as OnViolation }, undefined, 'allow allow allow allow', 'none'],
] as const)('controls %j, blocked events to %s: %s, loses %s', (track, blockedTo, controls, loss) => {
  const of = settings(track, blockedTo);
  const { unplannedEvents, unplannedProperties, schemaViolations, commonViolations } = controlsOf(of);
  expect([unplannedEvents, unplannedProperties, schemaViolations, commonViolations].join(' ')).toBe(controls);
  expect(lossOf(of)).toBe(loss);
});

it.each([
  ['schema_violation', 'schema'],
  ['unplanned_and_schema_violation', 'schema'],
  ['common_schema_violation', 'schema'],
  ['unplanned', 'unplanned'],
  ['event_setting', undefined],
  ['brand_new', undefined],
  [undefined, undefined],
])('the reason %s counts as %s', (code, kind) => {
  expect(protocolsReason(code)).toBe(kind);
});

it('reads the expected and the given type out of a sentence, and nothing out of others', () => {
  expect(expectedAndGiven(t`Invalid type. Expected: number, given: string`)).toEqual({
    expected: 'number',
    given: 'string',
  });
  expect(expectedAndGiven(t`properties.total is required`)).toBeUndefined();
});
