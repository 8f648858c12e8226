import { ago, clock, durationText } from '../../../domain/format.ts';
import {
  isOverdue,
  type Regulation,
  type RegulationProgress,
  regulationRank,
  regulationStage,
} from '../../../domain/privacy/regulations.ts';
import { joined, type SafeText, sanitise, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { line, span } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';
import { regulationNeeds } from '../../../workspace/needs/privacy.ts';
import { isWhole } from '../../../workspace/polling/proof.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { regulation as regulationResource, regulations } from '../../../workspace/resources/pages.ts';
import { subjectAnswer } from '../../kit/answer/subject.ts';
import { keyText } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { factRow, type PageRow, pageView, type Section, textRow } from '../../kit/page-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { privacyRoles } from '../../kit/words/privacy.ts';
import { problemText } from '../../kit/words.ts';
import { regulationSpans, subjectsText, unfinishedText } from '../regulation-words.ts';

interface Model {
  readonly progress: RegulationProgress;
  /** Its row of the list, which alone tells its type and whom it concerns. */
  readonly entry: Regulation | undefined;
}

const idOf = ({ place }: ViewContext): string => pages.regulation.of(place).id ?? '';
const entryOf = (context: ViewContext): Regulation | undefined =>
  context.read(regulations).data?.find(({ id }) => id === idOf(context));

/** One request about people's data and how far each destination is with it (T-01; rule 147). */
export const regulation = pageView<Model>({
  id: pages.regulation.id,
  aliases: [],
  title: (context) => entryOf(context)?.type ?? t`Regulation`,
  model: (context) => {
    const progress = context.read(regulationResource(idOf(context))).data;
    return progress && { progress, entry: entryOf(context) };
  },
  absent: (context) => {
    const gone = { title: t`The API no longer has it`, help: keyText(context, 'back', t`back`) };
    return emptyNotice(context.read(regulationResource(idOf(context))), t`the regulation`, gone, 'empty', privacyRoles);
  },
  subject: ({ progress }) => ({ kind: 'other', id: progress.id, name: sanitise(progress.id) }),
  sections: (model, context) => [{ title: t``, rows: facts(model, context) }, ...bySource(model, context)],
  answer: (_, context, row) => row?.subject && subjectAnswer(row.subject, context, t`opens the connection`),
  needs: (_, context) => regulationNeeds(context.read, idOf(context)),
});

function facts({ progress, entry }: Model, context: ViewContext): PageRow[] {
  const { now, glyphs, read } = context;
  const { status, createdAt, finishedAt, destinations } = progress;
  const late = isOverdue(progress, now) ? span(t`  over the 30 days that Segment promises`, 'bad') : undefined;
  const wrong = destinations.filter((each) => regulationStage(each) === 'wrong').length;
  const snapshot = read(regulationResource(idOf(context)));
  const { error } = snapshot;
  return [
    factRow(
      t`Status`,
      ...regulationSpans(status, glyphs),
      late,
      error && span(t`  not renewed: ${problemText(error)}`, 'warn'),
    ),
    ...(entry
      ? [
          factRow(t`Type`, entry.type),
          factRow(
            t`Whom`,
            subjectsText(entry.subjects),
            span(t`  ${joined(entry.subjects.some.slice(0, 5), t`  `)}`, 'dim'),
          ),
        ]
      : []),
    ...(createdAt === undefined
      ? []
      : [factRow(t`Created`, clock(createdAt, now), span(t`  ${ago(createdAt, now)}`, 'dim'))]),
    factRow(
      t`Finished`,
      finishedAt === undefined ? unfinishedText(progress) : clock(finishedAt, now),
      finishedAt !== undefined && createdAt !== undefined
        ? span(t`  after ${durationText(finishedAt - createdAt)}`, 'dim')
        : undefined,
    ),
    factRow(
      t`Destinations`,
      isWhole(snapshot) ? t`${destinations.length}` : atLeast(destinations.length),
      span(wrong > 0 ? t`  ${wrong} failed` : t``, 'bad'),
    ),
    ...(wrong > 0
      ? [textRow(span(t`One destination that cannot delete makes the whole of it failed, as Segment counts.`, 'dim'))]
      : []),
  ];
}

const atLeast = (count: number): SafeText => (count === 0 ? t`–` : t`${count}+`);

/** What went wrong stands first in each source. */
function bySource({ progress }: Model, context: ViewContext): Section[] {
  const { read } = context;
  const sources = read(resources.sources).data ?? [];
  const groups = Map.groupBy(progress.destinations, ({ sourceId }) => sourceId);
  return [...groups].map(([sourceId, destinations]) => ({
    title: sources.find(({ id }) => id === sourceId)?.name ?? sanitise(sourceId),
    rows: destinations
      .toSorted((a, b) => regulationRank(a) - regulationRank(b))
      .map(
        ({ id, name, status, error, finishedAt }): PageRow => ({
          key: `destination:${sourceId}:${id}`,
          open: pages.destination.at(id),
          subject: { kind: 'destination', id, name },
          line: line(
            padToWidth(name, 22),
            t` `,
            ...regulationSpans(status, context.glyphs),
            span(finishedAt === undefined ? t`` : t`  ${clock(finishedAt, context.now)}`, 'dim'),
            span(error === '' ? t`` : t`  ${error}`, 'bad'),
          ),
        }),
      ),
  }));
}
