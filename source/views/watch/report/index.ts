import { type SafeText, sanitise, t } from '../../../domain/text.ts';
import { iso } from '../../../domain/time.ts';
import { pages } from '../../../state/pages.ts';
import { paneState } from '../../../state/place.ts';
import { line, span } from '../../../theme/line.ts';
import { wrap } from '../../../theme/wrap.ts';
import { overviewNeeds } from '../../../workspace/needs/overview.ts';
import type { Snapshot } from '../../../workspace/polling/snapshot.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { absentPage } from '../../kit/absent-page.ts';
import { keyText } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { remembered } from '../../kit/remembered.ts';
import { drawRowPage, type FactRow, filteredRows, stopsOf } from '../../kit/row-page.ts';
import { type DrawContext, type Drawn, defineView, type Pane, type Subject, type ViewContext } from '../../kit/view.ts';
import { type ReportSubject, reportFacts, reportNeeds, subjectOf } from './facts.ts';
import { nameOf, reportLines } from './lines.ts';

const pane = 'report';
/** Width rows are made for before the drawing size is known: only their keys matter then. */
const anyWidth = 80;

interface Model {
  readonly subject: ReportSubject | undefined;
  readonly lines: readonly SafeText[];
}

const models = remembered<Model>();

/** The report of an incident as Markdown: to read, to copy, to keep, to send. */
export const report = defineView<Model>({
  id: pages.report.id,
  aliases: [],
  title: () => t`Incident report`,
  model: (context) =>
    models({ read: context.read }, [context.overview, context.place.params, context.local, context.glyphs], () => {
      const subject = subjectOf(context.overview, context.place);
      return { subject, lines: subject ? reportLines(reportFacts(context, subject), context.glyphs) : [] };
    }),
  panes: (model, context) => [paneOf(model, context)],
  draw: (model, context) => (model.subject ? drawReport(model, context) : drawAbsent(context)),
  needs: ({ subject }, { read, period, now }, attention) => [
    ...overviewNeeds(read, period, now, {
      ...attention,
      visible: new Set(subject?.kind === 'destination' ? [subject.connection.id] : []),
    }),
    ...(subject ? reportNeeds(read, period, subject) : []),
  ],
});

function aboutOf(subject: ReportSubject): Subject {
  if (subject.kind === 'destination') {
    const { id, name } = subject.connection.destination;
    return { kind: 'destination', id, name };
  }
  const { id, name } = subject.kind === 'source' ? subject.flow.source : subject.storage.warehouse;
  return { kind: subject.kind, id, name };
}

function paneOf({ subject, lines }: Model, { place, now }: ViewContext): Pane {
  const about = subject && aboutOf(subject);
  const rows = stopsOf(filteredRows(rowsOf(lines, anyWidth), paneState(place, pane).filter));
  return {
    id: pane,
    rows: rows.length > 0 ? rows : [{ key: 'page', subject: about }],
    found: rows.length,
    subject: about,
    scope: 'replay',
    content: {
      kind: 'sheet',
      of: {
        lines: () => lines,
        file: sanitise(
          `segtop-report-${subject ? nameOf({ subject }) : ''}-${iso(now).slice(0, 16).replace(/[T:]/g, '')}.md`,
        ),
      },
    },
  };
}

/** Lines as rows; what does not fit goes on below. */
function rowsOf(lines: readonly SafeText[], width: number): readonly FactRow[] {
  return lines.map((text, index): FactRow => {
    if (text === '') return { line: line() };
    const tone = text.startsWith('#') ? 'strong' : 'text';
    const lead = sanitise(text.match(/^ +/)?.[0] ?? '');
    const [first = t``, ...more] = wrap(text, Math.max(10, width - 1 - lead.length));
    const rowOf = (part: SafeText) => line(t` `, lead, span(part, tone));
    return { key: `line:${index}`, line: rowOf(first), more: more.map(rowOf) };
  });
}

function drawReport({ lines }: Model, context: DrawContext): Drawn {
  const { filter } = paneState(context.place, pane);
  const rows = (width: number) => filteredRows(rowsOf(lines, width - 2), filter);
  return drawRowPage({ pane, title: t`Incident report`, head: [], rows }, context);
}

/** The list that a thing of this kind would be in. */
function listOf({ read }: DrawContext, kind: string | undefined): Snapshot {
  if (kind === 'source') return read(resources.sources);
  return kind === 'warehouse' ? read(resources.warehouses) : read(resources.destinations);
}

function drawAbsent(context: DrawContext): Drawn {
  const { kind } = pages.report.of(context.place);
  const gone = { title: t`This is no longer in the workspace`, help: keyText(context, 'back', t`back`) };
  const list = listOf(context, kind);
  return { block: absentPage(t`Incident report`, emptyNotice(list, t`workspace`, gone), context) };
}
