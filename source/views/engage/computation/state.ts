import { agoText, clock } from '../../../domain/format.ts';
import { type SafeText, sanitise, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { line, lineWidth, span } from '../../../theme/line.ts';
import type { ComputationPage, ComputationRow } from '../../../workspace/engage/computations.ts';
import { spacesStanding } from '../../../workspace/engage/computations.ts';
import { audiences, users } from '../../../workspace/resources/pages.ts';
import { noneText } from '../../kit/need-states.ts';
import { factRow, type PageRow, textRow } from '../../kit/page-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { actorText, problemText } from '../../kit/words.ts';
import { cadenceText, nextText, runSpans, sizeText, stateMark, statusSpan } from '../words.ts';

/** What it is and does now, how many are in it, when it is computed, and who made and changed it (rule 130). */
export function stateRows(
  { id, row, runs, kind, items }: ComputationPage,
  context: ViewContext,
  width: number,
): PageRow[] {
  const { glyphs, now, read } = context;
  // The first row can be selected, so that the page opens at its top; it leads to all the trail has of it.
  const way = { key: 'state', open: pages.audit.at({ resource: id }) };
  if (!row) {
    const why = noneText(spacesStanding(read, kind), t`spaces`, t`no space that was read has it any more`);
    return [
      { ...way, line: line(span(glyphs.inactive, 'dim'), t` `, ...runSpans(runs, kind, now, Math.max(1, width - 2))) },
      textRow(span(t`Known from the audit trail only: ${why}`, 'warn')),
    ];
  }
  const { own, space } = row;
  const state = line(stateMark(row.state, glyphs), t` `, statusSpan(row), t`  `);
  const room = Math.max(1, width - lineWidth(state));
  return [
    { ...way, line: line(...state.spans, ...runSpans(runs, kind, now, room)) },
    ...(own.description === '' ? [] : [textRow(span(own.description, 'dim'))]),
    ...audienceRows(row, context),
    factRow(t`Space`, space.name, span(t`  key ${own.key}`, 'dim')),
    personRow(t`Created`, own.createdAt, own.createdBy, items, context, width),
    personRow(t`Changed`, own.updatedAt, own.updatedBy, items, context, width),
  ];
}

function audienceRows({ audience, space }: ComputationRow, { read, now }: ViewContext): PageRow[] {
  if (!audience) return [];
  const { fetchedAt, error } = read(audiences(space.id));
  const size = sizeText(audience);
  const age = fetchedAt === undefined ? t`` : t`  as read ${agoText(fetchedAt, now)}`;
  const stale = error ? t`, not renewed: ${problemText(error)}` : t``;
  const { nextRunAt } = audience;
  return [
    factRow(
      t`Members`,
      size === undefined ? span(t`the API does not tell`, 'dim') : span(size, 'strong'),
      span(age, 'dim'),
      span(stale, 'warn'),
    ),
    factRow(
      t`Computed`,
      cadenceText(audience),
      span(nextRunAt === undefined ? t`` : t`  next run ${nextText(nextRunAt, now)}, ${clock(nextRunAt, now)}`, 'dim'),
    ),
  ];
}

/** When and by whom: the API gives ids of people, whose names an owner's token or the trail tells. */
function personRow(
  name: SafeText,
  at: number | undefined,
  by: string | undefined,
  items: ComputationPage['items'],
  { read, now }: ViewContext,
  width: number,
): PageRow {
  const when = at === undefined ? t`–` : clock(at, now);
  const age = at === undefined || width < 60 ? t`` : t`  ${agoText(at, now)}`;
  if (by === undefined) return factRow(name, when, span(age, 'dim'));
  const person = read(users).data?.find(({ id }) => id === by);
  const acted = items.find(({ actor }) => actor === `users/${by}`);
  const who = person ? person.email || person.name : acted ? actorText(acted) : sanitise(by);
  return factRow(name, when, span(age, 'dim'), t`  by `, span(who, 'info'));
}
