import type { SafeText } from '../../../domain/text.ts';
import { sanitise, t } from '../../../domain/text.ts';
import type { Subject } from '../../../state/pane.ts';
import type { Target } from '../../../state/place.ts';
import type { EventRef } from '../../../workspace/resources/violations.ts';
import type { ViewContext } from '../../kit/view.ts';
import { sourceName } from '../../kit/words/protocols.ts';

/** How the pages about violations name and address what they are about. */

type Context = Pick<ViewContext, 'overview' | 'place'>;

export const sourceIdOf = ({ place }: Pick<Context, 'place'>): string => place.params.source ?? '';

export function eventOf({ place: { params } }: Pick<Context, 'place'>): EventRef {
  return { eventName: params.event, eventType: params.type ?? '' };
}

/** Calls such as identify have no name: their type stands for it. */
export function eventName({ eventName: name, eventType }: EventRef): SafeText {
  return name === undefined ? t`${sanitise(eventType)} calls` : sanitise(name);
}

export function aboutSource(context: Context): Subject {
  const id = sourceIdOf(context);
  return { kind: 'source', id, name: sourceName(context, id) };
}

export function listTarget(source: string, { eventName: event, eventType: type }: EventRef): Target {
  return { view: 'violation-list', params: { source, type, ...(event === undefined ? {} : { event }) } };
}

export function sampleTarget(source: string, event: EventRef, violation: string): Target {
  return { view: 'violation-sample', params: { ...listTarget(source, event).params, violation } };
}
