import type { SafeText } from '../../../domain/text.ts';
import { sanitise, t } from '../../../domain/text.ts';
import { pages, type Target } from '../../../state/pages.ts';
import type { Subject } from '../../../state/pane.ts';
import type { EventRef } from '../../../workspace/resources/violations.ts';
import type { ViewContext } from '../../kit/view.ts';
import { sourceName } from '../../kit/words/protocols.ts';

/** How the pages about violations name and address what they are about. */

type Context = Pick<ViewContext, 'overview' | 'place'>;

export const sourceIdOf = ({ place }: Pick<Context, 'place'>): string => pages.violationSample.of(place).source ?? '';

export function eventOf({ place }: Pick<Context, 'place'>): EventRef {
  const { event, type = '' } = pages.violationSample.of(place);
  return { eventName: event, eventType: type };
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
  return pages.violationList.at({ source, type, event });
}

export function sampleTarget(
  source: string,
  { eventName: event, eventType: type }: EventRef,
  violation: string,
): Target {
  return pages.violationSample.at({ source, type, event, violation });
}
