import type { Problem } from '../../domain/problem.ts';
import { type SafeText, t } from '../../domain/text.ts';
import type { ViewId } from '../../state/pages.ts';
import { listPane, paneState } from '../../state/place.ts';
import { line, span } from '../../theme/line.ts';
import { padToWidth, widthOf } from '../../theme/width.ts';
import { wrap } from '../../theme/wrap.ts';
import type { Need } from '../../workspace/polling/resource.ts';
import type { Snapshot } from '../../workspace/polling/snapshot.ts';
import { keySpans } from './key-words.ts';
import { drawRowPage, type FactRow, filteredRows, stopsOf } from './row-page.ts';
import { defineView, type View, type ViewContext } from './view.ts';
import { problemText } from './words.ts';

/** A part of Segment that a plan may lack, and where to learn more of it (E-04). */
export interface Feature {
  /** The page in whose place the reason stands. */
  readonly page: ViewId;
  readonly name: SafeText;
  /** What it does, in a sentence. */
  readonly does: SafeText;
  readonly documentation: SafeText;
  /** Who may read it, where the plan has it. */
  readonly roles: SafeText;
  readonly needs: (context: ViewContext) => readonly Need[];
  /** The read that tells whether it is there. */
  snapshot(context: ViewContext): Snapshot;
}

const demo = t`https://segment.com/contact/demo`;

/** Why the workspace or the token lacks a feature; undefined where it has it, or while that is not known. */
export function absence(feature: Feature, context: ViewContext): Problem | undefined {
  const { data, error } = feature.snapshot(context);
  return data === undefined && (error?.kind === 'not-in-plan' || error?.kind === 'no-access') ? error : undefined;
}

/** Columns of what an address is for. */
const nameRoom = 16;
const readable = 100;
const anyWidth = 80;

/** In place of a page whose feature is absent: what it is, why it is not here, and the two addresses (E-04). */
export function absentFeature(feature: Feature): View {
  const shown = (context: ViewContext, width: number) =>
    filteredRows(absentRows(feature, context, width), paneState(context.place, listPane).filter);
  return defineView({
    id: feature.page,
    aliases: [],
    title: () => feature.name,
    model: () => undefined,
    panes: (_, context) => [{ id: listPane, rows: stopsOf(shown(context, anyWidth)) }],
    draw: (_, context) =>
      drawRowPage({ pane: listPane, title: feature.name, head: [], rows: (width) => shown(context, width) }, context),
    needs: (_, context) => feature.needs(context),
  });
}

export function absentRows(feature: Feature, context: ViewContext, width: number): readonly FactRow[] {
  const { name, does, documentation, roles } = feature;
  const problem = absence(feature, context);
  const inPlan = problem?.kind !== 'not-in-plan';
  const head = inPlan ? t`${name} is closed to this token` : t`This workspace has no ${name}`;
  const why = inPlan
    ? t`Either the plan lacks ${name}, or the token's role does not reach it: it takes ${roles}.`
    : t`Its page fills by itself once the plan has it.`;
  return [
    ...paragraph(t`◇ ${head}${problem ? t`: ${problemText(problem)}` : t``}`, width, 'text'),
    ...paragraph(problem?.message ?? t``, width, 'dim'),
    { line: line() },
    ...paragraph(does, width),
    ...paragraph(why, width),
    { line: line() },
    link('demo', t`Ask for a demo`, demo, width),
    link('documentation', t`Documentation`, documentation, width),
    { line: line() },
    { line: line(...keySpans(context, 'copy', t`copies the address`)) },
  ];
}

const paragraph = (text: SafeText, width: number, tone: 'text' | 'dim' | 'warn' = 'text'): FactRow[] =>
  wrap(text, Math.min(readable, width - 1)).map((row) => ({ line: line(span(row, tone)) }));

/** An address with what it is for; on a narrow screen under that, since a cut address is of no use. */
function link(key: string, name: SafeText, address: SafeText, width: number): FactRow {
  const subject = { kind: 'other', id: address, name } as const;
  const where = span(address, 'accent');
  return nameRoom + widthOf(address) + 2 > width
    ? { key, subject, line: line(t` `, span(name, 'dim')), more: [line(where)] }
    : { key, subject, line: line(t` `, span(padToWidth(name, nameRoom), 'dim'), where) };
}
