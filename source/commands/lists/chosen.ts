import { UsageError } from '../../config/usage-error.ts';
import type { Sort } from '../../state/place.ts';
import type { Field } from '../../views/kit/listing/fields.ts';
import { allowedWords } from '../reading/allowed-words.ts';

/**
 * The fields that the user names, in that order.
 * @throws UsageError for a name that no field has
 */
export function chosenFields(fields: readonly Field[], names: string): readonly Field[] {
  return names.split(',').map((name) => fieldNamed('--columns', fields, name.trim()));
}

function fieldNamed(option: string, fields: readonly Field[], name: string): Field {
  const wanted = name.toLowerCase();
  const found =
    fields.find(({ id }) => id.toLowerCase() === wanted) ??
    fields.find(({ column }) => column?.header.toLowerCase().replaceAll(' ', '-') === wanted);
  if (found) return found;
  const ids = fields.map(({ id }) => id);
  throw new UsageError(option, name, allowedWords(name, ids));
}

/**
 * `failed`, `failed:asc`, `name:desc`; counts begin with the largest unless told, as on screen.
 * @throws UsageError
 */
export function sortOf(text: string, fields: readonly Field[]): Sort {
  const [name = '', order] = text.split(/:(?=(?:asc|desc)$)/i);
  const sortable = fields.filter(({ column }) => column?.sort !== undefined);
  const { column } = fieldNamed('--sort', sortable, name);
  const descending = order === undefined ? column?.align === 'right' : order.toLowerCase() === 'desc';
  return { column: column?.id ?? name, descending };
}
