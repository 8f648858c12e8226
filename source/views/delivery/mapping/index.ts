import { jsonLine, jsonRows } from '../../../components/json/lines.ts';
import { fieldWords } from '../../../domain/delivery/field-words.ts';
import { fqlWords } from '../../../domain/delivery/fql-words.ts';
import type { Mapping } from '../../../domain/delivery/mappings.ts';
import { ago, whole } from '../../../domain/format.ts';
import { maskedPayload, payloadMask } from '../../../domain/privacy/payload-mask.ts';
import { sanitise, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { span } from '../../../theme/line.ts';
import { type MappingDelivery, mappingDelivery } from '../../../workspace/delivery/mappings.ts';
import { mappingDeliveryNeeds } from '../../../workspace/needs/mappings.ts';
import { inventoryNeeds, needOf, pageNeeds } from '../../../workspace/needs/page.ts';
import { mappings as mappingsOf, reverseEtlModels } from '../../../workspace/resources/pages.ts';
import { keyText } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { linkRow, sentence, wrappedFact } from '../../kit/page-rows.ts';
import { factRow, type PageRow, pageView, textRow, turnedOf } from '../../kit/page-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { countOf, feedText } from '../../kit/words/mappings.ts';
import { problemText } from '../../kit/words.ts';
import { destinationAt, hasRules } from '../words.ts';

const indented = 2;

const mappingAt = ({ read, place }: ViewContext): Mapping | undefined =>
  read(mappingsOf(pages.mapping.of(place).id ?? '')).data?.find(({ id }) => id === pages.mapping.of(place).mapping);

/** One mapping: when it runs, what became of its events, and every field it fills (rule 73). */
export const mapping = pageView<Mapping>({
  id: pages.mapping.id,
  aliases: [],
  title: (context) => mappingAt(context)?.name ?? t`Mapping`,
  model: mappingAt,
  absent: ({ read, keyOf, place }) =>
    emptyNotice(read(mappingsOf(pages.mapping.of(place).id ?? '')), t`mappings`, {
      title: t`The destination no longer has this mapping`,
      help: keyText({ keyOf }, 'back', t`back`),
    }),
  subject: ({ id, name, destinationId }) => ({ kind: 'mapping', id, name, parent: destinationId }),
  sections: (found, context, width) => [
    { title: t``, rows: identityRows(found, context, width) },
    { title: t`Delivery`, rows: deliveryRows(found, context, width - indented) },
    { title: t`Fields`, rows: fieldRows(found, width - indented) },
    ...(Object.keys(found.settings).length === 0
      ? []
      : [{ title: t`As the API gives them`, rows: jsonFieldRows(found, context) }]),
  ],
  needs: (found, context) =>
    pageNeeds(context.read, () => {
      const destination = destinationAt(context);
      return [
        ...inventoryNeeds(),
        needOf(mappingsOf(pages.mapping.of(context.place).id ?? '')),
        ...(destination && hasRules(destination) ? mappingDeliveryNeeds(context.period, destination) : []),
        ...(found?.modelId === undefined ? [] : [needOf(reverseEtlModels)]),
      ];
    }),
});

export function identityRows(found: Mapping, context: ViewContext, width: number): PageRow[] {
  const { enabled, trigger, actionSlug, destinationId, modelId, id } = found;
  const destination = destinationAt(context);
  const { glyphs, read } = context;
  return [
    factRow(
      t`Status`,
      span(enabled ? glyphs.healthy : glyphs.inactive, enabled ? 'good' : 'dim'),
      enabled ? t` Enabled` : span(t` Off: its events are filtered at the destination`, 'warn'),
    ),
    factRow(t`Action`, actionSlug),
    ...wrappedFact(t`Trigger`, fqlWords(trigger), width),
    ...wrappedFact(t`As written`, trigger === '' ? t`none` : trigger, width, 'dim'),
    linkRow(
      'destination',
      t`Destination`,
      destination?.name ?? sanitise(destinationId),
      pages.destination.at(destinationId),
    ),
    ...(modelId === undefined
      ? [factRow(t`Fed by`, t`events of its source`)]
      : [
          {
            key: 'runs',
            open: pages.reverseEtlRuns.at({ model: modelId, mapping: id, destination: destinationId }),
            line: factRow(t`Fed by`, span(feedText(found, read(reverseEtlModels).data), 'accent')).line,
          },
        ]),
    factRow(t`Id`, span(sanitise(id), 'dim')),
  ];
}

const periodWords = { '24h': t`last 24 hours`, '7d': t`last 7 days` } as const;

export function deliveryRows({ id, modelId }: Mapping, context: ViewContext, width: number): PageRow[] {
  const destination = destinationAt(context);
  if (!destination || !hasRules(destination))
    return [textRow(span(t`not observable for this kind of destination`, 'dim'))];
  const delivery = mappingDelivery(context.read, context.period, destination);
  const { byMapping, fetchedAt, error, unnamed } = delivery;
  const age = fetchedAt === undefined ? t`` : t`, ${ago(fetchedAt, context.now)}`;
  if (unnamed)
    return sentence(t`The API answered without naming mappings: counts of one are not observable.`, width, 'warn');
  if (byMapping.size === 0 && !delivery.isComplete)
    return [textRow(error ? span(problemText(error), 'warn') : span(t`Reading delivery…`, 'dim'))];
  return [
    textRow(
      span(t`${periodWords[context.period]}${age}`, 'dim'),
      error ? span(t`  ${problemText(error)}`, 'warn') : undefined,
    ),
    countRow(delivery, id, 'delivered'),
    countRow(delivery, id, 'failed'),
    countRow(delivery, id, 'filtered'),
    ...(modelId === undefined
      ? []
      : sentence(t`Rows of Reverse ETL are counted by its runs; Delivery Overview may know nothing of them.`, width)),
  ];
}

const names = { delivered: t`Delivered`, failed: t`Failed`, filtered: t`Filtered` } as const;

function countRow(delivery: MappingDelivery, id: string, what: keyof typeof names): PageRow {
  const count = countOf(delivery, id, what);
  if (count === undefined) return factRow(names[what], span(t`–`, 'dim'));
  return factRow(names[what], span(whole(count), what === 'failed' && count > 0 ? 'bad' : 'text'));
}

/** Where each field gets its value from, a field a row. */
function fieldRows({ settings }: Mapping, width: number): PageRow[] {
  const entries = Object.entries(maskedPayload(settings, true) as Record<string, unknown>);
  if (entries.length === 0)
    return sentence(t`The API tells no fields of it: it uses the defaults of its action.`, width);
  return entries.flatMap(([name, value]) => wrappedFact(sanitise(name, 80), fieldWords(value), width));
}

/** The same as JSON, foldable; credentials in it stay hidden. */
function jsonFieldRows({ settings }: Mapping, context: ViewContext): PageRow[] {
  const folded = new Set(turnedOf(context));
  const rows = jsonRows(settings, { folded, mask: (text, path) => payloadMask(text, path, true) });
  return rows.map(
    (row): PageRow => ({
      key: `field:${row.path}:${row.number}`,
      ...(row.foldable ? { fold: row.path } : {}),
      line: jsonLine(row, { glyphs: context.glyphs, digits: 0 }),
    }),
  );
}
