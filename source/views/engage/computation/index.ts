import { type SafeText, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { span } from '../../../theme/line.ts';
import {
  type ComputationKind,
  type ComputationPage,
  computationPage,
  spacesStanding,
} from '../../../workspace/engage/computations.ts';
import { computationNeeds } from '../../../workspace/needs/engage.ts';
import { keyText } from '../../kit/key-words.ts';
import { emptyNotice, noneSpan } from '../../kit/need-states.ts';
import { sentence } from '../../kit/page-rows.ts';
import { type PageRow, pageView, textRow } from '../../kit/page-view.ts';
import type { View, ViewContext } from '../../kit/view.ts';
import { kindNames } from '../words.ts';
import { destinationRows } from './destinations.ts';
import { changeRows, runRows, triageRows } from './history.ts';
import { stateRows } from './state.ts';

/** The query in Segment's own language, each AND and OR on a row of its own. */
function definitionRows({ kind, row }: ComputationPage, { read }: ViewContext, width: number): PageRow[] {
  // Only the lists of spaces tell it: of what none of them had so far nothing can be said.
  if (!row) return [textRow(noneSpan(spacesStanding(read, kind), t`spaces`, t`Not known`))];
  const query = row.own.definition;
  if (query === '') return [textRow(span(t`The API does not tell its definition.`, 'dim'))];
  const clauses = query.split(/ (?=(?:AND|OR) )/) as (typeof query)[];
  return clauses.flatMap((clause) => sentence(clause, width, 'accent'));
}

/** Columns that rows under a title stand further in. */
const indented = 2;

/** A page about one audience or trait: state, what triage says, runs, where it is sent, definition, changes (E-02). */
function computationView(kind: ComputationKind): View {
  const modelOf = ({ read, period, now, place }: ViewContext) =>
    computationPage(read, period, now, kind, pages.audience.of(place).id ?? '');
  const nameOf = (page: ComputationPage | undefined): SafeText =>
    page?.row?.own.name ?? page?.items[0]?.resourceName ?? kindNames[kind];
  return pageView<ComputationPage>({
    id: kind,
    aliases: [],
    title: (context) => nameOf(modelOf(context)),
    model: modelOf,
    absent: (context) =>
      emptyNotice(spacesStanding(context.read, kind), kindNames[kind], {
        title: t`No space has this ${kindNames[kind]} any more`,
        help: keyText(context, 'back', t`back`),
      }),
    subject: (page) => ({ kind, id: page.id, name: nameOf(page), parent: page.row?.space.id }),
    sections: (page, context, width) => {
      const room = width - indented;
      return [
        { title: t``, rows: stateRows(page, context, width) },
        { title: t`Triage`, rows: triageRows(page, context, room) },
        { title: t`Runs`, rows: runRows(page, context, room) },
        { title: t`Sent to`, rows: destinationRows(page, context) },
        { title: t`Definition`, rows: definitionRows(page, context, room) },
        { title: t`What changed`, rows: changeRows(page, context) },
      ];
    },
    needs: (_, { read, period, place }) =>
      computationNeeds(read, period, kind, pages.audience.of(place).id ?? '', pages.audience.of(place).space),
  });
}

export const audience = computationView('audience');
export const trait = computationView('trait');
