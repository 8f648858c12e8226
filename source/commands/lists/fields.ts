import type { Column } from '../../components/table/columns.ts';
import { UsageError } from '../../config/usage-error.ts';
import { addressOf } from '../../state/address.ts';
import type { Sort } from '../../state/place.ts';
import { isTold, type Listing, type ListValue, listValue } from '../../views/kit/listing/listing.ts';
import type { ViewContext } from '../../views/kit/view.ts';
import { allowedWords } from '../reading/allowed-words.ts';

/** One thing that is told of each row of a list. */
export interface Field {
  readonly id: string;
  /** The column it comes from; what is told of rows of every list has none. */
  readonly column?: Column<number> | undefined;
  value(index: number): ListValue;
}

/** All that is told of the rows of a list: what to call one in other commands, its id, and its columns. */
export function fieldsOf(listing: Listing, { now }: Pick<ViewContext, 'now'>): readonly Field[] {
  const columns = listing.columns
    .filter(isTold)
    .map((column): Field => ({ id: column.id, column, value: (index) => listValue(column, index, now) }));
  const taken = new Set(columns.map(({ id }) => id));
  const own: readonly Field[] = [
    { id: 'ref', value: (index) => refOf(listing, index) },
    { id: 'id', value: (index) => listing.subject(index)?.id },
  ];
  return [...own.filter(({ id }) => !taken.has(id)), ...columns];
}

function refOf(listing: Listing, index: number): string | undefined {
  const target = listing.open(index);
  return target && addressOf(target);
}

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
