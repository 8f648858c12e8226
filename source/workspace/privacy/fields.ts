import { type EventField, payloadFields, schemaFields } from '../../domain/privacy/event-fields.ts';
import {
  type ClassifiedField,
  type FieldColor,
  fieldColors,
  type InventoryField,
  type LocalPrivacy,
} from '../../domain/privacy/local.ts';
import type { PiiMatch } from '../../domain/privacy/pii.ts';
import type { Standing } from '../../domain/proof.ts';
import { type SafeText, sanitise, split, t } from '../../domain/text.ts';
import { day } from '../../domain/time.ts';
import { standingOf } from '../polling/proof.ts';
import type { Read } from '../polling/read.ts';
import type { Snapshot } from '../polling/snapshot.ts';
import { bindsSources } from '../protocols/violations.ts';
import * as resources from '../resources/common.ts';
import { trackingPlanRules } from '../resources/pages.ts';
import { type SeenPayload, seenPayloads } from './payloads.ts';

/** Segment's inbox looks back so far (rule 143). */
export const inboxWindow = 7 * day;

/** One field of the events that come in, over all events and sources that have it. */
export interface PrivacyField {
  readonly path: SafeText;
  readonly type: SafeText;
  /** Undefined where no default matcher hits: Segment's green. */
  readonly match: PiiMatch | undefined;
  /** The colour in force: the user's own, else the matcher's. */
  readonly color: FieldColor;
  readonly byHand: boolean;
  /** What it is in without the user: what lists are ordered by, so that a row stays while it is classified. */
  readonly ownColor: FieldColor;
  /** Set where the user added it to the inventory. */
  readonly inventory: InventoryField | undefined;
  readonly events: readonly SafeText[];
  /** Ids. */
  readonly sources: readonly string[];
  /** A tracking plan has it; that tells nothing of when it came in. */
  readonly planned: boolean;
  /** In payloads that segtop has read; undefined where it was in none. */
  readonly lastSeen: number | undefined;
  readonly payloads: number;
}

export interface PrivacyFields {
  /** Red ones first, then yellow, then those that a matcher says nothing of; by path among themselves. */
  readonly all: readonly PrivacyField[];
  /** Tracking plans that bind to sources, and how many of them have told their rules. */
  readonly plans: number;
  readonly plansRead: number;
  readonly payloads: number;
  /** What is being waited for, or why nothing can be known. */
  readonly reading: Snapshot;
  /** How far the rules have been read that fields are known from. */
  readonly standing: Standing;
}

interface Gathered {
  field: EventField;
  readonly types: Set<SafeText>;
  readonly events: Set<SafeText>;
  readonly sources: Set<string>;
  planned: boolean;
  lastSeen: number | undefined;
  payloads: number;
}

/** Fields of the tracking plans' rules and of the payloads read in this session, with what the user said of them. */
export function privacyFields(read: Read, privacy: LocalPrivacy, now: number): PrivacyFields {
  const gathered = new Map<string, Gathered>();
  const plans = readPlans(read, (field, event, sources) => {
    const entry = entryOf(gathered, field);
    entry.planned = true;
    entry.events.add(event);
    for (const id of sources) entry.sources.add(id);
  });
  let payloads = 0;
  for (const { event, sourceId, at } of seenPayloads(read)) {
    if (at !== undefined && at < now - inboxWindow) continue;
    payloads += 1;
    const name = eventNameOf(event);
    for (const field of fieldsOf(event, payloadFields)) {
      const entry = entryOf(gathered, field);
      entry.events.add(name);
      entry.sources.add(sourceId);
      entry.payloads += 1;
      if (at !== undefined) entry.lastSeen = Math.max(at, entry.lastSeen ?? at);
    }
  }
  const inventory = new Map(privacy.inventory.map((field) => [field.path, field]));
  for (const field of privacy.inventory) keep(gathered, field);
  const all = [...gathered].map(([path, entry]) => fieldFrom(entry, privacy, inventory.get(path)));
  return { ...plans, all: all.sort(inOrder), payloads };
}

/** Rules of every plan that binds to sources; the reads happen only while the page is on screen. */
function readPlans(
  read: Read,
  add: (field: EventField, event: SafeText, sources: readonly string[]) => void,
): Pick<PrivacyFields, 'plans' | 'plansRead' | 'reading' | 'standing'> {
  const list = read(resources.trackingPlans);
  const plans = (list.data ?? []).filter(({ type }) => bindsSources(type));
  const snapshots = plans.map(({ id }) => read(trackingPlanRules(id)));
  plans.forEach(({ id }, index) => {
    const sources = (read(resources.trackingPlanSources(id)).data ?? []).map((source) => source.id);
    for (const { type, key, schema, deprecatedAt } of snapshots[index]!.data ?? []) {
      if (deprecatedAt !== undefined) continue;
      const event = key === '' ? sanitise(type.toLowerCase()) : key;
      for (const field of fieldsOf(schema, schemaFields)) add(field, event, sources);
    }
  });
  const waiting = snapshots.find(({ data, error }) => data === undefined && !error);
  const failed = snapshots.find(({ error }) => error);
  return {
    plans: plans.length,
    plansRead: snapshots.filter(({ data }) => data !== undefined).length,
    standing: standingOf(list, ...snapshots),
    reading: list.data === undefined ? list : (waiting ?? failed ?? list),
  };
}

const known = new WeakMap<object, readonly EventField[]>();

/** A payload or schema is walked once, however often the page is drawn. */
function fieldsOf(value: unknown, walk: (value: unknown) => readonly EventField[]): readonly EventField[] {
  if (typeof value !== 'object' || value === null) return [];
  const before = known.get(value);
  if (before) return before;
  const fields = walk(value);
  known.set(value, fields);
  return fields;
}

/** The name of a track call; other calls are known by their type. */
export function eventNameOf(event: unknown): SafeText {
  const { event: name, type } = event as { readonly event?: unknown; readonly type?: unknown };
  return typeof name === 'string' && name !== '' ? sanitise(name, 120) : sanitise(type, 20) || t`?`;
}

const strength = (match: PiiMatch | undefined): number =>
  match === undefined ? 0 : (match.color === 'red' ? 4 : 0) + (match.on === 'key' ? 2 : 0) + 1;

function entryOf(gathered: Map<string, Gathered>, field: EventField): Gathered {
  const before = gathered.get(field.path);
  if (before) {
    for (const type of split(field.type, '|')) before.types.add(type);
    if (strength(field.match) > strength(before.field.match)) before.field = field;
    return before;
  }
  const fresh: Gathered = {
    field,
    types: new Set(split(field.type, '|')),
    events: new Set(),
    sources: new Set(),
    planned: false,
    lastSeen: undefined,
    payloads: 0,
  };
  gathered.set(field.path, fresh);
  return fresh;
}

/** A field of the inventory that nothing tells any more is shown as it was when it was added. */
function keep(gathered: Map<string, Gathered>, { path, type, sources, events }: InventoryField): void {
  if (gathered.has(path)) return;
  const entry = entryOf(gathered, { path: sanitise(path, 200), type: sanitise(type, 40), match: undefined });
  for (const id of sources) entry.sources.add(id);
  for (const name of events) entry.events.add(sanitise(name, 120));
}

function fieldFrom(
  { field, types, events, sources, ...rest }: Gathered,
  { colors }: LocalPrivacy,
  inventory: InventoryField | undefined,
): PrivacyField {
  const hand = colors[field.path];
  const ownColor = field.match?.color ?? 'green';
  return {
    path: field.path,
    type: sanitise([...types].join('|'), 40),
    match: field.match,
    color: hand ?? ownColor,
    byHand: hand !== undefined,
    ownColor,
    inventory,
    events: [...events],
    sources: [...sources],
    ...rest,
  };
}

function inOrder(a: PrivacyField, b: PrivacyField): number {
  const color = fieldColors.indexOf(a.ownColor) - fieldColors.indexOf(b.ownColor);
  return color || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
}

/** The field as a key acts on it, and as the inventory keeps it. */
export function classified({ path, type, match, color, sources, events }: PrivacyField): ClassifiedField {
  return { path, type, matcher: match?.matcher ?? '', color, sources, events };
}

/** The newest payload in which a field was found. */
export function examplePayload(read: Read, path: string): SeenPayload | undefined {
  return seenPayloads(read)
    .filter(({ event }) => fieldsOf(event, payloadFields).some((field) => field.path === path))
    .toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0))[0];
}
