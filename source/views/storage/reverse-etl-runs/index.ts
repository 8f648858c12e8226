import type { Notice } from '../../../components/notice.ts';
import { agoText, clock, compact } from '../../../domain/format.ts';
import type { ReverseEtlSync } from '../../../domain/storage/reverse-etl.ts';
import { runAdvice, runErrorCode } from '../../../domain/storage/reverse-etl-causes.ts';
import { type SafeText, sanitise, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { line, span } from '../../../theme/line.ts';
import { padToWidth } from '../../../theme/width.ts';
import { pageNeeds } from '../../../workspace/needs/page.ts';
import { reverseEtlNeeds } from '../../../workspace/needs/reverse-etl.ts';
import { lostIn } from '../../../workspace/polling/proof.ts';
import { reverseEtlModels } from '../../../workspace/resources/pages.ts';
import { failedInRowText } from '../../../workspace/storage/health.ts';
import { type ModelRuns, modelsOf, reverseEtl } from '../../../workspace/storage/reverse-etl.ts';
import { keyText } from '../../kit/key-words.ts';
import { emptyNotice, noneSpan, noneText } from '../../kit/need-states.ts';
import { sentence, wrappedFact } from '../../kit/page-rows.ts';
import { factRow, type PageRow, pageView, textRow, turnedOf } from '../../kit/page-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { scheduleText } from '../../kit/words/mappings.ts';
import { syncMark } from '../../kit/words/syncs.ts';
import { problemText } from '../../kit/words.ts';
import { optionalWhole, runSpan, runsMark, runsStateText } from '../reverse-etl-words.ts';

const indented = 2;

const modelIdAt = (place: ViewContext['place']): string => pages.reverseEtlRuns.of(place).model ?? '';

/** The runs that the place names: those of one mapping, or of the worst one where it names none. */
export function runsAt({ read, place }: Pick<ViewContext, 'read' | 'place'>): ModelRuns | undefined {
  const { mapping: wanted } = pages.reverseEtlRuns.of(place);
  const { rows } = reverseEtl(read, { model: modelIdAt(place) });
  // A model without any mapping has one row, which tells so; the runs for another mapping are not those that were asked for.
  return rows.find(({ mapping }) => wanted === undefined || mapping === undefined || mapping.id === wanted);
}

/** Why there are no runs to show: what was asked for is gone, or not all was read that could tell. */
export function whyAbsent({ read, place, keyOf }: Pick<ViewContext, 'read' | 'place' | 'keyOf'>): Notice {
  const model = modelIdAt(place);
  const help = keyText({ keyOf }, 'back', t`back`);
  if (modelsOf(read, { model }).length === 0)
    return emptyNotice(read(reverseEtlModels), t`models`, {
      title: t`This model is no longer in the workspace`,
      help,
    });
  return emptyNotice(reverseEtl(read, { model }).standing, t`mappings`, {
    title: t`The mapping no longer takes this model`,
    help,
  });
}

/** Runs of one model for one mapping: what each took from the warehouse, what arrived, and why not (rule 121). */
export const reverseEtlRuns = pageView<ModelRuns>({
  id: pages.reverseEtlRuns.id,
  aliases: [],
  title: ({ read, place }) => modelsOf(read, { model: modelIdAt(place) })[0]?.name ?? t`Model`,
  model: runsAt,
  absent: whyAbsent,
  subject: ({ model: { id, name, sourceId } }) => ({ kind: 'model', id, name, parent: sourceId }),
  sections: (row, context, width) => [
    { title: t``, rows: factRows(row, context, width) },
    { title: t`Runs, newest first`, rows: runRows(row, context, width - indented) },
    { title: t`Query`, rows: wrapped(row.model.query, width - indented) },
  ],
  needs: (_, { read, place }) => pageNeeds(read, () => reverseEtlNeeds(read, { model: modelIdAt(place) })),
});

const wrapped = (text: SafeText, width: number): PageRow[] =>
  text === '' ? [textRow(span(t`none given`, 'dim'))] : sentence(text, width, 'text');

export function factRows(row: ModelRuns, { glyphs, now }: ViewContext, width: number): PageRow[] {
  const { model, source, mapping, destination, failedInRow, lastGood } = row;
  const link = (key: string, name: SafeText, text: SafeText, target: PageRow['open']): PageRow => ({
    key,
    open: target,
    line: factRow(name, span(text, 'accent')).line,
  });
  return [
    factRow(
      t`Status`,
      runsMark(row, glyphs),
      t` ${runsStateText(row)}`,
      failedInRow > 1 ? span(t`  ${failedInRowText(row, t`run`)}`, 'bad') : undefined,
    ),
    lastGood
      ? factRow(
          t`Last good run`,
          clock(lastGood.start, now),
          span(t`  ${agoText(lastGood.end ?? lastGood.start, now)}`, 'dim'),
        )
      : factRow(
          t`Last good run`,
          noneSpan(row.runs ?? row.mappings, t`runs`, t`none among the runs read`, mapping ? 'warn' : 'dim'),
        ),
    link('source', t`Source`, source?.name ?? sanitise(model.sourceId), pages.source.at(model.sourceId)),
    ...(mapping && destination
      ? [
          link('destination', t`Destination`, destination.name, pages.destination.at(destination.id)),
          link('mapping', t`Mapping`, mapping.name, pages.mapping.at({ id: destination.id, mapping: mapping.id })),
          factRow(t`Runs`, mapping.schedule ? scheduleText(mapping.schedule) : span(t`no schedule given`, 'dim')),
        ]
      : wrappedFact(
          t`Mapping`,
          noneText(row.mappings, t`mappings`, t`none takes this model: its rows go nowhere`),
          width,
          'warn',
        )),
    factRow(t`Identifier`, model.identifierColumn),
    ...(model.description === '' ? [] : wrappedFact(t`About`, model.description, width, 'dim')),
  ];
}

/** The newest run that did not end well is unfolded, the others are folded; Enter toggles one. */
export function runRows({ runs, mapping, mappings }: ModelRuns, context: ViewContext, width: number): PageRow[] {
  if (!mapping || !runs)
    return sentence(noneText(mappings, t`mappings`, t`None: a model runs for the mappings that take it.`), width);
  const { data, error } = runs;
  if (!data) {
    if (!error) return [textRow(span(t`Reading runs…`, 'dim'))];
    return [textRow(span(problemText(error), 'warn')), ...sentence(error.message, width)];
  }
  if (data.items.length === 0) return sentence(noneText(runs, t`runs`, t`No runs yet.`), width, 'warn');
  const open = data.items.find((run) => runAdvice(run));
  const turned = new Set(turnedOf(context));
  const lost = lostIn(runs);
  return [
    ...(error ? [textRow(span(t`not renewed: ${problemText(error)}`, 'warn'))] : []),
    ...data.items.flatMap((run) => oneRun(run, (run === open) !== turned.has(run.id), context, width)),
    ...(lost ? [textRow(span(t`not all of them: ${lost.message}`, 'warn'))] : []),
    ...(data.next === undefined ? [] : [textRow(span(t`older runs are not read`, 'dim'))]),
  ];
}

/** A run as a row, and where it is unfolded all that it tells. */
export function oneRun(
  run: ReverseEtlSync,
  isOpen: boolean,
  context: Pick<ViewContext, 'glyphs' | 'now'>,
  width: number,
): PageRow[] {
  const { id, start, duration, extract, load } = run;
  const { glyphs, now } = context;
  const word = runSpan(run);
  const failed = load?.failed ?? 0n;
  const head: PageRow = {
    key: `run:${id}`,
    fold: id,
    line: line(
      span(t`${isOpen ? glyphs.unfolded : glyphs.folded} `, 'dim'),
      syncMark(run.status, glyphs),
      span(t` ${padToWidth(clock(start, now), 13)}`, 'dim'),
      span(padToWidth(word.text, 16), word.tone),
      span(padToWidth(duration, 8), 'dim'),
      t`extracted ${extract?.extracted === undefined ? t`–` : compact(extract.extracted)}  `,
      t`loaded ${load?.delivered === undefined ? t`–` : compact(load.delivered)}  `,
      span(t`failed ${load?.failed === undefined ? t`–` : compact(load.failed)}`, failed > 0n ? 'bad' : 'dim'),
    ),
  };
  if (!isOpen) return [head];
  return [head, ...detailRows(run, now, width - 4).map((row) => ({ ...row, line: line(t`    `, ...row.line.spans) }))];
}

function phaseText(start: number | undefined, end: number | undefined, now: number): SafeText {
  if (start === undefined) return t``;
  return end === undefined ? t`  from ${clock(start, now)}` : t`  ${clock(start, now)} to ${clock(end, now)}`;
}

/** Why a run tells nothing of what it loaded; of one that ended in another way that is not known. */
const noLoad: Readonly<Partial<Record<ReverseEtlSync['status'], SafeText>>> = {
  running: t`not yet`,
  failure: t`it did not come to that`,
};

function detailRows(run: ReverseEtlSync, now: number, width: number): PageRow[] {
  const { extract, load, error } = run;
  const code = runErrorCode(run);
  const advice = runAdvice(run);
  return [
    extract
      ? factRow(
          t`Extract`,
          t`${optionalWhole(extract.added)} added, ${optionalWhole(extract.updated)} updated, ${optionalWhole(extract.deleted)} deleted`,
          span(phaseText(extract.start, extract.end, now), 'dim'),
        )
      : factRow(t`Extract`, span(t`not given`, 'dim')),
    load
      ? factRow(
          t`Load`,
          t`${optionalWhole(load.delivered)} delivered, `,
          span(t`${optionalWhole(load.failed)} failed`, (load.failed ?? 0n) > 0n ? 'bad' : 'text'),
          span(phaseText(load.start, load.end, now), 'dim'),
        )
      : factRow(t`Load`, span(noLoad[run.status] ?? t`not given`, 'dim')),
    ...(code === '' ? [] : wrappedFact(t`Error code`, code, width, 'bad')),
    ...(error === '' ? [] : wrappedFact(t`Error`, error, width, 'bad')),
    ...(advice
      ? [...wrappedFact(t`Cause`, advice.cause, width, 'strong'), ...wrappedFact(t`What helps`, advice.action, width)]
      : []),
    factRow(t`Run id`, span(sanitise(run.id), 'dim')),
  ];
}
