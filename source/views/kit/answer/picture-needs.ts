import type { Attention } from '../../../workspace/needs/delivery.ts';
import { overviewNeeds } from '../../../workspace/needs/overview.ts';
import type { Need } from '../../../workspace/polling/resource.ts';
import { remembered } from '../remembered.ts';
import type { ViewContext } from '../view.ts';

const kept = remembered<readonly Need[]>();

/**
 * What the picture of the whole workspace is read from, for pages that stand in it. Worked out once for each change of data or of
 * what is attended to: thousands of reads are inspected for it, and every key asks.
 */
export const pictureNeeds = (context: ViewContext, attention: Attention): readonly Need[] =>
  kept(context, [context.overview, attention], () =>
    overviewNeeds(context.read, context.period, context.now, attention),
  );
