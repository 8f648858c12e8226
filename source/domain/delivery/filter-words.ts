import { percentText } from '../format.ts';
import { joined, type SafeText, t } from '../text.ts';
import type { DestinationFilter, FilterAction } from './mappings.ts';

/** The order in which Segment applies actions, whatever the order of the filters (rule 72). */
const order: readonly string[] = ['SAMPLE', 'DROP', 'DROP_PROPERTIES', 'ALLOW_PROPERTIES'];

const rankOf = ({ type }: FilterAction): number => {
  const at = order.indexOf(type.toUpperCase());
  return at < 0 ? order.length : at;
};

/** `keep 50% by userId`, `drop`, `drop properties.email`, `allow only properties.price`. */
export function filterActionText({ type, part, path, properties }: FilterAction): SafeText {
  const names = properties.length > 0 ? joined(properties, t`, `) : t`no property named`;
  switch (type.toUpperCase()) {
    case 'SAMPLE': {
      const share = part === undefined ? t`a share that is not given` : percentText(100 * part);
      return path === '' ? t`keep ${share} at random` : t`keep ${share} by ${path}`;
    }
    case 'DROP':
      return t`drop the event`;
    case 'DROP_PROPERTIES':
      return t`drop ${names}`;
    case 'ALLOW_PROPERTIES':
      return t`allow only ${names}`;
    default:
      return type;
  }
}

/** Filters in the order in which Segment applies them: by their action, then as the API lists them; disabled ones last. */
export function inOrderOfUse(filters: readonly DestinationFilter[]): readonly DestinationFilter[] {
  const first = ({ actions }: DestinationFilter) => Math.min(order.length, ...actions.map(rankOf));
  return filters.toSorted((a, b) => Number(b.enabled) - Number(a.enabled) || first(a) - first(b));
}
