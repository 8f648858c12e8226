import { invalid, Refusal } from '../../refusal.ts';
import { type Call, get, type Route } from '../../route.ts';
import { required, wholeNumber } from '../../validate.ts';

/** Workspace and echo (rule 24). */
export const workspaceRoutes: readonly Route[] = [
  get('/', ({ world: { workspace } }) => ({
    workspace: { id: workspace.id, slug: workspace.slug, name: workspace.name },
  })),
  get('/echo', echo),
];

function echo({ query }: Call): unknown {
  const message = required(query, 'message');
  const status = query.text('statusCode');
  if (flag('triggerUnexpectedError')) throw new Refusal(500, [{ type: 'unexpected', message: 'Unexpected error' }]);
  if (flag('triggerMultipleErrors')) {
    const errors = [1, 2].map((nth) => ({ type: 'bad-request', message: `Triggered error ${nth}` }));
    throw new Refusal(400, errors);
  }
  if (flag('triggerError')) throw new Refusal(400, [{ type: 'bad-request', message: 'Triggered error' }]);
  if (status !== undefined) {
    const code = wholeNumber('statusCode', status, 100, 599);
    if (code >= 400) throw new Refusal(code, [{ type: 'bad-request', message }]);
  }
  return { method: 'get', message, headers: {} };

  function flag(name: string): boolean {
    const value = query.text(name);
    if (value === undefined || value === 'false') return false;
    if (value !== 'true') throw invalid(name, 'must be a boolean');
    return true;
  }
}
