import { priority } from '../../../domain/queries.ts';
import { t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { overviewNeeds } from '../../../workspace/needs/overview.ts';
import type { Need } from '../../../workspace/polling/resource.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { warehouseSources } from '../../../workspace/resources/pages.ts';
import { refused } from '../../../workspace/resources/refused.ts';
import { remembered } from '../../kit/remembered.ts';
import { defineView, type Pane } from '../../kit/view.ts';
import { drawGraph } from './draw.ts';
import { type Graph, graphOf, panesOf } from './model.ts';

const panes = remembered<readonly Pane[]>();
const needs = remembered<readonly Need[]>();
/** At most this many warehouses are asked which sources feed them: a screen has no room for more. */
const mostAsked = 20;

/** The graph of what feeds what (O-01 to O-05): the page that the logo of the web app leads to. */
export const overview = defineView<Graph>({
  id: pages.overview.id,
  page: { key: '2', label: t`Overview` },
  aliases: ['overview', 'graph', 'connections-graph'],
  title: () => t`Overview`,
  model: graphOf,
  panes: (graph, context) => panes(context, [graph], () => panesOf(graph)),
  draw: drawGraph,
  needs: (_, { overview: picture, read, period, now, favorites }, attention) =>
    needs({ read }, [picture, favorites], () => {
      const all = overviewNeeds(read, period, now, attention);
      if (refused(read)) return all;
      const asked = (read(resources.warehouses).data ?? []).filter(({ enabled }) => enabled).slice(0, mostAsked);
      return [
        ...all,
        ...asked.map(
          ({ id }): Need => ({ resource: warehouseSources(id) as Need['resource'], priority: priority.visible }),
        ),
      ];
    }),
});
