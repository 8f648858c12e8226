import type { Block } from '../../../components/block.ts';
import { panel, panelRoom } from '../../../components/panel.ts';
import { offsetFor } from '../../../components/table/table.ts';
import { auditMeaning } from '../../../domain/audit/meaning.ts';
import type { AuditItem } from '../../../domain/entities.ts';
import { clock } from '../../../domain/format.ts';
import { sanitise, t } from '../../../domain/text.ts';
import { rowHit } from '../../../theme/hit.ts';
import { fit, type Line, line, type Span, select, span } from '../../../theme/line.ts';
import { keyName } from '../../kit/key-words.ts';
import { type DrawContext, paneOf } from '../../kit/view.ts';
import { auditRow } from '../../kit/words/audit.ts';
import { actorText, problemText } from '../../kit/words.ts';
import { changesPane, isNear, type PayloadModel } from './model.ts';

/** Below this width an item has its most telling parts alone. */
const columnsFrom = 100;

export interface ChangesSize {
  readonly width: number;
  readonly height: number;
  readonly framed: boolean;
}

/** The audit items of the destination and its source, under the payload: step 4 of an incident costs no key (rule 227). */
export function changesArea(model: PayloadModel, context: DrawContext, { width, height, framed }: ChangesSize) {
  if (height <= 0) return { block: [], offset: 0 };
  const pane = context.panes.some(({ id }) => id === changesPane) ? paneOf(context, changesPane) : undefined;
  const room = framed ? panelRoom(width, height) : { width, height };
  const at = pane ? model.shownChanges.findIndex((item) => auditRow(item, context).key === pane.selectedKey) : -1;
  const offset = offsetFor(at, pane?.state.offset ?? 0, room.height, model.shownChanges.length);
  const focused = pane?.focused === true;
  const shown = model.shownChanges.slice(offset, offset + room.height);
  const rows: Block =
    shown.length === 0
      ? [line(span(t`  `), instead(model, context))]
      : shown.map((item, index) => itemLine(model, item, context, room.width, focused && offset + index === at));
  if (!framed) return { block: rows, offset };
  const { destination, source } = model.connection;
  const of = source ? t`${destination.name} and ${source.name}` : destination.name;
  const filter = pane?.state.filter ?? '';
  const title = line(
    span(t`What changed`, 'strong'),
    span(t` on ${of}`, 'dim'),
    filter === '' ? undefined : span(t` /${sanitise(filter, 60)}`, 'match'),
  );
  const [found, all] = [model.shownChanges.length, model.changes.length];
  const count = found < all ? t`${found} of ${all}` : all > room.height ? t`${all}` : undefined;
  return {
    block: panel({
      title,
      ...(count === undefined ? {} : { right: line(span(count, 'dim')) }),
      body: rows,
      width,
      height,
      focused,
      pane: changesPane,
      glyphs: context.glyphs,
    }),
    offset,
  };
}

function instead({ changes, trail }: PayloadModel, context: DrawContext): Span {
  if (changes.length > 0) return span(t`No change matches the filter: ${keyName(context, 'back')} clears it`, 'dim');
  if (trail.error) return span(t`Audit trail: ${problemText(trail.error)}`, 'warn');
  if (!trail.known) return span(t`Reading the audit trail…`, 'dim');
  if (!trail.isWhole) return span(t`No change in what was read of the audit trail`, 'dim');
  return span(t`Nothing was changed on the destination or its source in 90 days`, 'dim');
}

function itemLine(
  { onset }: PayloadModel,
  item: AuditItem,
  context: DrawContext,
  width: number,
  selected: boolean,
): Line {
  const { now, glyphs } = context;
  const hit = rowHit(changesPane, auditRow(item, context).key);
  const pointer = { ...span(selected ? glyphs.pointer : t` `, 'focus'), hit };
  const near = isNear(item, onset) ? span(t`  near the onset`, 'warn') : undefined;
  const body = width >= columnsFrom ? auditRow(item, context).line.spans : shortItem(item, now);
  const whole = fit(line(pointer, t` `, ...body, near), width);
  return selected ? select(whole) : whole;
}

function shortItem(item: AuditItem, now: number): Span[] {
  const { health } = auditMeaning(item.type);
  return [
    span(t`${clock(item.at, now)} `, 'dim'),
    span(item.type, health ? 'bad' : 'text'),
    span(t` ${actorText(item)}`, 'info'),
    span(t` ${item.resourceName}`, 'dim'),
  ];
}
