import type { Block } from '../../../components/block.ts';
import type { Column } from '../../../components/table/columns.ts';
import { fieldWords } from '../../../domain/delivery/field-words.ts';
import { fqlWords } from '../../../domain/delivery/fql-words.ts';
import type { Mapping } from '../../../domain/delivery/mappings.ts';
import { ago, counted, whole } from '../../../domain/format.ts';
import { maskedPayload } from '../../../domain/privacy/payload-mask.ts';
import type { ReverseEtlModel } from '../../../domain/storage/reverse-etl.ts';
import { type SafeText, sanitise, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { blank, line, type Span, span } from '../../../theme/line.ts';
import { type MappingDelivery, mappingDelivery } from '../../../workspace/delivery/mappings.ts';
import { mappingDeliveryNeeds } from '../../../workspace/needs/mappings.ts';
import { inventoryNeeds, needOf, pageNeeds } from '../../../workspace/needs/page.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { mappings as mappingsOf, reverseEtlModels } from '../../../workspace/resources/pages.ts';
import { subjectAnswer } from '../../kit/answer/subject.ts';
import { detailFact } from '../../kit/detail-lines.ts';
import { keySpans, keyText } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { tableView } from '../../kit/table-view.ts';
import { textLines } from '../../kit/text-lines.ts';
import type { ViewContext } from '../../kit/view.ts';
import { countOf, countSpan, feedText } from '../../kit/words/mappings.ts';
import { problemText } from '../../kit/words.ts';
import { destinationAt, hasRules, titleOf } from '../words.ts';

/** One mapping with what became of the events it took. */
interface Row {
  readonly mapping: Mapping;
  readonly delivery: MappingDelivery;
  readonly models: readonly ReverseEtlModel[] | undefined;
}

const failedOf = ({ delivery, mapping }: Row) => countOf(delivery, mapping.id, 'failed');
const deliveredOf = ({ delivery, mapping }: Row) => countOf(delivery, mapping.id, 'delivered');

/** Those that fail most first, then in the order of the API; what is off last. */
function rows(context: ViewContext): readonly Row[] {
  const { read, period, place } = context;
  const destination = destinationAt(context);
  const { data } = read(mappingsOf(pages.destinationMappings.of(place).id ?? ''));
  if (!destination || !data) return [];
  const delivery = mappingDelivery(read, period, destination);
  const models = read(reverseEtlModels).data;
  return data
    .map((mapping): Row => ({ mapping, delivery, models }))
    .sort((a, b) => Number(b.mapping.enabled) - Number(a.mapping.enabled) || (failedOf(b) ?? 0) - (failedOf(a) ?? 0));
}

const columns: readonly Column<Row>[] = [
  {
    id: 'mark',
    header: t``,
    width: 1,
    priority: 0,
    cell: ({ mapping: { enabled } }, { glyphs }) => stateSpan(enabled, glyphs.healthy, glyphs.inactive),
    sort: ({ mapping }) => Number(mapping.enabled),
  },
  {
    id: 'name',
    header: t`Mapping`,
    width: { min: 12, max: 32, grow: 1 },
    priority: 0,
    cell: ({ mapping: { name, enabled } }) => span(name, enabled ? 'text' : 'dim'),
    sort: ({ mapping }) => mapping.name,
  },
  {
    id: 'action',
    header: t`Action`,
    width: { min: 10, max: 22 },
    priority: 4,
    cell: ({ mapping }) => span(mapping.actionSlug, 'dim'),
    sort: ({ mapping }) => mapping.actionSlug,
  },
  {
    id: 'trigger',
    header: t`Trigger`,
    width: { min: 14, max: 60, grow: 2 },
    priority: 1,
    cell: ({ mapping }) => fqlWords(mapping.trigger),
  },
  {
    id: 'delivered',
    header: t`Delivered`,
    width: 9,
    align: 'right',
    priority: 2,
    cell: (row) => countSpan(deliveredOf(row)),
    sort: deliveredOf,
  },
  {
    id: 'failed',
    header: t`Failed`,
    width: 6,
    align: 'right',
    priority: 1,
    cell: (row) => countSpan(failedOf(row), 'bad'),
    sort: failedOf,
  },
  {
    id: 'feed',
    header: t`Fed by`,
    width: { min: 6, max: 26 },
    priority: 3,
    cell: ({ mapping, models }) => span(feedText(mapping, models), mapping.modelId === undefined ? 'dim' : 'info'),
    sort: ({ mapping, models }) => feedText(mapping, models),
  },
];

const stateSpan = (enabled: boolean, on: SafeText, off: SafeText): Span =>
  span(enabled ? on : off, enabled ? 'good' : 'dim');

const periodWords = { '24h': t`last 24 hours`, '7d': t`last 7 days` } as const;

function detail({ mapping, delivery, models }: Row, context: ViewContext, width: number): Block {
  const { id, name, enabled, actionSlug, trigger, settings } = mapping;
  const { glyphs, now, period } = context;
  const count = (what: 'delivered' | 'failed' | 'filtered', tone?: Span['tone']) => {
    const value = countOf(delivery, id, what);
    return value === undefined ? span(t`–`, 'dim') : span(whole(value), value > 0 ? tone : 'dim');
  };
  const age = delivery.fetchedAt === undefined ? t`` : t`, ${ago(delivery.fetchedAt, now)}`;
  const fields = Object.entries(maskedPayload(settings, true) as Record<string, unknown>);
  return [
    line(stateSpan(enabled, glyphs.healthy, glyphs.inactive), t` `, span(name, 'strong')),
    line(span(enabled ? t`enabled` : t`off: its events are filtered at the destination`, enabled ? 'dim' : 'warn')),
    blank,
    detailFact(t`Action`, actionSlug),
    detailFact(t`Fed by`, feedText(mapping, models)),
    ...textLines(fqlWords(trigger), width),
    blank,
    line(span(t`${periodWords[period]}${age}`, 'dim')),
    detailFact(t`Delivered`, count('delivered')),
    detailFact(t`Failed`, count('failed', 'bad')),
    detailFact(t`Filtered`, count('filtered')),
    ...deliveryNote(delivery, width),
    blank,
    line(span(counted(fields.length, t`field`), 'strong'), t`  `, ...keySpans(context, 'row.open', t`shows all of it`)),
    ...fields.map(([field, value]) => detailFact(sanitise(field, 40), fieldWords(value))),
  ];
}

function deliveryNote({ unnamed, error }: MappingDelivery, width: number): Block {
  if (error) return [line(span(problemText(error), 'warn'))];
  return unnamed
    ? textLines(t`The API answered without naming mappings: counts of one are not observable.`, width, 'warn')
    : [];
}

/** Mappings of one destination: which events become which action, and how each of them is delivered (rule 73). */
export const destinationMappings = tableView<Row>({
  id: pages.destinationMappings.id,
  aliases: [],
  title: (context) => titleOf(t`Mappings`, context),
  rows,
  columns,
  rowKey: ({ mapping }) => mapping.id,
  open: ({ mapping: { id, destinationId } }) => pages.mapping.at({ id: destinationId, mapping: id }),
  subject: ({ mapping: { id, name, destinationId } }) => ({ kind: 'mapping', id, name, parent: destinationId }),
  about: (context) => {
    const found = destinationAt(context);
    return found && { kind: 'destination', id: found.id, name: found.name };
  },
  detail,
  answer: ({ mapping: { id, name } }, context) =>
    subjectAnswer({ kind: 'mapping', id, name }, context, t`opens its fields and what they are taken from`),
  empty: (context) => {
    const destination = destinationAt(context);
    return emptyNotice(
      [
        context.read(resources.destinations),
        context.read(mappingsOf(pages.destinationMappings.of(context.place).id ?? '')),
      ],
      t`mappings`,
      {
        title: t`No mappings`,
        text:
          destination && /^actions-/.test(destination.typeSlug)
            ? t`Without one no event becomes an action: everything is filtered as NO_MATCHING_MAPPING.`
            : t`Only Actions destinations have mappings. This type decides by itself what it takes.`,
        help: keyText(context, 'back', t`back`),
      },
    );
  },
  needs: (context) =>
    pageNeeds(context.read, () => {
      const destination = destinationAt(context);
      return [
        ...inventoryNeeds(),
        needOf(mappingsOf(pages.destinationMappings.of(context.place).id ?? '')),
        ...(destination && hasRules(destination) && anyMapping(context)
          ? mappingDeliveryNeeds(context.period, destination)
          : []),
        ...(anyModel(context) ? [needOf(reverseEtlModels)] : []),
      ];
    }),
});

const listed = ({ read, place }: ViewContext): readonly Mapping[] =>
  read(mappingsOf(pages.destinationMappings.of(place).id ?? '')).data ?? [];
const anyMapping = (context: ViewContext): boolean => listed(context).length > 0;
const anyModel = (context: ViewContext): boolean => listed(context).some(({ modelId }) => modelId !== undefined);
