import { type Drop, dropOf } from '../../domain/delivery/filter-drops.ts';
import type { DestinationFilter } from '../../domain/delivery/mappings.ts';
import type { Destination, Source } from '../../domain/entities.ts';
import { type FieldColor, fieldColors, isUnwanted, type LocalPrivacy } from '../../domain/privacy/local.ts';
import type { SafeText } from '../../domain/text.ts';
import type { Read } from '../polling/read.ts';
import type { Snapshot } from '../polling/snapshot.ts';
import * as resources from '../resources/common.ts';
import { destinationFilters } from '../resources/pages.ts';
import type { PrivacyField } from './fields.ts';

/** What of each colour gets to one source or one destination (P-04). */
export interface ColorFlow {
  /** `source:ID` or `destination:ID`. */
  readonly key: string;
  readonly kind: 'source' | 'destination';
  readonly id: string;
  readonly name: SafeText;
  readonly source: Source | undefined;
  readonly enabled: boolean;
  /** Fields by colour that get there; none where it is disabled. */
  readonly fields: Readonly<Record<FieldColor, readonly PrivacyField[]>>;
  /** Fields that a filter of the destination drops always, and those it drops of some events. */
  readonly dropped: readonly PrivacyField[];
  readonly inPart: readonly PrivacyField[];
  /** Only destinations have filters; unread ones may still drop something. */
  readonly filters: Snapshot<readonly DestinationFilter[]> | undefined;
  /**
   * Colours that the user does not want here; those of them that get here all the same; and those that do unless a filter that is
   * still to be read drops them.
   */
  readonly unwanted: readonly FieldColor[];
  readonly broken: readonly FieldColor[];
  readonly mayBreak: readonly FieldColor[];
}

const sensitivity = ({ fields, broken, mayBreak }: ColorFlow): readonly number[] => [
  broken.length + mayBreak.length,
  fields.red.length,
  fields.yellow.length,
  fields.green.length,
];

/**
 * Worst first: what flows though it should not, then the most red. Destinations before sources, as they are other people's.
 * @param keys of the places that are meant; all of them unless given
 */
export function colorFlows(
  read: Read,
  fields: readonly PrivacyField[],
  privacy: LocalPrivacy,
  keys?: ReadonlySet<string>,
): readonly ColorFlow[] {
  const isMeant = (kind: ColorFlow['kind'], id: string) => keys === undefined || keys.has(`${kind}:${id}`);
  const bySource = new Map<string, PrivacyField[]>();
  for (const field of fields)
    for (const id of field.sources) {
      const carried = bySource.get(id);
      if (carried) carried.push(field);
      else bySource.set(id, [field]);
    }
  const sources = read(resources.sources).data ?? [];
  const sourceById = new Map(sources.map((source) => [source.id, source]));
  const flows = [
    ...(read(resources.destinations).data ?? [])
      .filter(({ id }) => isMeant('destination', id))
      .map((destination) =>
        destinationFlow(read, destination, sourceById.get(destination.sourceId), bySource, privacy),
      ),
    ...sources.filter(({ id }) => isMeant('source', id)).map((source) => sourceFlow(source, bySource, privacy)),
  ];
  return flows.toSorted(worstFirst);
}

function worstFirst(a: ColorFlow, b: ColorFlow): number {
  const [own, other] = [sensitivity(a), sensitivity(b)];
  if (own[0] !== other[0]) return other[0]! - own[0]!;
  if (a.kind !== b.kind) return a.kind === 'destination' ? -1 : 1;
  const at = own.findIndex((count, index) => count !== other[index]);
  return at < 0 ? (a.name < b.name ? -1 : 1) : other[at]! - own[at]!;
}

function destinationFlow(
  read: Read,
  { id, name, enabled, sourceId }: Destination,
  source: Source | undefined,
  bySource: ReadonlyMap<string, readonly PrivacyField[]>,
  privacy: LocalPrivacy,
): ColorFlow {
  const filters = read(destinationFilters(id));
  const runs = enabled && source?.enabled !== false;
  const carried = runs ? (bySource.get(sourceId) ?? []) : [];
  const drops = new Map<PrivacyField, Drop>();
  if (filters.data?.some((filter) => filter.enabled))
    for (const field of carried) {
      const drop = dropOf(filters.data, field.path);
      if (drop) drops.set(field, drop);
    }
  const withDrop = (drop: Drop) => carried.filter((field) => drops.get(field) === drop);
  return {
    key: `destination:${id}`,
    kind: 'destination',
    id,
    name,
    source,
    enabled: runs,
    dropped: withDrop('always'),
    inPart: withDrop('in part'),
    filters,
    ...colored(
      carried.filter((field) => drops.get(field) !== 'always'),
      'destination',
      id,
      privacy,
      filters.data !== undefined || filters.error !== undefined,
    ),
  };
}

function sourceFlow(
  source: Source,
  bySource: ReadonlyMap<string, readonly PrivacyField[]>,
  privacy: LocalPrivacy,
): ColorFlow {
  const { id, name, enabled } = source;
  const carried = enabled ? (bySource.get(id) ?? []) : [];
  return {
    key: `source:${id}`,
    kind: 'source',
    id,
    name,
    source,
    enabled,
    dropped: [],
    inPart: [],
    filters: undefined,
    ...colored(carried, 'source', id, privacy, true),
  };
}

function colored(
  carried: readonly PrivacyField[],
  kind: ColorFlow['kind'],
  id: string,
  privacy: LocalPrivacy,
  areFiltersKnown: boolean,
): Pick<ColorFlow, 'fields' | 'unwanted' | 'broken' | 'mayBreak'> {
  const of = (color: FieldColor) => carried.filter((field) => field.color === color);
  const fields = { red: of('red'), yellow: of('yellow'), green: of('green') };
  const unwanted = fieldColors.filter((color) => isUnwanted(privacy, { kind, id, color }));
  const flowing = unwanted.filter((color) => fields[color].length > 0);
  return {
    fields,
    unwanted,
    broken: areFiltersKnown ? flowing : [],
    mayBreak: areFiltersKnown ? [] : flowing,
  };
}
