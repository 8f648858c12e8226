import type { Block } from '../../../components/block.ts';
import { notice } from '../../../components/notice.ts';
import { type SafeText, t, word } from '../../../domain/text.ts';
import { blank, type Line, line, span } from '../../../theme/line.ts';
import { wrap } from '../../../theme/wrap.ts';
import type { Snapshot } from '../../../workspace/polling/snapshot.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { keyName } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import type { ViewContext } from '../../kit/view.ts';
import type { Side } from './model.ts';

type Steps = readonly [title: SafeText, what: SafeText, ...steps: SafeText[]];

const stepsOf = (keys: Pick<ViewContext, 'keyOf'>): Readonly<Record<Side, Steps>> => ({
  sources: [
    t`Add your first source`,
    t`A source is a website, a mobile app, a server or a cloud app that sends data to this workspace.`,
    t`${keyName(keys, 'row.open')} opens the catalog (${keyName(keys, 'page.catalog')}): choose what you want data from, and see its steps and settings.`,
    t`${keyName(keys, 'browser')} copies the link to the web app: add the source there, and put its write key into your code.`,
    t`It appears here within five minutes; ${keyName(keys, 'refresh')} reads at once.`,
  ],
  destinations: [
    t`Connect your first destination`,
    t`A destination receives the data of one source: a tool of analytics, marketing or support, or a warehouse.`,
    t`${keyName(keys, 'row.open')} opens the catalog (${keyName(keys, 'page.catalog')}): ${keyName(keys, 'tab.next')} turns to destinations and warehouses, ${keyName(keys, 'row.open')} shows the steps.`,
    t`${keyName(keys, 'browser')} copies the link to the web app: choose the source that feeds it, fill in the settings, switch it on.`,
    t`It appears here within five minutes; ${keyName(keys, 'refresh')} reads at once.`,
  ],
});

/** A warehouse is a destination too; a plan without them has none. */
function groundOf(side: Side, { read }: ViewContext): readonly [Snapshot, ...Snapshot[]] {
  if (side === 'sources') return [read(resources.sources)];
  const warehouses = read(resources.warehouses);
  return warehouses.error?.kind === 'not-in-plan'
    ? [read(resources.destinations)]
    : [read(resources.destinations), warehouses];
}

/** What stands where a column would: loading, a failure, or how to begin (O-05). */
export function instead(side: Side, context: ViewContext, width: number, height: number): Block {
  const why = emptyNotice(groundOf(side, context), word(side), { title: t`` });
  if (why.kind !== 'empty') return notice(why, width, height);
  const [title, what, ...list] = stepsOf(context)[side];
  const wide = Math.min(width - 2, 72);
  const head = line(span(title, 'accent'));
  const about = wrap(what, wide).map((row) => line(row));
  const how = list.flatMap((step, index) =>
    wrap(step, wide - 3).map((row, at): Line => line(span(at === 0 ? t`${index + 1}. ` : t`   `, 'key'), row)),
  );
  const forms = [
    [head, blank, ...about, blank, ...how],
    [head, ...about, ...how],
    [head, ...how],
  ];
  return forms.find(({ length }) => length <= height) ?? forms[2]!;
}
