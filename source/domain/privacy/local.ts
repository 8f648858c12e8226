import { fieldPath } from './event-fields.ts';

/** Classes of a field by how sensitive it is (rule 141), most sensitive first. */
export const fieldColors = ['red', 'yellow', 'green'] as const;
export type FieldColor = (typeof fieldColors)[number];

/** What is known of a field without its values. */
export interface FieldFacts {
  /** From the root of the event, such as properties.email. */
  readonly path: string;
  readonly type: string;
  /** Name of the matcher that hit; empty where none did. */
  readonly matcher: string;
  /** Ids. */
  readonly sources: readonly string[];
  readonly events: readonly string[];
}

/** A field of the inventory, with what was known of it when it was added: plans and payloads come and go. */
export interface InventoryField extends FieldFacts {
  /** When it was added, ms; 0 where that is not known. */
  readonly at: number;
  /** It was red or yellow here once: turning it green later does not unmask it (rule 144). */
  readonly masked: boolean;
}

/** A colour that the user does not want at a place: segtop warns when it gets there, and stops nothing. */
export interface Unwanted {
  readonly kind: 'source' | 'destination';
  readonly id: string;
  readonly color: FieldColor;
}

/** The user's own classification of fields; local to this machine, as the API has nothing of the Privacy Portal. */
export interface LocalPrivacy {
  /** Colours set by hand, by path; for all other fields the default matchers decide. */
  readonly colors: Readonly<Record<string, FieldColor>>;
  readonly inventory: readonly InventoryField[];
  readonly unwanted: readonly Unwanted[];
}

export const noPrivacy: LocalPrivacy = { colors: {}, inventory: [], unwanted: [] };

/** A field as a key acts on it. */
export interface ClassifiedField extends FieldFacts {
  readonly color: FieldColor;
}

/** Most of what is kept of one field: the file stays small. */
const mostKept = 30;

const isSensitive = (color: FieldColor | undefined): boolean => color === 'red' || color === 'yellow';

/** Red, yellow, green, and red again (P-03). */
export function nextColor(color: FieldColor): FieldColor {
  return fieldColors[(fieldColors.indexOf(color) + 1) % fieldColors.length]!;
}

/** The fields in a colour given by hand. */
export function recolored(privacy: LocalPrivacy, paths: readonly string[], color: FieldColor): LocalPrivacy {
  const changed = new Set(paths);
  return {
    ...privacy,
    colors: { ...privacy.colors, ...Object.fromEntries(paths.map((path) => [path, color])) },
    inventory: privacy.inventory.map((field) =>
      changed.has(field.path) && isSensitive(color) ? { ...field, masked: true } : field,
    ),
  };
}

/** The fields in the inventory, each with the colour it has now: that is how it was classified. */
export function inventoried(privacy: LocalPrivacy, fields: readonly ClassifiedField[], now: number): LocalPrivacy {
  const known = new Set(privacy.inventory.map(({ path }) => path));
  const added = fields
    .filter(({ path }) => !known.has(path))
    .map(
      ({ color, path, type, matcher, sources, events }): InventoryField => ({
        path,
        type,
        matcher,
        sources: sources.slice(0, mostKept),
        events: events.slice(0, mostKept),
        at: now,
        masked: isSensitive(color),
      }),
    );
  return {
    ...privacy,
    colors: { ...privacy.colors, ...Object.fromEntries(fields.map(({ path, color }) => [path, color])) },
    inventory: [...privacy.inventory, ...added],
  };
}

/** The inventory without these fields: they return to the inbox in the colour they were given. */
export function uninventoried(privacy: LocalPrivacy, paths: readonly string[]): LocalPrivacy {
  const gone = new Set(paths);
  return { ...privacy, inventory: privacy.inventory.filter(({ path }) => !gone.has(path)) };
}

/** These fields as they were before, whatever else has changed since. */
export function restored(privacy: LocalPrivacy, before: LocalPrivacy, paths: readonly string[]): LocalPrivacy {
  const back = new Set(paths);
  const others = Object.entries(privacy.colors).filter(([path]) => !back.has(path));
  const own = Object.entries(before.colors).filter(([path]) => back.has(path));
  return {
    ...privacy,
    colors: Object.fromEntries([...others, ...own]),
    inventory: [
      ...privacy.inventory.filter(({ path }) => !back.has(path)),
      ...before.inventory.filter(({ path }) => back.has(path)),
    ],
  };
}

const isSame = (a: Unwanted, b: Unwanted): boolean => a.kind === b.kind && a.id === b.id && a.color === b.color;

export function isUnwanted({ unwanted }: LocalPrivacy, mark: Unwanted): boolean {
  return unwanted.some((each) => isSame(each, mark));
}

/** The mark set, or taken away where it was. */
export function unwantedToggled(privacy: LocalPrivacy, mark: Unwanted): LocalPrivacy {
  const others = privacy.unwanted.filter((each) => !isSame(each, mark));
  return { ...privacy, unwanted: others.length < privacy.unwanted.length ? others : [...others, mark] };
}

/** Decides by the user's own colours whether a value of a payload is hidden. */
export type OwnMask = (path: readonly string[]) => boolean;

/** A field's names below the object it came in, as a request has it under other objects. */
const below = (path: string): string => path.replace(/^(?:context\.traits|properties|traits|context)\./, '');

/** A path with each step, also into a list, between dots: a tracking plan may name a list or an object and nothing that is in it. */
const steps = (path: string): string => `.${path.replaceAll('[]', '.[]')}.`;

const masks = new WeakMap<LocalPrivacy, OwnMask>();

/**
 * What the user's own colours hide: fields that are red or yellow by hand, and those that were once in the inventory as such.
 * In a request or an answer, which have names of their own, every value under the same names, and all that is in it: hiding too much is the safe side.
 */
export function ownMask(privacy: LocalPrivacy): OwnMask {
  const known = masks.get(privacy);
  if (known) return known;
  const colored = Object.entries(privacy.colors).flatMap(([path, color]) => (isSensitive(color) ? [path] : []));
  const once = privacy.inventory.flatMap(({ path, masked }) => (masked ? [path] : []));
  const names = [...new Set([...colored, ...once].map((path) => steps(below(path))))];
  const mask: OwnMask = (path) => {
    if (names.length === 0) return false;
    const here = steps(fieldPath(path));
    return names.some((name) => here.includes(name));
  };
  masks.set(privacy, mask);
  return mask;
}
