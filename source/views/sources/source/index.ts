import { t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { eventVolume } from '../../../workspace/protocols/source-events.ts';
import { countedName } from '../../kit/need-states.ts';
import { tabbedView } from '../../kit/tabbed-view.ts';
import { eventsTab } from './events-tab.ts';
import { overviewTab } from './overview-tab.ts';

/** One source: how it stands, and what it sends by event (S-05; rule 37). */
export const source = tabbedView({
  id: pages.source.id,
  aliases: [],
  title: overviewTab.title,
  tabs: [
    { id: 'overview', label: () => t`Overview`, view: overviewTab },
    {
      id: 'events',
      label: ({ read, period, place }) =>
        countedName(t`Events by volume`, read(eventVolume(period, pages.source.of(place).id ?? ''))),
      view: eventsTab,
    },
  ],
  // A source that is gone has no tabs.
  instead: (context) => (overviewTab.model(context) === undefined ? overviewTab : undefined),
});
