import type { Block } from '../../../components/block.ts';
import type { Column } from '../../../components/table/columns.ts';
import { type PiiMatcher, piiMatchers } from '../../../domain/privacy/pii-matchers.ts';
import { valueMatchers } from '../../../domain/privacy/pii-values.ts';
import { atHand } from '../../../domain/proof.ts';
import { joined, type SafeText, sanitise, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { line, span } from '../../../theme/line.ts';
import { firstFit } from '../../../theme/width.ts';
import { wrap } from '../../../theme/wrap.ts';
import { privacyFieldNeeds } from '../../../workspace/needs/privacy.ts';
import type { PrivacyField } from '../../../workspace/privacy/fields.ts';
import { keyName } from '../../kit/key-words.ts';
import { noneSpan } from '../../kit/need-states.ts';
import { tableView } from '../../kit/table-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { colorSpans, list, matchText } from '../../kit/words/privacy.ts';
import { fieldsFor } from '../data.ts';

interface MatcherRow {
  readonly matcher: PiiMatcher;
  readonly hits: readonly PrivacyField[];
}

const columns: readonly Column<MatcherRow>[] = [
  {
    id: 'matcher',
    header: t`Matcher`,
    width: { min: 14, max: 24 },
    priority: 0,
    cell: ({ matcher }) => matcher.name,
    sort: ({ matcher }) => matcher.name,
  },
  {
    id: 'color',
    header: t`Default`,
    width: 8,
    priority: 0,
    cell: ({ matcher }, { glyphs }) => colorSpans(matcher.color, glyphs),
    sort: ({ matcher }) => matcher.color,
  },
  {
    id: 'on',
    header: t`Matches on`,
    width: 10,
    priority: 1,
    cell: ({ matcher }) => span(valueMatchers.has(matcher.name) ? t`key, value` : t`key`, 'dim'),
    sort: ({ matcher }) => (valueMatchers.has(matcher.name) ? 1 : 0),
  },
  {
    id: 'hits',
    header: t`Hits`,
    width: 5,
    align: 'right',
    priority: 0,
    cell: ({ hits }) => span(hits.length > 0 ? t`${hits.length}` : t`–`, hits.length > 0 ? 'strong' : 'dim'),
    sort: ({ hits }) => hits.length,
  },
  {
    id: 'fields',
    header: t`Fields`,
    width: { min: 16, grow: 1 },
    priority: 2,
    cell: ({ hits }) => span(joined(paths(hits), t`, `), 'dim'),
  },
];

const paths = (fields: readonly PrivacyField[]): SafeText[] => fields.map(({ path }) => path);

/** The default matchers and what they hit (P-05; rule 141): red before yellow, those that hit most first. */
export const detection = tableView<MatcherRow>({
  id: pages.privacy.id,
  aliases: [],
  title: () => t`Detection`,
  rows: matcherRows,
  columns,
  rowKey: ({ matcher }) => matcher.name,
  open: ({ matcher, hits }) =>
    hits.length > 0 ? pages.privacy.at({ tab: 'inbox', matcher: matcher.name }) : undefined,
  subject: ({ matcher }) => ({ kind: 'other', id: matcher.name, name: matcher.name }),
  head: (context, _, width) => head(context, width),
  detail,
  // The table of matchers is part of segtop, so it is never empty.
  empty: () => ({ kind: 'empty', proof: atHand, title: t`No matcher` }),
  needs: ({ read, period }) => privacyFieldNeeds(read, period),
});

function matcherRows(context: ViewContext): readonly MatcherRow[] {
  const { all } = fieldsFor(context);
  const byMatcher = Map.groupBy(all, ({ match }) => match?.matcher);
  return piiMatchers
    .map((matcher) => ({ matcher, hits: byMatcher.get(matcher.name) ?? [] }))
    .toSorted((a, b) =>
      a.matcher.color === b.matcher.color ? b.hits.length - a.hits.length : a.matcher.color === 'red' ? -1 : 1,
    );
}

function head(context: Pick<ViewContext, 'keyOf'>, width: number): Block {
  const key = keyName(context, 'browser');
  const full = t`Segment's default matchers, worked by segtop on the fields it knows. Your own matchers: web app only (${key}).`;
  const short = t`Default matchers, worked by segtop; your own: web app (${key})`;
  return [line(t` `, span(firstFit([full, short], width - 1), 'dim'))];
}

function detail({ matcher, hits }: MatcherRow, context: ViewContext, width: number): Block {
  const { glyphs } = context;
  const [, ...spellings] = matcher.phrases.map((words) => sanitise(words.join(' ')));
  const also = spellings.length > 0 ? t`Also ${list(spellings, 12)}.` : t``;
  const value = valueMatchers.has(matcher.name) ? t` A value that looks like one hits too.` : t``;
  return [
    line(span(matcher.name, 'strong'), t`  `, ...colorSpans(matcher.color, glyphs)),
    ...wrap(t`${also}${value}`, width).map((row) => line(span(row, 'dim'))),
    line(),
    ...(hits.length === 0
      ? [line(noneSpan(fieldsFor(context).standing, t`Tracking plans`, t`Hits no field that is known`))]
      : []),
    ...hits.flatMap(({ path, match }) => [line(path), line(span(t`  ${matchText(match, glyphs)}`, 'dim'))]),
  ];
}
