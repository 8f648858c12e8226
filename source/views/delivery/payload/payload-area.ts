import type { Block } from '../../../components/block.ts';
import { clip, stack } from '../../../components/block.ts';
import { panel, panelRoom } from '../../../components/panel.ts';
import { tabs } from '../../../components/tabs.ts';
import { mediaType } from '../../../domain/delivery/sample.ts';
import { parseFilter } from '../../../domain/filter/filter.ts';
import { clock, compact } from '../../../domain/format.ts';
import { payloadMask } from '../../../domain/privacy/payload-mask.ts';
import { type SafeText, sanitise, t } from '../../../domain/text.ts';
import { contentOf } from '../../../state/pane.ts';
import { rowHit } from '../../../theme/hit.ts';
import { between, blank, fit, type Line, line, lineWidth, type Span, span } from '../../../theme/line.ts';
import { widthOf } from '../../../theme/width.ts';
import { maskFacts } from '../../kit/document/masked.ts';
import { type DrawContext, paneOf } from '../../kit/view.ts';
import { verdictSpan } from '../../kit/words.ts';
import { type Side, tabNames } from './document.ts';
import { documentArea } from './document-area.ts';
import { errorMark, errorTitle, errorVerdict, explanation, isOver, sampleText, statusLine } from './facts.ts';
import { insteadOfPayload, insteadRows, leastRows } from './instead.ts';
import type { PayloadLayout } from './layout.ts';
import { matchingSamples } from './matching.ts';
import { changesPane, jsonPane, type PayloadModel } from './model.ts';
import { batch, cutShort, logFrom, notSeen, sentFrom } from './origin.ts';

interface Size extends PayloadLayout {
  readonly width: number;
  readonly height: number;
}

interface Drawn {
  readonly block: Block;
  readonly offset: number;
}

/** The error, the tabs and the document of the one that is turned to. */
export function payloadArea(model: PayloadModel, context: DrawContext, size: Size): Drawn {
  const { width, height, framed } = size;
  const room = framed ? panelRoom(width, height) : { width, height: Math.max(0, height - 1) };
  const body = areaBody(model, context, size, room);
  const focused = !context.panes.some(({ id, focused: has }) => id === changesPane && has);
  const title = line(span(errorTitle(model, context), 'strong'), ...search(model, context));
  const position = model.shown < 0 ? undefined : line(span(sampleText(model, width < 72), 'info'));
  const block = framed
    ? panel({
        title,
        right: position,
        body: body.block,
        width,
        height,
        focused,
        pane: jsonPane,
        glyphs: context.glyphs,
      })
    : [size.folded ? foldedTitle(model, title, position, context, width) : fit(title, width), ...body.block];
  return { block: clip(block, width, height), offset: body.offset };
}

/** Rows that the framed area needs to show all of a payload, or why the API gives none; all there are where it is not known yet. */
export function neededRows(model: PayloadModel, context: DrawContext, size: Size): number {
  const { width } = panelRoom(size.width, size.height);
  const facts = size.folded ? 0 : 1 + (size.explained ? explanation(model, context, width).length : 0);
  const rows = model.shown < 0 ? insteadRows(model, context, width) : (notSeen(model, width) ?? model.rows).length;
  return rows === undefined ? size.height : Math.min(size.height, 2 + facts + 1 + rows);
}

function foldedTitle(
  model: PayloadModel,
  title: Line,
  position: Line = blank,
  { glyphs }: DrawContext,
  width: number,
): Line {
  const verdict = isOver(model) ? undefined : errorVerdict(model);
  const count = model.row && width >= 56 ? span(t`  ${compact(model.row.total)} failed`, 'bad') : undefined;
  const lead = verdict ? [verdictSpan(verdict), t` `] : [];
  return between(line(errorMark(model, glyphs), t` `, ...lead, ...title.spans, count), position, width);
}

/** The search pattern and how many rows it matches, beside the title. */
function search(model: PayloadModel, context: DrawContext): Span[] {
  const { rows, samples } = model;
  const pane = context.panes.find(({ id }) => id === jsonPane);
  const filter = pane?.state.filter ?? '';
  const find = contentOf(pane, 'document')?.find;
  if (!pane || !find || filter === '' || rows.length === 0) return [];
  const { invalid } = parseFilter(filter);
  const matching = matchingSamples(context, model, filter);
  const found = find(filter);
  const at = found.indexOf(pane.rows.findIndex(({ key }) => key === pane.selectedKey));
  const place = invalid
    ? t`no regular expression`
    : found.length === 0
      ? t`no match`
      : t`${at < 0 ? t`–` : at + 1}/${found.length}`;
  return [
    span(t` /${sanitise(filter, 60)} `, invalid || found.length === 0 ? 'bad' : 'match'),
    span(t` ${place}`, 'dim'),
    ...(matching && samples.length > 1
      ? [span(t` · ${matching.length} of ${samples.length} samples match`, 'dim')]
      : []),
  ];
}

function areaBody(
  model: PayloadModel,
  context: DrawContext,
  size: Size,
  room: { width: number; height: number },
): Drawn {
  const facts: Line[] = size.folded ? [] : [fit(statusLine(model, context, room.width), room.width)];
  const least = model.shown < 0 ? leastRows(model, context, room.width) : 0;
  const spare = model.shown < 0 ? Math.max(0, room.height - facts.length - least) : room.height;
  if (size.explained) facts.push(...explanation(model, context, room.width).slice(0, spare));
  if (model.shown < 0) {
    const rest = Math.max(0, room.height - facts.length);
    return { block: stack(facts, insteadOfPayload(model, context, room.width, rest)), offset: 0 };
  }
  const pane = paneOf(context, jsonPane);
  const head = [...facts, tabLine(model, context, room.width)];
  const unseen = notSeen(model, room.width);
  if (unseen) return { block: clip(stack(head, unseen), room.width, room.height), offset: 0 };
  const pattern = parseFilter(pane.state.filter);
  const area = documentArea({
    rows: model.rows,
    selected: pane.rows.findIndex(({ key }) => key === pane.selectedKey),
    offset: pane.state.offset,
    width: room.width,
    height: Math.max(1, room.height - head.length),
    focused: pane.focused,
    hitOf: (index) => rowHit(jsonPane, pane.rows[index]?.key),
    glyphs: context.glyphs,
    ...(pane.state.filter === '' ? {} : { match: (text: SafeText) => pattern.spans(text) }),
  });
  return { block: stack(head, area.block), offset: area.offset };
}

const sideNames: Readonly<Record<Side, SafeText>> = { sent: tabNames[0], request: tabNames[1], response: tabNames[2] };

/** ` You Sent  Request  Response ` and what the side shown is, in a few words. */
function tabLine(model: PayloadModel, context: DrawContext, width: number): Line {
  const items = (['sent', 'request', 'response'] as const).map((id) => ({ id, label: sideNames[id] }));
  const natural = items.reduce((sum, { label }) => sum + widthOf(label) + 2, 0);
  const row = tabs(items, model.side, Math.min(width, natural));
  return between(row, mostOf(sideFacts(model, context), width - natural - 1), width);
}

/** As many of the facts as there is room for whole, most telling first; the first one is cut rather than left out. */
function mostOf(facts: readonly Line[], room: number): Line {
  const kept: Span[] = [];
  for (const [index, { spans }] of facts.entries()) {
    const next = { spans: [...kept, ...(index > 0 ? [span(t`  `)] : []), ...spans] };
    if (lineWidth(next) > room) return index === 0 && room > 3 ? fit(next, room) : { spans: kept };
    kept.splice(0, kept.length, ...next.spans);
  }
  return { spans: kept };
}

function sideFacts(model: PayloadModel, context: DrawContext): readonly Line[] {
  const { samples, shown, side, revealed, own } = model;
  const { now } = context;
  const sample = samples[shown]!;
  const at = sample.at === undefined ? [] : [line(span(clock(sample.at, now), 'dim'))];
  const messageId = line(span(sanitise(sample.messageId, 60), 'dim'));
  if (side === 'sent') return [...maskFacts(model, context), ...sentFrom(sample, now), ...at, messageId];
  if (side === 'request') {
    const { method, url } = sample.request;
    const address = payloadMask(url, ['url'], revealed, own) ?? sanitise(url);
    return [
      ...(method === '' ? [] : [line(span(sanitise(method, 12), 'text'))]),
      ...cutShort(sample.source?.isRequestCut),
      ...maskFacts(model, context),
      ...batch(sample),
      ...logFrom(sample, now),
      ...(address === '' ? [] : [line(span(address, 'dim'))]),
    ];
  }
  const { status, headers } = sample.response;
  const type = mediaType(headers);
  const bad = status === undefined || status >= 400;
  return [
    line(span(status === undefined ? t`no answer` : t`HTTP ${status}`, bad ? 'bad' : 'text')),
    ...cutShort(sample.source?.isResponseCut),
    ...maskFacts(model, context),
    ...at,
    ...logFrom(sample, now),
    ...(type ? [line(span(type, 'dim'))] : []),
  ];
}
