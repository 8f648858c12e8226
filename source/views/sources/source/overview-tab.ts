import { joined, sanitise, t, word } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { listPane } from '../../../state/place.ts';
import { span } from '../../../theme/line.ts';
import { repeated } from '../../../theme/width.ts';
import { auditTrail } from '../../../workspace/audit/trail.ts';
import { sourceNeeds } from '../../../workspace/needs/source.ts';
import * as resources from '../../../workspace/resources/common.ts';
import type { SourceFlow } from '../../../workspace/sources/inflow.ts';
import { keyText } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { trailRows } from '../../kit/page-rows.ts';
import { factRow, type PageRow, pageView } from '../../kit/page-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { destinationRows } from './destinations.ts';
import { eventRows } from './events.ts';
import { pipelineRows } from './pipeline.ts';
import { protocolsRows } from './protocols.ts';
import { stateRows } from './state.ts';

/** Characters of a write key that tell it from others and give nothing away. */
const shownOfKey = 4;
const shortestShown = 12;

function configurationRows({ source }: SourceFlow, context: ViewContext): PageRow[] {
  const labels = source.labels.map(({ key, value }) => t`${key}:${value}`);
  return [
    factRow(t`Type`, source.type, span(t`  ${word(source.kind)}`, 'dim')),
    factRow(t`Status`, source.enabled ? span(t`Enabled`, 'good') : span(t`Disabled`, 'dim')),
    factRow(t`Slug`, source.slug),
    ...(labels.length > 0 ? [factRow(t`Labels`, joined(labels, t`  `))] : []),
    ...writeKeyRows(source.writeKeys, context),
    factRow(t`Id`, span(sanitise(source.id), 'dim')),
  ];
}

/** Write keys are secrets: enough of one to recognise it, never the whole (rule 242). */
function writeKeyRows(keys: readonly string[], { glyphs }: ViewContext): PageRow[] {
  if (keys.length === 0) return [factRow(t`Write keys`, span(t`none, or not visible to this token`, 'dim'))];
  return keys.map((key, index) => {
    const tail = key.length >= shortestShown ? sanitise(key.slice(-shownOfKey)) : t``;
    return factRow(
      index > 0 ? t`` : keys.length === 1 ? t`Write key` : t`Write keys`,
      span(t`${repeated(glyphs.masked, 8)}${tail}`, 'dim'),
    );
  });
}

/** What was done to the source, newest first, as far back as the trail is kept. */
function changeRows({ source: { id } }: SourceFlow, context: ViewContext): PageRow[] {
  return trailRows(auditTrail(context.read, context.period, id), context);
}

/** Columns that rows under a title stand further in. */
const indented = 2;

/** Does it send, what is lost on the way, what its plan does, whom it feeds, what changed (S-05; rule 37). */
export const overviewTab = pageView<SourceFlow>({
  id: pages.source.id,
  pane: listPane,
  aliases: [],
  title: ({ overview, place }) => overview.flow.bySource.get(pages.source.of(place).id ?? '')?.source.name ?? t`Source`,
  model: ({ overview, place }) => overview.flow.bySource.get(pages.source.of(place).id ?? ''),
  absent: ({ read, keyOf }) =>
    emptyNotice(read(resources.sources), t`source`, {
      title: t`This source is no longer in the workspace`,
      help: keyText({ keyOf }, 'back', t`back`),
    }),
  subject: ({ source: { id, name } }) => ({ kind: 'source', id, name }),
  sections: (flow, context, width, height) => {
    const room = width - indented;
    return [
      { title: t``, rows: stateRows(flow, context, width) },
      { title: t`Events`, rows: eventRows(flow, context, room, height) },
      { title: t`Pipeline`, rows: pipelineRows(flow, context, room) },
      { title: t`Protocols`, rows: protocolsRows(flow, context, room) },
      { title: t`Destinations`, rows: destinationRows(flow, context, room) },
      { title: t`Configuration`, rows: configurationRows(flow, context) },
      { title: t`What changed`, rows: changeRows(flow, context) },
    ];
  },
  needs: (_, { read, period, place }) => sourceNeeds(read, period, pages.source.of(place).id ?? ''),
});
