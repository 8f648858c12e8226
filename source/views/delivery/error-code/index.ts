import type { Step } from '../../../domain/delivery/counts.ts';
import { knownCodes, type Reason, reasonOf } from '../../../domain/delivery/discard-reasons/index.ts';
import { percentText } from '../../../domain/format.ts';
import { atHand } from '../../../domain/proof.ts';
import { sanitise, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { line, span } from '../../../theme/line.ts';
import { type Connection, rateOf, reasonsKnown } from '../../../workspace/delivery/fleet.ts';
import { pictureNeeds } from '../../kit/answer/picture-needs.ts';
import { sentence } from '../../kit/page-rows.ts';
import { factRow, type PageRow, pageView, type Section, textRow } from '../../kit/page-view.ts';
import { topErrorTarget } from '../../kit/payload-target.ts';
import type { ViewContext } from '../../kit/view.ts';
import { spanText } from '../../kit/words/onset.ts';
import { connectionMark, connectionName, connectionVerdict } from '../../kit/words.ts';
import { fateWords, stepWords } from '../words.ts';

const codeOf = ({ place }: Pick<ViewContext, 'place'>): string => pages.errorCode.of(place).code ?? '';
const indented = 2;

/** One code of an error: what it means at each step, what to do, and which connections fail with it now (G-01; rule 55). */
export const errorCode = pageView<readonly Connection[]>({
  id: pages.errorCode.id,
  aliases: ['error-codes', 'codes'],
  title: (context) => (codeOf(context) === '' ? t`Error codes` : t`Error code ${sanitise(codeOf(context))}`),
  model: (context) => context.overview.fleet.failing.filter(({ reason }) => reason === codeOf(context)),
  absent: () => ({ kind: 'empty', proof: atHand, title: t`No such code` }),
  sections: (failing, context, width) => (codeOf(context) === '' ? allCodes() : about(failing, context, width)),
  needs: (_, context, attention) => pictureNeeds(context, attention),
});

/** By the lists it stands in; a code in none is one of a delivery. */
function meanings(code: string): (readonly [Step, Reason])[] {
  const found = knownCodes().filter((each) => each.code === code);
  return found.length > 0
    ? found.map(({ step, reason }) => [step, reason] as const)
    : [['failed-delivery', reasonOf('failed-delivery', code)]];
}

function meaning({ meaning: means, remedy, fate }: Reason, width: number): PageRow[] {
  return [...sentence(means, width, 'text'), ...sentence(remedy, width), factRow(t`The event is`, fateWords[fate])];
}

function row(connection: Connection, { glyphs, now }: ViewContext): PageRow {
  const { id, destination, onset } = connection;
  return {
    key: id,
    open: topErrorTarget(connection),
    subject: { kind: 'destination', id, name: destination.name },
    line: line(
      connectionMark(connection, glyphs),
      t` ${connectionName(connection, glyphs)}`,
      rateOf(connection) === undefined ? undefined : t`  ${percentText(rateOf(connection))}  `,
      connectionVerdict(connection),
      onset && span(t`  ${spanText(onset, now)}`, 'dim'),
    ),
  };
}

/** Only the most frequent reason of each connection is read with the list, and not of all at once. */
function failingRows(failing: readonly Connection[], context: ViewContext): PageRow[] {
  const { overview, read, period } = context;
  const all = reasonsKnown(read, overview.fleet, period);
  if (failing.length === 0)
    return [
      textRow(span(all ? t`It is the top error of no connection` : t`Of no connection that was read so far`, 'dim')),
    ];
  const rows = failing.map((each) => row(each, context));
  return all ? rows : [...rows, textRow(span(t`of those that were read so far`, 'dim'))];
}

export function about(failing: readonly Connection[], context: ViewContext, width: number): Section[] {
  return [
    ...meanings(codeOf(context)).map(
      ([step, reason]): Section => ({
        title: t`${stepWords[step]}: ${reason.label}`,
        rows: meaning(reason, width - indented),
      }),
    ),
    {
      title: t`Failing with it now`,
      rows: failingRows(failing, context),
    },
  ];
}

/** Without a code: all that are documented, by the step whose list they are in. */
export function allCodes(): Section[] {
  const codes = knownCodes();
  return [...new Set(codes.map(({ step }) => step))].map((step) => ({
    title: stepWords[step],
    rows: codes
      .filter((each) => each.step === step)
      .map(({ code, reason }) => ({
        key: `${step}:${code}`,
        open: pages.errorCode.at(code),
        line: line(span(t`${sanitise(code.padEnd(34))} `), span(reason.label, 'dim')),
      })),
  }));
}
