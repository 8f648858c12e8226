import type { Column } from '../../../components/table/columns.ts';
import { addressOf } from '../../../state/address.ts';
import type { ViewContext } from '../view.ts';
import { isTold, type Listing, type ListValue, listValue } from './listing.ts';

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
