import type { Block } from '../../../components/block.ts';
import type { Column } from '../../../components/table/columns.ts';
import type { Transformation } from '../../../domain/protocols/plans.ts';
import { joined, type SafeText, sanitise, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { blank, line, span } from '../../../theme/line.ts';
import { transformationsNeeds } from '../../../workspace/needs/protocols.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { transformations } from '../../../workspace/resources/pages.ts';
import { subjectAnswer } from '../../kit/answer/subject.ts';
import { keyText } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import { tableView } from '../../kit/table-view.ts';
import { textLines } from '../../kit/text-lines.ts';
import type { ViewContext } from '../../kit/view.ts';
import { fact } from '../../kit/words/protocols-facts.ts';

/** What a transformation does, one sentence for each of its parts (rule 100). */
export function transformationSteps(of: Transformation): readonly SafeText[] {
  const { drop, newEventName, renames, values, computed, allowed, hashed } = of;
  return [
    ...(drop ? [t`drops the event`] : []),
    ...(newEventName === '' ? [] : [t`renames the event to ${newEventName}`]),
    ...renames.map(({ from, to }) => t`renames ${from} to ${to}`),
    ...values.map(({ paths, value }) => t`sets ${joined(paths, t`, `)} to ${value === '' ? t`nothing` : value}`),
    ...computed.map(({ property, fql }) => t`computes ${property} from ${fql}`),
    ...(allowed.length > 0 ? [t`lets through only ${joined(allowed, t`, `)}`] : []),
    ...(hashed ? [t`hashes ${joined(hashed.paths, t`, `)} with ${hashed.algorithm}`] : []),
  ];
}

/** The event that a condition asks for by name, else the kind of call; undefined where it asks for neither. */
export function conditionEvent(condition: SafeText): SafeText | undefined {
  const named = /\b(?:event|name)\s*=\s*(?:'([^']{1,200})'|"([^"]{1,200})")/.exec(condition);
  const typed = /\btype\s*=\s*(?:'([a-z]{1,20})'|"([a-z]{1,20})")/.exec(condition);
  const name = named?.[1] ?? named?.[2];
  const type = typed?.[1] ?? typed?.[2];
  if (name !== undefined) return sanitise(name);
  return type === undefined ? undefined : t`${sanitise(type)} calls`;
}

/** A transformation with the names of what it is bound to. */
interface Row {
  readonly own: Transformation;
  readonly source: SafeText;
  /** The type of destinations it is for; all without one. */
  readonly destinations: SafeText | undefined;
  readonly steps: readonly SafeText[];
}

function rows({ read }: ViewContext): readonly Row[] {
  const sources = read(resources.sources).data ?? [];
  const destinations = read(resources.destinations).data ?? [];
  const all = read(transformations).data ?? [];
  return all
    .map((own): Row => {
      const { sourceId, destinationMetadataId: type } = own;
      const typed = destinations.find(({ metadataId }) => metadataId === type)?.type;
      return {
        own,
        source: sources.find(({ id }) => id === sourceId)?.name ?? sanitise(sourceId),
        destinations: type === undefined ? undefined : (typed ?? sanitise(type)),
        steps: transformationSteps(own),
      };
    })
    .sort((a, b) => Number(b.own.enabled) - Number(a.own.enabled) || (a.own.name < b.own.name ? -1 : 1));
}

const columns: readonly Column<Row>[] = [
  {
    id: 'enabled',
    header: t``,
    width: 1,
    priority: 0,
    cell: ({ own }, { glyphs }) => (own.enabled ? span(glyphs.healthy, 'good') : span(glyphs.inactive, 'dim')),
    sort: ({ own }) => (own.enabled ? 1 : 0),
  },
  {
    id: 'name',
    header: t`Transformation`,
    width: { min: 16, max: 34 },
    priority: 0,
    cell: ({ own }) => span(own.name, own.enabled ? 'text' : 'dim'),
    sort: ({ own }) => own.name,
  },
  {
    id: 'source',
    header: t`Source`,
    width: { min: 10, max: 24 },
    priority: 1,
    cell: ({ source }) => source,
    sort: ({ source }) => source,
  },
  {
    id: 'event',
    header: t`Event`,
    width: { min: 10, max: 26 },
    priority: 1,
    cell: ({ own }) => conditionEvent(own.condition) ?? span(own.condition === '' ? t`all` : own.condition, 'dim'),
    sort: ({ own }) => conditionEvent(own.condition) ?? own.condition,
  },
  {
    id: 'does',
    header: t`What it does`,
    width: { min: 16, grow: 1 },
    priority: 2,
    cell: ({ steps, own }) => span(steps.length === 0 ? t`nothing` : joined(steps, t`; `), own.drop ? 'warn' : 'text'),
  },
  {
    id: 'for',
    header: t`For`,
    width: { min: 16, max: 28 },
    priority: 5,
    cell: ({ destinations }) => span(destinations ?? t`all destinations`, 'dim'),
    sort: ({ destinations }) => destinations,
  },
  {
    id: 'state',
    header: t`State`,
    width: 8,
    priority: 6,
    cell: ({ own }) => span(own.enabled ? t`enabled` : t`disabled`, own.enabled ? 'text' : 'dim'),
    sort: ({ own }) => (own.enabled ? t`enabled` : t`disabled`),
  },
];

function detail({ own, source, destinations, steps }: Row, { glyphs }: ViewContext, width: number): Block {
  const state = own.enabled
    ? span(t`${glyphs.healthy} enabled`, 'good')
    : span(t`${glyphs.inactive} disabled: it does nothing`, 'warn');
  const where =
    destinations === undefined
      ? t`At the source: every destination gets what it makes, and what it drops is gone.`
      : t`On the way to ${destinations}: all destinations of that type behind this source, no others.`;
  return [
    ...textLines(own.name, width, 'strong'),
    line(state),
    blank,
    ...steps.flatMap((step) => textLines(t`${glyphs.bullet} ${step}`, width, own.drop ? 'warn' : 'text')),
    blank,
    fact(t`Source`, source),
    fact(t`For`, destinations ?? t`all destinations`),
    line(span(t`Condition`, 'dim')),
    ...textLines(own.condition === '' ? t`every event` : own.condition, width),
    blank,
    ...textLines(where, width, 'dim'),
  ];
}

/** Transformations: what they change, in words (rule 100). */
export const transformationsTab = tableView<Row>({
  id: pages.protocols.id,
  aliases: [],
  title: () => t`Transformations`,
  rows,
  columns,
  rowKey: ({ own }) => own.id,
  open: ({ own }) => pages.source.at(own.sourceId),
  subject: ({ own }) => ({ kind: 'other', id: own.id, name: own.name }),
  detail,
  answer: ({ own: { id, name } }, context) => subjectAnswer({ kind: 'other', id, name }, context, t`opens the source`),
  detailOpen: ({ own }) => pages.source.at(own.sourceId),
  empty: ({ read, keyOf }) =>
    emptyNotice(read(transformations), t`transformations`, {
      title: t`No transformation`,
      text: t`A transformation renames or drops events and fields, as a stop-gap until the code that sends them is mended.`,
      help: keyText({ keyOf }, 'browser', t`copies the link to Protocols`),
    }),
  needs: ({ read }) => transformationsNeeds(read),
});
