import type { Standing } from '../../domain/proof.ts';
import { type SafeText, t } from '../../domain/text.ts';
import { standingOf, togetherOf } from '../../workspace/polling/proof.ts';
import { examplePayload, type PrivacyFields, privacyFields } from '../../workspace/privacy/fields.ts';
import { type ColorFlow, colorFlows } from '../../workspace/privacy/flows.ts';
import { payloadsStanding, type SeenPayload } from '../../workspace/privacy/payloads.ts';
import { plansStanding } from '../../workspace/protocols/violations.ts';
import * as resources from '../../workspace/resources/common.ts';
import { remembered } from '../kit/remembered.ts';
import type { ViewContext } from '../kit/view.ts';
import { destinationsText } from '../kit/words/privacy.ts';

/** What the pages about privacy share, worked out once for each change of the data or of the user's own colours. */

const fields = remembered<PrivacyFields>();
const flows = remembered<readonly ColorFlow[]>();
const reaches = remembered<ReadonlyMap<string, readonly ColorFlow[]>>();

/** Every field that is known, worked out once for what was read and classified. */
export function fieldsFor({ overview, read, local, now }: ViewContext): PrivacyFields {
  return fields({ read }, [overview, local.privacy], () => privacyFields(read, local.privacy, now));
}

/** Where the colours come from and go to, worked out once for the fields of now. */
export function flowsFor(context: ViewContext): readonly ColorFlow[] {
  const { all } = fieldsFor(context);
  return flows(context, [context.overview, all], () => colorFlows(context.read, all, context.local.privacy));
}

const examples = remembered<SeenPayload | undefined>();

/** The newest payload that has a field. */
export function exampleOf({ overview, read }: ViewContext, path: string): SeenPayload | undefined {
  return examples({ read }, [overview, path], () => examplePayload(read, path));
}

/** How far the payloads have been read that a field may be in. */
export function examplesStanding({ read, period }: ViewContext): Standing {
  return payloadsStanding(read, period);
}

const nowhere: readonly ColorFlow[] = [];

/** The destinations that a field gets to. */
export function reachOf(context: ViewContext, path: string): readonly ColorFlow[] {
  const all = flowsFor(context);
  const byPath = reaches(context, [all], () => {
    const found = new Map<string, ColorFlow[]>();
    for (const flow of all.filter(({ kind }) => kind === 'destination'))
      for (const field of Object.values(flow.fields).flat()) {
        const known = found.get(field.path);
        if (known) known.push(flow);
        else found.set(field.path, [flow]);
      }
    return found;
  });
  return byPath.get(path) ?? nowhere;
}

/** Whether it is known where fields get to: what carries them, and all that receives. */
export function reachStanding(context: ViewContext): Standing {
  const { read } = context;
  const lists = standingOf(read(resources.sources), read(resources.destinations));
  return togetherOf(fieldsFor(context).standing, plansStanding(read), lists);
}

/** `3 destinations`; `3+ destinations` while there may be more. */
export function reachCount(reach: number, { kind }: Standing): SafeText {
  return kind === 'whole' ? destinationsText(reach) : t`${reach}+ destinations`;
}

/** To how many destinations something gets; a dash while *none* is not proven. */
export function reachText(context: ViewContext, reach: number): SafeText {
  const standing = reachStanding(context);
  return reach === 0 && standing.kind !== 'whole' ? t`–` : reachCount(reach, standing);
}
