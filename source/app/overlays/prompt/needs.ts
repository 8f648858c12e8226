import { priority } from '../../../domain/queries.ts';
import type { Period } from '../../../domain/time.ts';
import type { Prompt } from '../../../state/store.ts';
import type { Need } from '../../../workspace/polling/resource.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { eventNames } from '../../../workspace/resources/pages.ts';

/** Shorter lines match nothing, so no names are needed yet. */
const leastLetters = 2;

/** Read only for somebody who looks for a name: the names of all events in one request, and things that Home does not show. */
export function finderNeeds({ text }: Prompt, period: Period): Need[] {
  if (text.trim().length < leastLetters) return [];
  const visible = { priority: priority.visible };
  return [
    { resource: eventNames(period), ...visible },
    { resource: resources.trackingPlans, ...visible },
    { resource: resources.warehouses, ...visible },
  ];
}
