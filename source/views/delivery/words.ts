import type { Step } from '../../domain/delivery/counts.ts';
import type { Reason } from '../../domain/delivery/discard-reasons/index.ts';
import type { Destination } from '../../domain/entities.ts';
import { type SafeText, t } from '../../domain/text.ts';
import { pages } from '../../state/pages.ts';
import * as resources from '../../workspace/resources/common.ts';
import { keyText } from '../kit/key-words.ts';
import { emptyNotice } from '../kit/need-states.ts';
import type { ViewContext } from '../kit/view.ts';

/** The destination that a page is about. */
export function destinationAt({ read, place }: Pick<ViewContext, 'read' | 'place'>): Destination | undefined {
  return read(resources.destinations).data?.find(({ id }) => id === pages.destination.of(place).id);
}

/** `Mappings of Braze`, and `Mappings` while the name is not known. */
export function titleOf(what: SafeText, context: ViewContext): SafeText {
  const found = destinationAt(context);
  return found ? t`${what} of ${found.name}` : what;
}

/** Why there is no page about the destination. */
export const absentDestination = ({ read, keyOf }: ViewContext) =>
  emptyNotice(read(resources.destinations), t`destination`, {
    title: t`This destination is no longer in the workspace`,
    help: keyText({ keyOf }, 'back', t`back`),
  });

export const modeWords: Readonly<Record<Destination['mode'], SafeText>> = {
  cloud: t`Segment's servers call it: retries, filters and delivery numbers`,
  device: t`browsers and phones call it: no retries, filters or delivery numbers`,
  storage: t`fed by syncs: no delivery numbers`,
};

/** Filters and mappings act on what Segment's servers deliver: not in device mode, not on storage (rule 65). */
export const hasRules = ({ mode }: Pick<Destination, 'mode'>): boolean => mode === 'cloud';

/** The steps of the pipeline, as a list of codes is called after them. */
export const stepWords: Readonly<Record<Step, SafeText>> = {
  'successfully-received': t`Received`,
  'failed-on-ingest': t`Failed on ingest`,
  'filtered-at-source': t`Filtered at source`,
  'filtered-at-destination': t`Filtered at destination`,
  'failed-delivery': t`Failed delivery`,
  'successful-delivery': t`Delivered`,
};

/** What becomes of an event. */
export const fateWords: Readonly<Record<Reason['fate'], SafeText>> = {
  lost: t`lost, not sent again`,
  retried: t`sent again for about four hours`,
  filtered: t`kept back on purpose`,
  delivered: t`accepted after all`,
  unknown: t`not documented`,
};
