import { foundThings, leastLetters, mostFound } from '../../actions/finding/finder.ts';
import { things } from '../../app/scene/things.ts';
import { agoText, clock } from '../../domain/format.ts';
import { sanitise } from '../../domain/text.ts';
import { addressOf } from '../../state/address.ts';
import { pages, type Target } from '../../state/pages.ts';
import { placeOf } from '../../state/place.ts';
import { lineText } from '../../theme/line.ts';
import { documentOf } from '../../views/kit/listing/documents.ts';
import { triageTarget } from '../../views/kit/words/triage.ts';
import { loadViews } from '../../views/loaded.ts';
import { oldestRead } from '../../workspace/polling/renewed.ts';
import type { Need } from '../../workspace/polling/resource.ts';
import { relianceOf, statusOf } from '../../workspace/watch/status.ts';
import { readHistory, subjectOf, uncounted, windowOf } from '../history/history.ts';
import { chosenFields } from '../lists/chosen.ts';
import { factsOf, ownerOf, readList, saidOf } from '../lists/list.ts';
import { listNamed } from '../lists/names.ts';
import { columnOf } from '../lists/print.ts';
import { lookupText, type OnUnread, targetOf } from '../pages/address.ts';
import { askedOf, hiddenText, readPayload } from '../pages/payload.ts';
import { isReported, readReport } from '../pages/report.ts';
import { jsonText, pageDocument, readPage } from '../pages/show.ts';
import { wholeLines } from '../pages/text.ts';
import { asOf } from '../reading/as-of.ts';
import { contextsOf, type ViewRead } from '../reading/read-view.ts';
import { unreadLine } from '../reading/unread.ts';
import { gapsOf, statusReport, triageWords } from '../status-report.ts';
import { helpLines } from './help.ts';
import type { Session } from './session.ts';
import { spokenColumns, spokenLines, spokenRow, spokenSentence } from './spoken.ts';
import type { Asked, TypedOptions } from './typed.ts';

/** An answer in lines, or why there is none. */
export type Answer =
  | { readonly lines: readonly string[] }
  /** Not understood, or not to be had here: the line says what to do. */
  | { readonly wrong: string }
  /** Nothing was read. */
  | { readonly unread: string };

/** So wide that the parts of every page stand below each other. */
const pageWidth = 88;

/** The rows that were told last, which a number means. */
export interface Told {
  rows: readonly (Target | undefined)[];
}

/** Answers what is asked of a workspace; what opens another picture is not asked here. */
export async function answer(session: Session, asked: Asked, told: Told): Promise<Answer> {
  switch (asked.kind) {
    case 'help':
      return { lines: helpLines() };
    case 'triage':
      return { lines: triageLines(session, told) };
    case 'refresh':
      await session.refresh();
      return { lines: triageLines(session, told) };
    case 'status':
      return statusLines(session, told);
    case 'list':
      return listLines(session, asked, told);
    case 'page':
      return pageAnswer(session, asked.address, asked.options);
    case 'row': {
      const target = told.rows[asked.row - 1];
      if (target) return shown(session, target, asked.options);
      const count = told.rows.length;
      if (count === 0) return { wrong: 'no list was told yet: triage tells what is wrong' };
      return {
        wrong:
          asked.row - 1 in told.rows
            ? `row ${asked.row} has no page of its own`
            : `there is no row ${asked.row}: the last list has ${count}`,
      };
    }
    case 'worst': {
      const [worst] = session.picture().triage;
      return worst ? shown(session, worstTarget(triageTarget(worst))) : { lines: triageLines(session, told) };
    }
    case 'payload':
      return payloadLines(session, asked);
    case 'report':
      return reportLines(session, asked.address);
    case 'history':
      return historyLines(session, asked);
    case 'name':
      return named(session, asked, told);
    case 'refused':
      return { wrong: `${asked.word} ${asked.why}` };
    case 'now':
      return { wrong: 'this is now already' };
    default:
      return { lines: [] };
  }
}

/** The payload of a connection's top error, where the worst is one. */
const worstTarget = (target: Target): Target =>
  target.view === 'destination' ? pages.payload.at(target.params.id ?? '') : target;

/** What is wrong, worst first, by numbers that open it; that nothing is wrong is said only where all was read. */
export function triageLines(session: Session, told: Told): readonly string[] {
  const picture = session.picture();
  const { triage, now } = picture;
  const problems = gapsOf(picture, session.problems());
  told.rows = triage.map(triageTarget);
  const isAnswered = relianceOf((resource) => session.poller.snapshot(resource), session.needs()).isAnswered;
  if (!isAnswered)
    return [`No answer: ${problems[0]?.message ?? 'nothing was read in time'}. It is tried again by itself.`];
  const inPart = problems.length > 0 ? ' in what could be read' : '';
  const wrong = triage.filter(({ trouble }) => trouble).length;
  const head =
    triage.length === 0
      ? `Nothing is wrong${inPart}.`
      : `${wrong === 0 ? `Nothing is wrong now${inPart}` : `Wrong now: ${wrong}`}${triage.length > wrong ? `, over or to come: ${triage.length - wrong}` : ''}, worst first:`;
  return [
    head,
    ...triage.map((item, index) => `${index + 1}. ${spokenSentence(triageWords(item, now).sentence)}`),
    ...endOf(session, session.needs(), problems),
  ];
}

/** What could not be read, and how old the rest is where that is not now. */
function endOf(session: Session, needs: readonly Need[], problems: ViewRead['problems']): readonly string[] {
  const now = session.ask().clock.now();
  const at = oldestRead((resource) => session.poller.snapshot(resource), needs);
  const age = at === undefined ? 'just now' : agoText(at, now);
  return [
    ...(problems.length > 0 ? [`${capital(unreadLine(problems))}.`] : []),
    ...(age === 'just now' ? [] : [`Read ${age}, at ${clock(at!, now)}.`]),
  ];
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function statusLines(session: Session, told: Told): Answer {
  const picture = session.picture();
  const status = statusOf(picture, session.problems(), session.ask().backend.wire().requests, (item) =>
    triageWords(item, picture.now),
  );
  const totals = statusReport(picture, status, false)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('  '));
  return { lines: [...totals.map((line) => line.replace(/ {2,}/g, ' ')), ...triageLines(session, told)] };
}

async function listLines(
  session: Session,
  { name, of, options }: Asked & { kind: 'list' },
  told: Told,
): Promise<Answer> {
  const workspace = session.ask();
  const lookup = newLookup();
  const owner = await ownerOf(workspace, listNamed(name)!, of, lookup.onUnread);
  if (owner === null) return { unread: lookup.why() };
  const list = await readList(asOf(workspace, options.at), { name, owner, ...options });
  const { listing, count, read } = list;
  if (!read.isAnswered) return unanswered(read);
  const fields = options.columns === undefined ? list.fields : chosenFields(list.fields, options.columns);
  if (options.json) return { lines: jsonText(documentOf(factsOf(list), fields)).split('\n') };
  const rows = Array.from({ length: count }, (_, index) => index);
  told.rows = rows.map((row) => listing.open(row));
  const columns = options.columns === undefined ? spokenColumns(listing) : fields.map(columnOf);
  return {
    lines: [
      ...rows.map((row) => `${row + 1}. ${spokenRow(columns, row, read.context.now)}`),
      ...saidOf(list, options).map((said) => `${capital(said)}.`),
      ...(read.asOf ? [] : endOf(session, read.view.needs(read.model, read.context, {}), [])),
    ],
  };
}

const unanswered = ({ problems }: Pick<ViewRead, 'problems'>): Answer => ({
  unread: `no answer: ${problems[0]?.message ?? 'nothing was read in time'}`,
});

/** Takes down why something could not be looked up: it is the answer here, and said once. */
function newLookup(): { readonly onUnread: OnUnread; why(): string } {
  let why: string | undefined;
  return {
    onUnread: (found) => {
      why = lookupText(found);
    },
    why: () => why ?? 'no answer',
  };
}

async function pageAnswer(session: Session, address: string, options: TypedOptions): Promise<Answer> {
  const lookup = newLookup();
  const target = await targetOf(session.ask(), address, lookup.onUnread);
  return target ? shown(session, target, options) : { unread: lookup.why() };
}

async function shown(session: Session, target: Target, { json, at }: TypedOptions = {}): Promise<Answer> {
  const read = await readPage(asOf(session.ask(), at), target);
  if (!read.isAnswered) return unanswered(read);
  if (json) return { lines: jsonText(await pageDocument(read, target)).split('\n') };
  const text = wholeLines(read, pageWidth).map((line) => lineText(line).trimEnd());
  const needs = read.view.needs(read.model, read.context, {});
  const unread = read.problems.length > 0 ? [unreadLine(read.problems)] : [];
  const end = read.asOf
    ? [...read.asOf.notes, ...unread].map((note) => `${capital(note)}.`)
    : endOf(session, needs, read.problems);
  return { lines: [`${addressOf(target)}:`, ...spokenLines(text), ...end] };
}

async function payloadLines(session: Session, { connection, options }: Asked & { kind: 'payload' }): Promise<Answer> {
  const workspace = session.ask();
  const { address, ...of } = askedOf(connection, options);
  const lookup = newLookup();
  const target = await targetOf(workspace, address, lookup.onUnread);
  if (!target) return { unread: lookup.why() };
  const { document, why } = await readPayload(workspace, target.params.id ?? '', of);
  if (!document) return { unread: why };
  const { masked } = document;
  const { code, sample } = options;
  const same = [
    `payload ${connection}`,
    ...(code === undefined ? [] : [`--code ${code}`]),
    ...(sample === undefined ? [] : [`--sample ${sample}`]),
  ].join(' ');
  return {
    lines: [
      ...JSON.stringify(document, null, 2).split('\n'),
      ...(masked > 0 ? [`${hiddenText(masked)}; ${same} --reveal tells ${masked === 1 ? 'it' : 'them'}.`] : []),
    ],
  };
}

async function reportLines(session: Session, address: string): Promise<Answer> {
  if (!isReported(address))
    return { wrong: 'report is of a connection, a source or a warehouse: report destination/NAME' };
  const lookup = newLookup();
  const { lines, read } = (await readReport(session.ask(), address, lookup.onUnread)) ?? {};
  if (!read) return { unread: lookup.why() };
  if (!read.isAnswered) return unanswered(read);
  return lines ? { lines } : { wrong: 'there is no such thing in what was read' };
}

/** The hours of a source or a connection, a line each. */
async function historyLines(
  session: Session,
  { address, options }: Extract<Asked, { kind: 'history' }>,
): Promise<Answer> {
  if (address === '') return { wrong: 'history is of a source or a connection: history source/NAME' };
  const workspace = session.ask();
  const window = windowOf(options, workspace.clock.now());
  const lookup = newLookup();
  const target = await subjectOf(workspace, address, lookup.onUnread);
  if (!target) return { unread: lookup.why() };
  const { document, isAnswered, isUncounted } = await readHistory(workspace, target, window);
  if (!isAnswered) return unanswered(document);
  if (options.json) return { lines: jsonText(document).split('\n') };
  const lines = document.hours.map(({ at, complete, ...counts }) => {
    const known = Object.entries(counts).filter(([name]) => name !== 'failedPercent');
    const told = known.map(([name, count]) => `${name} ${count ?? 'not known'}`).join(', ');
    const isKnown = known.some(([, count]) => count !== null);
    return `${clock(Date.parse(at), workspace.clock.now())}: ${told}${isKnown && !complete ? ', in part' : ''}`;
  });
  return {
    lines: [
      ...lines,
      ...(isUncounted ? [`${capital(uncounted)}.`] : []),
      ...(document.problems.length > 0 ? [`${capital(unreadLine(document.problems))}.`] : []),
    ],
  };
}

/** Tells the page of what has this name, as the palette finds it; of several a number chooses. */
async function named(session: Session, { name, options }: Asked & { kind: 'name' }, told: Told): Promise<Answer> {
  const context = contextsOf(session.ask(), placeOf(pages.home.id))(session.poller);
  // Finds what has a page, which the pages are asked for.
  await loadViews();
  const found = foundThings(things(context), name).filter(({ whole }) => whole);
  const best = found.filter(({ exact }) => exact);
  const one = best.length === 1 ? best[0] : found.length === 1 ? found[0] : undefined;
  if (one) return shown(session, one.thing.target, options);
  if (found.length > 1) {
    told.rows = found.map(({ thing }) => thing.target);
    const rows = found.map(
      ({ thing: { kind, name: called, target } }, at) => `${at + 1}. ${called}, ${kind}, ${addressOf(target)}`,
    );
    const count = found.length < mostFound ? `${found.length}` : `the first ${mostFound} that`;
    return { lines: [`${capital(count)} have that name; a number opens one:`, ...rows] };
  }
  if (name.length < leastLetters) return { wrong: 'one letter is no name here: type more of it, or TYPE/ID' };
  const problems = session.problems();
  const unread = problems.length > 0 ? `; ${unreadLine(problems)}` : '';
  return {
    wrong: `nothing that was read is called ${sanitise(name, 100)}: type a list, a page, a name, TYPE/ID, or help${unread}`,
  };
}
