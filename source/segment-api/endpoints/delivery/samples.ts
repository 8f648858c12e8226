import type { SampleSet } from '../../../domain/delivery/sample.ts';
import type { Answer } from '../../../domain/problem.ts';
import { t } from '../../../domain/text.ts';

/**
 * Payload samples: the Public API has no call for them, and the failure logs that would have them are a private beta
 * (rule 70). Costs no request.
 */
export async function readSamples(): Promise<Answer<SampleSet>> {
  const why = t`Failure logs, which would have them, are a private beta. The web app keeps up to ten samples of each error, on the Event Delivery tab of this page:`;
  return { value: { kind: 'unavailable', why, link: 'event-delivery' }, problems: [] };
}
