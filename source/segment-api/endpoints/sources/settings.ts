import * as z from 'zod/mini';
import type { OnViolation, SourceSettings } from '../../../domain/entities.ts';
import type { Answer } from '../../../domain/problem.ts';
import type { ReadOptions } from '../../../domain/queries.ts';
import type { Client } from '../../client.ts';
import { ifGiven, noteOdd } from '../../reading/fields.ts';
import { parseOne } from '../../reading/rows.ts';

export const settingsOperation = 'GET /sources/{id}/settings';

const choices: readonly OnViolation[] = ['ALLOW', 'BLOCK', 'OMIT_PROPERTIES', 'OMIT_TRAITS'];

/** Everything passes unless the answer says otherwise: so a source is set without Protocols (rule 96). */
const allowed = (name: string) => ifGiven(name, z.boolean(), true);
const onViolation = z.pipe(
  z.optional(z.unknown()),
  z.transform((word): OnViolation => {
    const known = choices.find((choice) => choice === String(word).toUpperCase());
    if (known === undefined && word !== undefined && word !== null && word !== '')
      noteOdd('commonEventOnViolations: not known');
    return known ?? 'ALLOW';
  }),
);
const track = z.object({
  allowUnplannedEvents: allowed('allowUnplannedEvents'),
  allowUnplannedEventProperties: allowed('allowUnplannedEventProperties'),
  allowEventOnViolations: allowed('allowEventOnViolations'),
  allowPropertiesOnViolations: allowed('allowPropertiesOnViolations'),
  commonEventOnViolations: onViolation,
});

/** Forwarding that is not set comes as an empty text (rule 97). */
const forwarding = (name: string) =>
  z.pipe(
    ifGiven(name, z.string(), ''),
    z.transform((value) => value || undefined),
  );

const schema = z.object({
  track: z.pipe(
    z.nullish(z.record(z.string(), z.unknown())),
    z.transform((value) => z.parse(track, value ?? {})),
  ),
  forwardingViolationsTo: forwarding('forwardingViolationsTo'),
  forwardingBlockedEventsTo: forwarding('forwardingBlockedEventsTo'),
});

export async function readSourceSettings(
  client: Client,
  sourceId: string,
  options?: ReadOptions,
): Promise<Answer<SourceSettings>> {
  const data = await client.read({ operation: settingsOperation, ids: [sourceId] }, options);
  const { value, problems } = parseOne(schema, data.settings, settingsOperation);
  return { value: { sourceId, ...value }, problems };
}
