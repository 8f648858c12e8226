import { scheduleAt } from '../../../rows/engage.ts';
import type { Collection, Row } from '../../../world.ts';
import { isRow } from '../../body.ts';
import type { Query } from '../../query.ts';
import { notFound } from '../../refusal.ts';
import { type Call, get, list, type Route } from '../../route.ts';
import { listIn, textOf } from '../../text.ts';
import { oneOf, optionalOneOf, required } from '../../validate.ts';
import { without } from '../shown.ts';
import { spaceIdOf } from './spaces.ts';

const gate = 'engage';

/** Audiences, their schedules and activations, computed traits. */
export const audienceRoutes: readonly Route[] = [
  list(
    '/spaces/{spaceId}/audiences',
    'audiences',
    (call) =>
      call.world
        .list('audiences', spaceIdOf(call))
        .filter(searched(call.query))
        .map((row) => shown(row, call)),
    { gate, paging: { most: 200 } },
  ),
  get('/spaces/{spaceId}/audiences/{id}', (call) => ({ audience: shown(audienceOf(call, 'id'), call) }), gate),
  list('/spaces/{spaceId}/audiences/{id}/audience-references', 'audiences', (call) => nothingOf(call, 'id'), { gate }),
  get(
    '/spaces/{spaceId}/audiences/{id}/schedules',
    (call) => ({ audienceSchedules: schedulesOf(audienceOf(call, 'id'), call) }),
    gate,
  ),
  get(
    '/spaces/{spaceId}/audiences/{id}/schedules/{scheduleId}',
    (call) => ({
      audienceSchedule: childOf(call, schedulesOf(audienceOf(call, 'id'), call), 'scheduleId', 'Schedule'),
    }),
    gate,
  ),
  get('/spaces/{spaceId}/audiences/previews/{id}', missing('Audience Preview'), gate),
  list(
    '/spaces/{spaceId}/audiences/{audienceId}/activations',
    'activations',
    (call) => listIn(audienceOf(call, 'audienceId').activations),
    { gate, paging: { end: 'null' } },
  ),
  get(
    '/spaces/{spaceId}/audiences/{audienceId}/activations/{id}',
    (call) => ({ activation: childOf(call, listIn(audienceOf(call, 'audienceId').activations), 'id', 'Activation') }),
    gate,
  ),
  list(
    '/spaces/{spaceId}/audiences/{audienceId}/destination-connections',
    'connections',
    (call) => listIn(audienceOf(call, 'audienceId').connections),
    { gate },
  ),
  get(
    '/spaces/{spaceId}/audienceType/{audienceType}/supported-destinations',
    (call) => {
      spaceIdOf(call);
      oneOf('audienceType', call.params.audienceType ?? '', ['ACCOUNTS', 'LINKED', 'USERS']);
      return { destinations: {} };
    },
    gate,
  ),
  list(
    '/spaces/{spaceId}/computed-traits',
    'computedTraits',
    (call) => call.world.list('computed-traits', spaceIdOf(call)),
    { gate, paging: { end: 'null' } },
  ),
  get(
    '/spaces/{spaceId}/computed-traits/{id}',
    (call) => ({ computedTrait: ownedOf(call, 'computed-traits', 'id', 'Computed Trait') }),
    gate,
  ),
];

function missing(kind: string): Route['handle'] {
  return (call) => {
    spaceIdOf(call);
    throw notFound(kind, call.params.id ?? '');
  };
}

function audienceOf(call: Call, param: string): Row {
  return ownedOf(call, 'audiences', param, 'Audience');
}

function ownedOf(call: Call, name: Collection, param: string, kind: string): Row {
  const id = call.params[param] ?? '';
  const row = call.world.list(name, spaceIdOf(call)).find((each) => each.id === id);
  if (!row) throw notFound(kind, id);
  return row;
}

function nothingOf(call: Call, param: string): readonly never[] {
  audienceOf(call, param);
  return [];
}

function childOf(call: Call, children: readonly unknown[], param: string, kind: string): unknown {
  const id = call.params[param] ?? '';
  const child = children.find((each) => isRow(each) && each.id === id);
  if (!child) throw notFound(kind, id);
  return child;
}

/** Schedules come only to those who ask: include=schedules. */
function shown(row: Row, call: Call): Row {
  const include = optionalOneOf(call.query, 'include', ['schedules']);
  const rest = without(row, 'activations', 'connections', 'schedules');
  return include ? { ...rest, schedules: schedulesOf(row, call) } : rest;
}

const schedulesOf = (row: Row, { world }: Call): readonly unknown[] =>
  listIn(row.schedules).map((each) => (isRow(each) ? scheduleAt(each, world.now()) : each));

function searched(query: Query): (row: Row) => boolean {
  if (query.below('search').length === 0) return () => true;
  const type = oneOf('search.type', required(query, 'search.type'), ['DEFINITION', 'KEY', 'NAME']);
  const wanted = required(query, 'search.query').toLowerCase();
  return (row) => {
    const definition = isRow(row.definition) ? textOf(row.definition.query) : '';
    const text = type === 'DEFINITION' ? definition : textOf(row[type === 'KEY' ? 'key' : 'name']);
    return text.toLowerCase().includes(wanted);
  };
}
