/** Classes of a field by how sensitive it is (product 2.18). */
export type FieldColor = 'red' | 'yellow' | 'green';

/** The user's own classification of fields, by their path such as `properties.email`; local to this machine. */
export interface LocalPrivacy {
  /** Colours given by hand; the default matchers decide for all others. */
  readonly colors: Readonly<Record<string, FieldColor>>;
  /** Fields that were added to the inventory, by path. */
  readonly inventory: readonly string[];
}

export const noPrivacy: LocalPrivacy = { colors: {}, inventory: [] };
