import type { Block } from '../../../components/block.ts';
import { notice } from '../../../components/notice.ts';
import { type SafeText, t, word } from '../../../domain/text.ts';
import { blank, type Line, line, span } from '../../../theme/line.ts';
import { wrap } from '../../../theme/wrap.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import type { ViewContext } from '../../kit/view.ts';
import type { Side } from './model.ts';

const steps: Readonly<Record<Side, readonly [title: SafeText, what: SafeText, ...steps: SafeText[]]>> = {
  sources: [
    t`Add your first source`,
    t`A source is a website, a mobile app, a server or a cloud app that sends data to this workspace.`,
    t`Enter opens the catalog (8): choose what you want data from, and see its steps and settings.`,
    t`o copies the link to the web app: add the source there, and put its write key into your code.`,
    t`It appears here within five minutes; r reads at once.`,
  ],
  destinations: [
    t`Connect your first destination`,
    t`A destination receives the data of one source: a tool of analytics, marketing or support, or a warehouse.`,
    t`Enter opens the catalog (8): l turns to destinations and warehouses, Enter shows the steps.`,
    t`o copies the link to the web app: choose the source that feeds it, fill in the settings, switch it on.`,
    t`It appears here within five minutes; r reads at once.`,
  ],
};

/** What stands where a column would: loading, a failure, or how to begin (O-05). */
export function instead(side: Side, { read }: ViewContext, width: number, height: number): Block {
  const resource = side === 'sources' ? resources.sources : resources.destinations;
  const snapshot = read<readonly unknown[]>(resource);
  if (snapshot.data === undefined) return notice(emptyNotice(snapshot, word(side), { title: t`` }), width, height);
  const [title, what, ...list] = steps[side];
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
