import type { Column } from '../../../components/table/columns.ts';
import { joined, t } from '../../../domain/text.ts';
import { span } from '../../../theme/line.ts';
import type { CatalogEntry } from '../../../workspace/catalog/entries.ts';
import { instancesSpan, statusSpan } from '../words.ts';

export const columns: readonly Column<CatalogEntry>[] = [
  {
    id: 'name',
    header: t`Name`,
    width: { min: 12, max: 44, grow: 1 },
    priority: 0,
    cell: ({ name }) => name,
    sort: ({ name }) => name.toLowerCase(),
  },
  {
    id: 'connected',
    header: t`Have`,
    width: 5,
    align: 'right',
    priority: 1,
    cell: (entry, { glyphs }) => instancesSpan(entry, glyphs),
    sort: ({ instances, mayHaveMore }) => (mayHaveMore ? undefined : instances?.length),
  },
  {
    id: 'status',
    header: t`Status`,
    width: 11,
    priority: 2,
    cell: statusSpan,
    sort: ({ status }) => status,
  },
  {
    id: 'categories',
    header: t`Categories`,
    width: { min: 18, max: 40 },
    priority: 3,
    cell: ({ categories }) => span(joined(categories, t`, `), 'dim'),
    sort: ({ categories }) => categories[0] ?? '',
  },
  {
    id: 'description',
    header: t`Description`,
    width: { min: 40, grow: 3 },
    priority: 4,
    cell: ({ description }) => span(description, 'dim'),
  },
];
