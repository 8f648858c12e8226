import { bodyOf } from '../../body.ts';
import { notFound, unsupportedMethod } from '../../refusal.ts';
import { get, type Route, write } from '../../route.ts';
import { without } from '../shown.ts';

/** Labels (rule 8): the list is not paged. A label's id in the mock is `key:value`. */
export const labelRoutes: readonly Route[] = [
  get('/labels', ({ world }) => ({ labels: world.list('labels').map((row) => without(row, 'id')) })),
  write(
    'POST',
    '/labels',
    ({ world, body }) => {
      const outer = bodyOf(body, { label: 'object!' });
      const label = bodyOf(outer.label, { key: 'string!', value: 'string!', description: 'string' }, 'label.');
      const id = `${String(label.key)}:${String(label.value)}`;
      if (!world.add) throw unsupportedMethod('POST', '/labels');
      world.add('labels', { id, ...label }, 'Label Created');
      return { label };
    },
    { status: 201 },
  ),
  write('DELETE', '/labels/{key}/{value}', ({ world, params }) => {
    const id = `${params.key ?? ''}:${params.value ?? ''}`;
    if (!world.remove('labels', id, 'Label Deleted')) throw notFound('Label', id);
    return { status: 'SUCCESS' };
  }),
];
