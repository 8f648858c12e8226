import type { Block } from '../../../components/block.ts';
import { jsonRows } from '../../../components/json/lines.ts';
import type { Notice } from '../../../components/notice.ts';
import type { Column } from '../../../components/table/columns.ts';
import { ago } from '../../../domain/format.ts';
import { ownMask } from '../../../domain/privacy/local.ts';
import { maskedPayload, payloadMask } from '../../../domain/privacy/payload-mask.ts';
import { priority } from '../../../domain/queries.ts';
import type { ReceivedEvent, ReceivedSet } from '../../../domain/sources/received.ts';
import { t } from '../../../domain/text.ts';
import { second } from '../../../domain/time.ts';
import { pages } from '../../../state/pages.ts';
import { line, span } from '../../../theme/line.ts';
import { spaces } from '../../../theme/width.ts';
import type { Resource } from '../../../workspace/polling/resource.ts';
import { received } from '../../../workspace/resources/received.ts';
import { pictureNeeds } from '../../kit/answer/picture-needs.ts';
import { keyText } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { tableView } from '../../kit/table-view.ts';
import type { Subject, ViewContext } from '../../kit/view.ts';
import { sourceLink } from '../../kit/web-pages.ts';
import { sinceText } from '../../kit/words.ts';

const sourceIdOf = ({ place }: ViewContext): string => pages.debugger.of(place).source ?? '';

function about(context: ViewContext): Subject {
  const id = sourceIdOf(context);
  return { kind: 'source', id, name: context.overview.flow.bySource.get(id)?.source.name ?? t`Source` };
}

/** What is collected on this host is followed as it comes: that asks nobody. */
const followEvery = 2 * second;

const isLive = (set: ReceivedSet): boolean => set.kind === 'events' && set.isLive === true;

function eventsOf(context: ViewContext): Resource<ReceivedSet> {
  const resource = received(sourceIdOf(context));
  const { data } = context.read(resource);
  return data && isLive(data) ? { ...resource, every: followEvery } : resource;
}

/** Where they come from, where that is not the web app's own debugger. */
function head(context: ViewContext): Block {
  const { data } = context.read(received(sourceIdOf(context)));
  return data && isLive(data) ? [line(span(t` collected by segtop serve · followed as they come`, 'dim'))] : [];
}

const columns: readonly Column<ReceivedEvent>[] = [
  {
    id: 'at',
    isTime: true,
    header: t`Received`,
    width: { min: 8, max: 16 },
    priority: 0,
    cell: ({ at }, { now, width }) => (at === undefined ? t`–` : sinceText(at, now, width)),
    sort: ({ at }) => at,
  },
  {
    id: 'age',
    header: t`Age`,
    width: { min: 6, max: 9 },
    align: 'right',
    priority: 3,
    cell: ({ at }, { now }) => (at === undefined ? t`–` : ago(at, now)),
  },
  {
    id: 'type',
    header: t`Type`,
    width: { min: 5, max: 10 },
    priority: 1,
    cell: ({ type }) => type,
    sort: ({ type }) => type,
  },
  {
    id: 'name',
    header: t`Event`,
    width: { min: 10, max: 40, grow: 1 },
    priority: 1,
    cell: ({ name }) => (name === '' ? span(t`–`, 'dim') : name),
    sort: ({ name }) => name,
  },
];

/** Rows of a payload beside the list at most; J has all of it. */
const longest = 200;

/** The event as it came in, personal values and credentials hidden. */
function payloadOf({ event }: ReceivedEvent, { local }: ViewContext): Block {
  const own = ownMask(local.privacy);
  const rows = jsonRows(event, { longest, mask: (text, path) => payloadMask(text, path, false, own) });
  return rows.map(({ depth, spans }) => ({ spans: [{ text: spaces(2 * depth) }, ...spans] }));
}

function empty(context: ViewContext): Notice {
  const { read, session, overview } = context;
  const id = sourceIdOf(context);
  const snapshot = read(received(id));
  const source = overview.flow.bySource.get(id)?.source;
  if (snapshot.data?.kind === 'unavailable')
    return {
      kind: 'not-observable',
      title: t`The Public API shows no events as they arrive`,
      text: source
        ? t`${snapshot.data.why} ${sourceLink(session.webApp, overview, source, 'debugger')}`
        : snapshot.data.why,
      help: keyText(context, 'browser', t`copies the link`),
    };
  return emptyNotice(snapshot, t`events`, {
    title: t`No event in the last two days`,
    text: t`What a source does not send cannot be seen. Its page tells when it last sent.`,
    help: keyText(context, 'refresh', t`reads again`),
  });
}

/** The debugger of one source: its last events, the newest selected, with the payload beside it (rule 39). */
export const debuggerView = tableView<ReceivedEvent>({
  id: pages.debugger.id,
  aliases: [],
  title: (context) => t`${about(context).name} debugger`,
  rows: (context) => {
    const { data } = context.read(received(sourceIdOf(context)));
    return data?.kind === 'events' ? data.events : [];
  },
  columns,
  rowKey: ({ messageId }) => messageId,
  about,
  head,
  subject: ({ messageId, name, type }) => ({ kind: 'other', id: messageId, name: name === '' ? type : name }),
  json: ({ event }, { local }) => maskedPayload(event, false, ownMask(local.privacy)),
  detail: payloadOf,
  detailFrom: 0,
  when: ({ at }) => at,
  empty,
  needs: (context, attention) => [
    ...pictureNeeds(context, attention),
    { resource: eventsOf(context) as Resource<unknown>, priority: priority.visible },
  ],
});
