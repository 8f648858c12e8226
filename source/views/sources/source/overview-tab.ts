import { t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { listPane } from '../../../state/place.ts';
import { sourceNeeds } from '../../../workspace/needs/source.ts';
import * as resources from '../../../workspace/resources/common.ts';
import type { SourceFlow } from '../../../workspace/sources/inflow.ts';
import { keyText } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { pageView } from '../../kit/page-view.ts';
import { changeRows } from './changes.ts';
import { configurationRows } from './configuration.ts';
import { destinationRows } from './destinations.ts';
import { eventRows } from './events.ts';
import { pipelineRows } from './pipeline.ts';
import { protocolsRows } from './protocols.ts';
import { stateRows } from './state.ts';

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
