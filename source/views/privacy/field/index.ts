import { jsonLine, jsonRows, namesOf } from '../../../components/json/lines.ts';
import { agoText } from '../../../domain/format.ts';
import { fieldPath } from '../../../domain/privacy/event-fields.ts';
import { ownMask } from '../../../domain/privacy/local.ts';
import { payloadMask } from '../../../domain/privacy/payload-mask.ts';
import { sanitise, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { line, span } from '../../../theme/line.ts';
import { wrap } from '../../../theme/wrap.ts';
import { privacyMarkNeeds } from '../../../workspace/needs/privacy.ts';
import { classified, type PrivacyField } from '../../../workspace/privacy/fields.ts';
import type { ColorFlow } from '../../../workspace/privacy/flows.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { keySpans, keyText } from '../../kit/key-words.ts';
import { emptyNotice, noneSpan } from '../../kit/need-states.ts';
import { factRow, type PageRow, pageView, textRow } from '../../kit/page-view.ts';
import { defineView, type ViewContext } from '../../kit/view.ts';
import { colorSpans, flowName, list, localText, matchText, payloadsText } from '../../kit/words/privacy.ts';
import { exampleOf, examplesStanding, fieldsFor, flowsFor, reachOf, reachStanding, reachText } from '../data.ts';

/** Rows of a payload that are shown: enough to recognise it, less than the drawer shows. */
const longestExample = 60;
/** Names of events that are told. */
const mostEvents = 40;
/** The same on every screen, since the number of rows decides the keys of all that follow. */
const eventsWidth = 56;

const fieldOf = (context: ViewContext): PrivacyField | undefined =>
  fieldsFor(context).all.find(({ path }) => path === pages.privacyField.of(context.place).path);

const page = pageView<PrivacyField>({
  id: pages.privacyField.id,
  aliases: [],
  title: ({ place }) => sanitise(pages.privacyField.of(place).path, 200),
  model: fieldOf,
  absent: (context) =>
    emptyNotice(fieldsFor(context).standing, t`tracking plans`, {
      title: t`Nothing tells of this field any more`,
      text: t`No tracking plan has it, no payload that segtop has read, and it is not in the inventory.`,
      help: keyText(context, 'back', t`back`),
    }),
  subject: ({ path }) => ({ kind: 'field', id: path, name: path }),
  sections: (field, context) => [
    { title: t``, rows: facts(field, context) },
    { title: t`Sources`, rows: sourceRows(field, context) },
    { title: t`Connected destinations`, rows: destinationRows(field, context) },
    { title: t`Example payload, masked`, rows: exampleRows(field, context) },
  ],
  needs: (_, { read, period, local: { privacy } }) => privacyMarkNeeds(read, period, privacy),
});

/** One field: why it has its colour, what carries it, where it gets to, and a payload with it (P-01, P-02; rule 140). */
export const privacyField = defineView<PrivacyField | undefined>({
  ...page,
  model: fieldOf,
  panes: (field, context) =>
    page.panes(field, context).map((pane) => ({
      ...pane,
      scope: 'privacy',
      // The page opens at its top and not at the first row that leads somewhere.
      initial: undefined,
      rows: pane.rows.map((row) => ({
        ...row,
        ...(field && { holds: { kind: 'field' as const, of: classified(field) } }),
      })),
    })),
});

function facts(field: PrivacyField, context: ViewContext): PageRow[] {
  const { glyphs, now } = context;
  const { color, byHand, inventory, lastSeen, payloads, planned } = field;
  const reach = reachOf(context, field.path).length;
  const seen =
    lastSeen === undefined
      ? t`in no payload that segtop has read`
      : t`in ${payloadsText(payloads)}, last ${agoText(lastSeen, now)}`;
  return [
    factRow(
      t`Class`,
      ...colorSpans(color, glyphs),
      span(byHand ? t`  by you` : t`  by default`, 'dim'),
      t`  `,
      ...keySpans(context, 'field.color', t`next colour`),
    ),
    factRow(t`Matcher`, matchText(field.match, glyphs)),
    factRow(t`Type`, field.type),
    factRow(
      t`Inventory`,
      inventory ? (inventory.at > 0 ? t`added ${agoText(inventory.at, now)}` : t`added`) : t`not in it`,
      t`  `,
      ...keySpans(context, 'field.inventory', inventory ? t`takes it out` : t`Add to Inventory`),
    ),
    factRow(t`Seen`, planned ? t`${seen}; a tracking plan has it` : seen),
    ...wrap(list(field.events, mostEvents), eventsWidth).map((row, index) =>
      factRow(index === 0 ? t`Events` : t``, row),
    ),
    factRow(t`Gets to`, span(reachText(context, reach), reach > 0 ? 'text' : 'dim')),
    factRow(t`Access`, span(t`The API does not tell who has PII access`, 'dim')),
    textRow(span(localText, 'dim')),
  ];
}

function sourceRows(field: PrivacyField, context: ViewContext): PageRow[] {
  const sources = context.read(resources.sources);
  const all = sources.data ?? [];
  if (field.sources.length === 0) return [textRow(noneSpan(reachStanding(context), t`sources`, t`None that is known`))];
  return field.sources.map((id): PageRow => {
    const source = all.find((each) => each.id === id);
    const name = source?.name ?? sanitise(id);
    return {
      key: `source:${id}`,
      open: pages.source.at(id),
      subject: { kind: 'source', id, name },
      line: line(
        name,
        t`  `,
        source ? span(source.type, 'dim') : noneSpan(sources, t`sources`, t`no longer in the workspace`),
      ),
    };
  });
}

function destinationRows(field: PrivacyField, context: ViewContext): PageRow[] {
  const sources = new Set(field.sources);
  const carried = flowsFor(context).filter(
    ({ kind, source }) => kind === 'destination' && source !== undefined && sources.has(source.id),
  );
  if (carried.length === 0) return [textRow(noneSpan(reachStanding(context), t`destinations`, t`None that is known`))];
  return carried.map((flow) => destinationRow(flow, field, context));
}

/** A destination that the field may get to, and what keeps it from getting there. */
export function destinationRow(
  flow: ColorFlow,
  { path, color }: Pick<PrivacyField, 'path' | 'color'>,
  { glyphs }: Pick<ViewContext, 'glyphs'>,
): PageRow {
  const has = (fields: readonly PrivacyField[]) => fields.some((each) => each.path === path);
  const state = !flow.enabled
    ? span(t`  off: gets nothing`, 'dim')
    : has(flow.dropped)
      ? span(t`  a filter drops it`, 'good')
      : flow.broken.includes(color)
        ? span(t`  ${glyphs.partial} should not flow here`, 'bad')
        : flow.mayBreak.includes(color)
          ? span(t`  should not flow here; its filters are not read yet`, 'warn')
          : has(flow.inPart)
            ? span(t`  a filter drops it under a condition`, 'warn')
            : undefined;
  return {
    key: `destination:${flow.id}`,
    open: pages.destination.at(flow.id),
    subject: { kind: 'destination', id: flow.id, name: flow.name },
    line: line(flowName(flow, glyphs), state),
  };
}

/** The newest payload that has the field, all of it open; what is personal in it is hidden by every rule there is. */
export function exampleRows({ path }: Pick<PrivacyField, 'path'>, context: ViewContext): PageRow[] {
  const { now, glyphs, local } = context;
  const example = exampleOf(context, path);
  if (!example) {
    const none = t`None: payloads come with the errors and violations that segtop reads`;
    return [textRow(noneSpan(examplesStanding(context), t`payloads`, none))];
  }
  const own = ownMask(local.privacy);
  const rows = jsonRows(example.event, {
    mask: (text, names) => payloadMask(text, names, false, own),
    longest: longestExample,
  });
  const age = example.at === undefined ? t`` : t`  ${agoText(example.at, now)}`;
  return [
    textRow(span(t`${sanitise(example.id, 60)}${age}`, 'dim')),
    ...rows.map((row): PageRow => {
      const here = fieldPath(namesOf(row.path)) === path;
      const spans = jsonLine({ ...row, foldable: false }, { glyphs, digits: 0 }).spans;
      return { line: line(...spans, here ? span(t`  ${glyphs.left} this field`, 'accent') : undefined) };
    }),
  ];
}
