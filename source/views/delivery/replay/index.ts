import type { ReplayFacts } from '../../../domain/delivery/replay.ts';
import { padded, type ReplayLine, replayLines, replayText } from '../../../domain/delivery/replay-text.ts';
import { sanitise, t } from '../../../domain/text.ts';
import { iso } from '../../../domain/time.ts';
import { pages } from '../../../state/pages.ts';
import { paneState } from '../../../state/place.ts';
import { line, span } from '../../../theme/line.ts';
import { widthOf } from '../../../theme/width.ts';
import { wrap } from '../../../theme/wrap.ts';
import type { Connection } from '../../../workspace/delivery/fleet.ts';
import { overviewNeeds } from '../../../workspace/needs/overview.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { replayFacts, replayNeeds } from '../../../workspace/watch/replay.ts';
import { absentPage } from '../../kit/absent-page.ts';
import { keyText } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { remembered } from '../../kit/remembered.ts';
import { drawRowPage, type FactRow, filteredRows, stopsOf } from '../../kit/row-page.ts';
import { type DrawContext, type Drawn, defineView, type Pane, type ViewContext } from '../../kit/view.ts';
import { nothingLost } from './nothing-lost.ts';

const pane = 'request';
/** Width rows are made for before the drawing size is known: only their keys matter then. */
const anyWidth = 80;

interface Model {
  readonly connection: Connection | undefined;
  readonly facts: ReplayFacts | undefined;
  readonly lines: readonly ReplayLine[];
}

const models = remembered<Model>();

/** The request for a replay of what one destination lost: to read, to copy, to send (rule 74). */
export const replay = defineView<Model>({
  id: pages.replay.id,
  aliases: [],
  title: () => t`Replay request`,
  model: ({ overview, read, place }) =>
    models({ read }, [overview, place.params], () => {
      const connection = overview.fleet.byId.get(pages.replay.of(place).id ?? '');
      const facts = connection && replayFacts(read, overview, connection);
      return { connection, facts, lines: facts ? replayLines(facts) : [] };
    }),
  panes: (model, context) => [paneOf(model, context)],
  draw: (model, context) => (model.facts ? drawRequest(model, context) : drawAbsent(model, context)),
  needs: ({ connection }, { read, period, now }, attention) => [
    ...overviewNeeds(read, period, now, {
      ...attention,
      visible: new Set(connection ? [connection.id] : []),
    }),
    ...(connection ? replayNeeds(read, period, connection, now) : []),
  ],
});

function paneOf({ connection, lines }: Model, { place, now }: ViewContext): Pane {
  const subject = connection && {
    kind: 'destination' as const,
    id: connection.id,
    name: connection.destination.name,
  };
  const rows = stopsOf(filteredRows(rowsOf(lines, anyWidth), paneState(place, pane).filter));
  return {
    id: pane,
    rows: rows.length > 0 ? rows : [{ key: 'page', subject }],
    found: rows.length,
    subject,
    scope: 'replay',
    content: {
      kind: 'sheet',
      of: {
        lines: () => replayText(lines),
        file: sanitise(`segtop-replay-${connection?.destination.name ?? ''}-${iso(now).slice(0, 10)}.txt`),
      },
    },
  };
}

/** With less room than this a fact stands under its name. */
const besideFrom = 56;

/** Lines as rows; what does not fit continues under its own beginning. */
function rowsOf(lines: readonly ReplayLine[], width: number): readonly FactRow[] {
  return lines.map((each, index): FactRow => {
    const { kind, name = t``, text } = each;
    const key = `line:${index}`;
    if (kind === 'title') return { key, line: line(t` `, span(text, 'strong')) };
    if (text === '') return { line: line() };
    const tone = kind === 'text' ? 'dim' : 'text';
    const label = kind === 'fact' ? t`${padded(name)}  ` : t``;
    const under = kind === 'fact' && width < besideFrom;
    const lead = sanitise(' '.repeat(under ? 3 : widthOf(label) + 1));
    const wrapped = wrap(text, Math.max(10, width - widthOf(lead))).map((row) => line(lead, span(row, tone)));
    if (under) return { key, line: line(t` `, span(name, 'dim')), more: wrapped };
    const [first, ...more] = wrapped;
    return { key, line: line(t` `, span(label, 'dim'), ...(first?.spans.slice(1) ?? [])), more };
  });
}

function drawRequest({ lines }: Model, context: DrawContext): Drawn {
  const { filter } = paneState(context.place, pane);
  const rows = (width: number) => filteredRows(rowsOf(lines, width - 2), filter);
  return drawRowPage({ pane, title: t`Replay request`, head: [], rows }, context);
}

function drawAbsent({ connection }: Model, context: DrawContext): Drawn {
  const title = t`This destination is no longer in the workspace`;
  const why = connection
    ? nothingLost(connection, context)
    : emptyNotice(context.read(resources.destinations), t`destination`, {
        title,
        help: keyText(context, 'back', t`back`),
      });
  return { block: absentPage(t`Replay request`, why, context) };
}
