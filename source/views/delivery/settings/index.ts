import { percentText } from '../../../domain/format.ts';
import { joined, sanitise, t, word } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { line, span } from '../../../theme/line.ts';
import { auditTrail } from '../../../workspace/audit/trail.ts';
import { type Connection, isTrouble, rateOf } from '../../../workspace/delivery/fleet.ts';
import { inventoryNeeds, pageNeeds, trailNeeds } from '../../../workspace/needs/page.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { noneText } from '../../kit/need-states.ts';
import { linkRow, settingRows, trailRows, wrappedFact } from '../../kit/page-rows.ts';
import { factRow, type PageRow, pageView } from '../../kit/page-view.ts';
import type { ViewContext } from '../../kit/view.ts';
import { connectionMark, connectionVerdict } from '../../kit/words.ts';
import { absentDestination, hasRules, modeWords, titleOf } from '../words.ts';

const indented = 2;

/** Configuration of one destination: what it is, who feeds it, every setting, and who changed it (H-23). */
export const destinationSettings = pageView<Connection>({
  id: pages.destinationSettings.id,
  aliases: [],
  title: (context) => titleOf(t`Configuration`, context),
  model: ({ overview, place }) => overview.fleet.byId.get(pages.destinationSettings.of(place).id ?? ''),
  absent: absentDestination,
  subject: ({ id, destination: { name } }) => ({ kind: 'destination', id, name }),
  sections: (connection, context, width) => [
    { title: t``, rows: [...identityRows(connection, context, width), ...pageRows(connection)] },
    { title: t`Settings`, rows: settingRows(connection.destination.settings, width - indented) },
    {
      title: t`What changed`,
      rows: trailRows(auditTrail(context.read, context.period, connection.id), context),
    },
  ],
  needs: (_, { read, period, place }) =>
    pageNeeds(read, () => [
      ...inventoryNeeds(),
      ...trailNeeds(read, period, pages.destinationSettings.of(place).id ?? ''),
    ]),
});

function identityRows(connection: Connection, context: ViewContext, width: number): PageRow[] {
  const { destination, source } = connection;
  const { enabled, name, type, typeSlug, categories, mode, metadataId, sourceId } = destination;
  const labels = (source?.labels ?? []).map(({ key, value }) => t`${key}:${value}`);
  return [
    factRow(
      t`Status`,
      connectionMark(connection, context.glyphs),
      t` `,
      enabled ? span(t`Enabled`, 'good') : span(t`Disabled: nothing is sent, nothing is queued`, 'dim'),
      ...stateSpans(connection),
    ),
    factRow(t`Name`, span(name, 'strong')),
    {
      key: 'type',
      open: pages.catalogItem.at({ tab: 'destination', id: metadataId, slug: typeSlug }),
      line: line(...factRow(t`Type`, span(type, 'accent'), span(t`  ${joined(categories, t`, `)}`, 'dim')).line.spans),
    },
    ...wrappedFact(t`Mode`, t`${word(mode)}: ${modeWords[mode]}`, width),
    {
      key: `source:${sourceId}`,
      ...(source
        ? {
            open: pages.source.at(sourceId),
            subject: { kind: 'source', id: sourceId, name: source.name } as const,
          }
        : {}),
      line: factRow(
        t`Source`,
        span(source?.name ?? sanitise(sourceId), 'accent'),
        span(source && !source.enabled ? t`  disabled` : t``, 'warn'),
      ).line,
    },
    ...wrappedFact(
      t`Labels`,
      labels.length > 0
        ? t`${joined(labels, t`  `)}  (of its source: destinations have none)`
        : noneText(
            context.read(resources.sources),
            t`labels of its source`,
            t`none: destinations have no labels, and its source has none`,
          ),
      width,
      labels.length > 0 ? 'text' : 'dim',
    ),
    ...wrappedFact(t`Created`, t`the API does not tell; the audit trail has its last 90 days`, width, 'dim'),
    factRow(t`Id`, span(sanitise(connection.id), 'dim')),
  ];
}

function stateSpans(connection: Connection) {
  const { reason, state } = connection;
  const rate = rateOf(connection);
  if (state !== 'failing' || rate === undefined) return [];
  const isNow = isTrouble(connection);
  return [
    span(t`  ${percentText(rate)} ${isNow ? t`failing` : t`failed`} `, isNow ? 'bad' : 'dim'),
    connectionVerdict(connection),
    t` ${reason ?? t``}`,
  ];
}

function pageRows({ id, destination }: Connection): PageRow[] {
  return [
    { line: line() },
    linkRow('delivery', t`Delivery Overview`, t`pipeline, failures, breakdowns`, pages.destination.at(id)),
    ...(hasRules(destination)
      ? [
          linkRow('mappings', t`Mappings`, t`which events become which action`, pages.destinationMappings.at(id)),
          linkRow(
            'filters',
            t`Filters`,
            t`what is sampled, dropped or cut before delivery`,
            pages.destinationFilters.at(id),
          ),
        ]
      : []),
  ];
}
