import type { Sync } from '../../../domain/entities.ts';
import { behindText, clock, counted, whole } from '../../../domain/format.ts';
import { priority } from '../../../domain/queries.ts';
import { type SafeText, sanitise, t, word } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { line, span } from '../../../theme/line.ts';
import { inventoryNeeds, needOf, pageNeeds } from '../../../workspace/needs/page.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { warehouseSchedule, warehouseSources } from '../../../workspace/resources/pages.ts';
import { inRowText, type StorageHealth } from '../../../workspace/storage/health.ts';
import { keyText } from '../../kit/key-words.ts';
import { emptyNotice, noneSpan, noneText } from '../../kit/need-states.ts';
import { sentence, wrappedFact } from '../../kit/page-rows.ts';
import { factRow, type PageRow, pageView, textRow, turnedOf } from '../../kit/page-view.ts';
import { readingText } from '../../kit/sync-reading.ts';
import type { ViewContext } from '../../kit/view.ts';
import { spanText } from '../../kit/words/onset.ts';
import { syncDetailRows, syncSpans } from '../../kit/words/syncs.ts';
import { problemText } from '../../kit/words.ts';
import { scheduleRows } from '../schedule-words.ts';

const indented = 2;

/** The syncs of one source into one warehouse. */
interface History {
  readonly storage: StorageHealth;
  readonly sourceId: string;
  readonly name: SafeText;
  /** Newest first. */
  readonly syncs: readonly Sync[];
}

function historyAt({ overview, place, read }: ViewContext): History | undefined {
  const { id = '', source: sourceId = '' } = pages.warehouseSyncs.of(place);
  const storage = overview.storage.find(({ warehouse }) => warehouse.id === id);
  if (!storage) return undefined;
  const known =
    overview.flow.bySource.get(sourceId)?.source ??
    read(warehouseSources(id)).data?.find((each) => each.id === sourceId);
  const syncs = (storage.syncs.data ?? []).filter((sync) => sync.sourceId === sourceId);
  return {
    storage,
    sourceId,
    name: known?.name ?? sanitise(sourceId),
    syncs: syncs.toSorted((a, b) => b.start - a.start),
  };
}

/** Sync history of one source in one warehouse: every run with its result, rows and notices (R-04; rule 113). */
export const warehouseSyncs = pageView<History>({
  id: pages.warehouseSyncs.id,
  aliases: [],
  title: (context) => {
    const found = historyAt(context);
    return found ? t`${found.storage.warehouse.name} ${context.glyphs.left} ${found.name}` : t`Sync history`;
  },
  model: historyAt,
  absent: ({ read, keyOf }) =>
    emptyNotice(read(resources.warehouses), t`warehouse`, {
      title: t`This warehouse is no longer in the workspace`,
      help: keyText({ keyOf }, 'back', t`back`),
    }),
  subject: ({ storage: { warehouse } }) => ({ kind: 'warehouse', id: warehouse.id, name: warehouse.name }),
  sections: (history, context, width) => [
    { title: t``, rows: stateRows(history, context, width) },
    { title: t`Syncs, newest first`, rows: syncRows(history, context, width - indented) },
  ],
  needs: (_, { read, place }) =>
    pageNeeds(read, () => [
      ...inventoryNeeds(),
      needOf(resources.warehouses),
      needOf(warehouseSources(pages.warehouseSyncs.of(place).id ?? ''), priority.favorite),
      needOf(resources.warehouseSyncs(pages.warehouseSyncs.of(place).id ?? '')),
      needOf(warehouseSchedule(pages.warehouseSyncs.of(place).id ?? '')),
    ]),
});

function stateRows({ storage, sourceId, name, syncs }: History, context: ViewContext, width: number): PageRow[] {
  const { now, overview } = context;
  const pair = storage.pairs.find((each) => each.sourceId === sourceId);
  const known = overview.flow.bySource.has(sourceId);
  const good = pair?.lastGood;
  return [
    {
      key: 'source',
      ...(known
        ? {
            open: pages.source.at(sourceId),
            subject: { kind: 'source', id: sourceId, name } as const,
          }
        : {}),
      line: factRow(t`Source`, span(name, 'accent')).line,
    },
    factRow(t`Status`, ...statusSpans(storage, sourceId, now)),
    good === undefined
      ? factRow(t`Data complete`, noneSpan(storage.syncs, t`reports`, t`no good sync in the reports read`, 'warn'))
      : factRow(t`Data complete`, t`up to ${clock(good, now)}`, span(t`  ${behindText(good, now)}`, 'dim')),
    ...scheduleRows(storage.warehouse, syncs, context, width),
    ...wrappedFact(t`Reports`, readingText(storage.syncs, now), width, storage.syncs.error ? 'warn' : 'dim'),
  ];
}

function statusSpans({ pairs, syncs }: StorageHealth, sourceId: string, now: number) {
  const pair = pairs.find((each) => each.sourceId === sourceId);
  if (!pair) return [noneSpan(syncs, t`reports`, t`no sync in the reports read`)];
  const { state, onset } = pair;
  if (state === 'failing') {
    const since = onset ? t` ${spanText(onset, now)}` : t``;
    return [span(t`failed ${inRowText(pair)}× in a row${since}`, 'bad')];
  }
  if (state === 'partial') return [span(t`partial: some rows were not loaded`, 'warn')];
  return state === 'ok' ? [span(t`good`, 'good')] : [span(word(state), 'dim')];
}

/** The newest run that is not good is unfolded, the others are folded; Enter toggles one. */
function syncRows({ storage, syncs }: History, context: ViewContext, width: number): PageRow[] {
  const { error, data } = storage.syncs;
  if (!data)
    return error
      ? [textRow(span(problemText(error), 'warn')), ...sentence(error.message, width)]
      : sentence(t`The API allows two of these reads a minute, so it takes a while.`, width);
  if (syncs.length === 0)
    return sentence(
      noneText(
        storage.syncs,
        t`reports`,
        t`No Syncs of this source among the ${counted(data.length, t`report`, t`reports`, whole)} read.`,
      ),
      width,
    );
  const open = syncs.find(({ status }) => status === 'failure' || status === 'partial');
  const turned = new Set(turnedOf(context));
  const { glyphs, now } = context;
  return syncs.flatMap((sync) => {
    const key = String(sync.start);
    const isOpen = (sync === open) !== turned.has(key);
    const head: PageRow = {
      key: `sync:${key}`,
      fold: key,
      line: line(
        span(t`${isOpen ? glyphs.unfolded : glyphs.folded} `, 'dim'),
        ...syncSpans(sync, now, glyphs),
        span(isOpen ? t`` : (sync.notices[0]?.message ?? t``), sync.status === 'failure' ? 'bad' : 'warn'),
      ),
    };
    return isOpen ? [head, ...syncDetailRows(sync, width - 4)] : [head];
  });
}
