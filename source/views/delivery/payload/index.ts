import { type Block, clip, stack } from '../../../components/block.ts';
import { maskedPayload } from '../../../domain/privacy/payload-mask.ts';
import { priority } from '../../../domain/queries.ts';
import { sanitise, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import type { PaneDocument } from '../../../state/pane.ts';
import { connectionChangesNeeds } from '../../../workspace/delivery/changes.ts';
import { overviewNeeds } from '../../../workspace/needs/overview.ts';
import type { Need } from '../../../workspace/polling/resource.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { samples } from '../../../workspace/resources/samples.ts';
import { absentPage } from '../../kit/absent-page.ts';
import { documentLines, searchIn } from '../../kit/document/masked.ts';
import { keyText } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import {
  type DrawContext,
  type Drawn,
  defineView,
  type Pane,
  type PaneRow,
  paneOf,
  type ViewContext,
} from '../../kit/view.ts';
import { auditRow } from '../../kit/words/audit.ts';
import { changesArea } from './changes.ts';
import { turnedTabs } from './document.ts';
import { linkOf, whyNone } from './instead.ts';
import { payloadLayout } from './layout.ts';
import { matchingSamples } from './matching.ts';
import { changesPane, jsonPane, type PayloadModel, payloadModel } from './model.ts';
import { neededRows, payloadArea } from './payload-area.ts';
import { underPayload } from './under.ts';

/** The error drawer: one error of one connection, and what was sent, asked and answered (X-04, H-22, H-23; rule 71). */
export const payload = defineView<PayloadModel | undefined>({
  id: pages.payload.id,
  aliases: [],
  title: (context) => {
    const connection = context.overview.fleet.byId.get(pages.payload.of(context.place).id ?? '');
    const code = sanitise(pages.payload.of(context.place).code, 60);
    if (!connection) return t`Payload`;
    return code === '' ? t`Payload` : code;
  },
  model: payloadModel,
  panes: (model, context) => (model ? panesOf(model, context) : [{ id: jsonPane, rows: [{ key: 'page' }] }]),
  draw: (model, context) => (model ? drawPage(model, context) : drawAbsent(context)),
  needs: (model, { read, period, now }, attention) => {
    const needs = overviewNeeds(read, period, now, {
      ...attention,
      visible: new Set(model ? [model.connection.id] : []),
    });
    if (!model) return needs;
    const { connection, code } = model;
    const own: Need[] = [
      { resource: resources.failures(period, connection.destination, true), priority: priority.visible },
    ];
    if (code !== undefined)
      own.push({ resource: samples({ destinationId: connection.id, reason: code }), priority: priority.visible });
    return [...needs, ...own, ...connectionChangesNeeds(read, period, connection)];
  },
});

function panesOf(model: PayloadModel, context: ViewContext): Pane[] {
  const { connection, rows, changes, shownChanges } = model;
  const { id, destination } = connection;
  const subject = { kind: 'destination', id, name: destination.name } as const;
  const document = documentOfPane(model, context);
  const lines = rows.map(
    (row): PaneRow => ({
      key: row.spans.length > 0 ? `line:${row.number}` : 'page',
      subject,
      ...(row.foldable ? { fold: row.path } : {}),
    }),
  );
  const json: Pane = {
    id: jsonPane,
    rows: lines.length > 0 ? lines : [{ key: 'page', subject }],
    scope: 'payload',
    content: { kind: 'document', of: rows.length > 0 ? { ...document, find: searchIn(rows) } : document },
    tabs: rows.length > 0 ? turnedTabs : undefined,
    unfiltered: rows.length === 0,
  };
  if (changes.length === 0) return [json];
  const items = shownChanges.map((item): PaneRow => {
    const { key, open, subject: about } = auditRow(item, context);
    return { key: key!, open, subject: about };
  });
  const audit: Pane = {
    id: changesPane,
    rows: items.length > 0 ? items : [{ key: 'page' }],
    found: items.length,
    scope: 'payload',
    content: { kind: 'document', of: document },
  };
  return rows.length > 0 ? [json, audit] : [audit];
}

function documentOfPane(model: PayloadModel, context: ViewContext): PaneDocument {
  const { samples: all, shown, document, set } = model;
  return {
    ids: all.map(({ id }) => id),
    shown,
    matching: (filter) => matchingSamples(context, model, filter),
    masked: model.masked,
    text: () => (shown < 0 ? undefined : copied(model)),
    lines: () => (shown < 0 ? [] : documentLines(document, model)),
    instead: {
      why: whyNone(model, context) ?? t``,
      ...(set.data?.kind === 'unavailable' ? { copy: linkOf(model, context) } : {}),
    },
  };
}

function copied({ document, revealed, own }: PayloadModel): string {
  return JSON.stringify(maskedPayload(document, revealed, own), null, 2);
}

function drawPage(model: PayloadModel, context: DrawContext): Drawn {
  const { width, height } = context;
  const layout = payloadLayout(width, height, model.changes.length, model.shown >= 0);
  const room = height - layout.changes;
  const needed = layout.framed ? neededRows(model, context, { width, height: room, ...layout }) : room;
  const middle = underPayload(model, context, width, room - needed);
  const upper = payloadArea(model, context, { width, height: room - middle.length, ...layout });
  const lower = changesArea(model, context, { width, height: layout.changes, framed: layout.framedChanges });
  const block: Block = clip(stack(upper.block, middle, lower.block), width, height);
  return { block, offsets: { [jsonPane]: upper.offset, [changesPane]: lower.offset } };
}

function drawAbsent(context: DrawContext): Drawn {
  const gone = { title: t`This destination is no longer in the workspace`, help: keyText(context, 'back', t`back`) };
  const why = emptyNotice(context.read(resources.destinations), t`destination`, gone);
  return {
    block: absentPage(t`Payload`, why, context),
    offsets: { [jsonPane]: paneOf(context, jsonPane).state.offset },
  };
}
