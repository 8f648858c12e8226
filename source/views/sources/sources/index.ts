import { type SafeText, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { pictureNeeds } from '../../kit/answer/picture-needs.ts';
import { sourceAnswer } from '../../kit/answer/source.ts';
import { keyText } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { remembered } from '../../kit/remembered.ts';
import { sourceDetail } from '../../kit/source-detail.ts';
import { tableView } from '../../kit/table-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { kindWords } from '../../kit/words/sources.ts';
import { columnsFor } from './columns.ts';
import { type Row, rows } from './rows.ts';
import { underRows } from './under.ts';

/** Wider than elsewhere: whom a source feeds is in a column of its own (S-04). */
const detailFrom = 170;

const columnsOf = remembered<ReturnType<typeof columnsFor>>();

function columns({ overview, read }: ViewContext) {
  return columnsOf({ read }, [overview.flow.flows], () => {
    const keys = new Set<SafeText>();
    for (const { source } of overview.flow.flows) for (const { key } of source.labels) keys.add(key);
    return columnsFor([...keys].sort());
  });
}

/** Sources (S-01 to S-05): everything sending data, by kind, the silent ones first. */
export const sources = tableView<Row>({
  id: pages.sources.id,
  page: { key: '3', label: t`Sources` },
  aliases: ['sources', 'src'],
  title: () => t`Sources`,
  rows,
  columns,
  rowKey: ({ flow }) => flow.source.id,
  group: ({ flow }) => kindWords[flow.source.kind],
  under: underRows,
  open: ({ flow }) => pages.source.at(flow.source.id),
  detail: ({ flow }, context, width, isAnswered) => sourceDetail(flow, context, width, isAnswered),
  detailFrom,
  answer: ({ flow }, context) => sourceAnswer(flow, context),
  subject: ({ flow: { source } }) => ({ kind: 'source', id: source.id, name: source.name }),
  json: ({ flow: { source, health, events, earlierEvents }, status, destinations }) => ({
    ...source,
    status: status.text,
    health,
    events,
    earlierEvents,
    destinations: destinations.map(({ id, state, destination: { name } }) => ({ id, name, state })),
  }),
  empty: ({ read, keyOf }) =>
    emptyNotice(read(resources.sources), t`sources`, {
      title: t`No sources yet`,
      text: t`A source is a website, app, server or cloud app that sends data. Add the first one in the web app.`,
      help: keyText({ keyOf }, 'browser', t`copies the link`),
    }),
  needs: pictureNeeds,
});
