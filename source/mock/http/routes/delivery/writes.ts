import { iso } from '../../../../domain/time.ts';
import type { Row } from '../../../world.ts';
import { bodyOf, isRow } from '../../body.ts';
import { applyParts, mergedSettings, type Part, sent } from '../../changes.ts';
import { invalid } from '../../refusal.ts';
import { type Call, type Route, write } from '../../route.ts';
import { listIn } from '../../text.ts';
import { oneOf } from '../../validate.ts';
import { destinationOf, filterOf, subscriptionOf } from './destinations.ts';

/** Writes to destinations, their filters and mappings (rule 192): in the audit trail a destination is an Integration. */
export const destinationWriteRoutes: readonly Route[] = [
  write('PATCH', '/destinations/{destinationId}', patch),
  write('DELETE', '/destinations/{destinationId}', (call) => {
    call.world.remove('destinations', String(destinationOf(call).id), 'Integration Deleted');
    return { status: 'SUCCESS' };
  }),
  write('PATCH', '/destination/{destinationId}/filters/{filterId}', patchFilter),
  write('DELETE', '/destination/{destinationId}/filters/{filterId}', (call) => {
    call.world.remove('destination-filters', String(filterOf(call).id), 'Destination Filter Deleted');
    return { status: 'SUCCESS' };
  }),
  write('PATCH', '/destinations/{destinationId}/subscriptions/{id}', patchSubscription, { gate: 'subscriptions' }),
  write(
    'DELETE',
    '/destinations/{destinationId}/subscriptions/{id}',
    (call) => {
      call.world.remove('subscriptions', String(subscriptionOf(call).id), 'Integration Modified');
      return { status: 'SUCCESS' };
    },
    { gate: 'subscriptions' },
  ),
];

function patch(call: Call): unknown {
  const row = destinationOf(call);
  const body = bodyOf(call.body, { name: 'string?', enabled: 'boolean', settings: 'object' });
  const settings = body.settings === undefined ? {} : { settings: mergedSettings(row.settings, body.settings) };
  const name = body.name === null ? { name: '' } : sent(body, ['name']);
  const destination = applyParts(call.world, 'destinations', row, [
    [sent(body, ['enabled']), body.enabled === true ? 'Integration Enabled' : 'Integration Disabled'],
    [{ ...name, ...settings }, 'Integration Modified'],
  ]);
  return { destination };
}

const actionTypes = ['ALLOW_PROPERTIES', 'DROP', 'DROP_PROPERTIES', 'SAMPLE'] as const;

/** Filter actions checked one by one. */
export function checkActions(actions: unknown, field: string): readonly Row[] {
  return listIn(actions).map((action, at) => {
    if (!isRow(action)) throw invalid(`${field}[${at}]`, 'must be of type object');
    oneOf(`${field}[${at}].type`, String(action.type), actionTypes);
    const percent = action.percent;
    if (percent !== undefined && !(typeof percent === 'number' && percent >= 0 && percent <= 1)) {
      throw invalid(`${field}[${at}].percent`, 'must be a number between 0 and 1');
    }
    return action;
  });
}

function patchFilter(call: Call): unknown {
  const row = filterOf(call);
  const shape = {
    if: 'string',
    actions: 'array',
    title: 'string',
    description: 'string?',
    enabled: 'boolean',
  } as const;
  const body = bodyOf(call.body, shape);
  checkActions(body.actions, 'actions');
  const fields = sent(body, ['if', 'actions', 'title']);
  const description = body.description === undefined ? {} : { description: body.description ?? '' };
  const parts: readonly Part[] = [
    [sent(body, ['enabled']), body.enabled === true ? 'Destination Filter Enabled' : 'Destination Filter Disabled'],
    [{ ...fields, ...description }, 'Destination Filter Modified'],
  ];
  const stamp = { updatedAt: iso(call.world.now()) };
  return { filter: applyParts(call.world, 'destination-filters', row, parts, stamp) };
}

/** The body is wrapped in `input`, and the model id has another name than in the answer. */
function patchSubscription(call: Call): unknown {
  const row = subscriptionOf(call);
  const { input } = bodyOf(call.body, { input: 'object!' });
  const shape = {
    name: 'string',
    trigger: 'string',
    enabled: 'boolean',
    settings: 'object',
    reverseETLModelId: 'string',
    reverseETLSchedule: 'object',
  } as const;
  const body = bodyOf(input, shape, 'input.');
  const change = {
    ...sent(body, ['name', 'trigger', 'enabled', 'reverseETLSchedule']),
    ...(body.settings !== undefined && { settings: mergedSettings(row.settings, body.settings) }),
    ...(body.reverseETLModelId !== undefined && { modelId: body.reverseETLModelId }),
  };
  return { subscription: applyParts(call.world, 'subscriptions', row, [[change, 'Integration Modified']]) };
}
