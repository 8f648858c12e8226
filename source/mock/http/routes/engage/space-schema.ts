import { type Call, get, list, type Route } from '../../route.ts';
import { oneOf, optionalOneOf, required } from '../../validate.ts';
import { spaceIdOf } from './spaces.ts';

const gate = 'engage';

/** The schema of a space. The mock has none, so every list is empty; the checks are the API's. */
export const spaceSchemaRoutes: readonly Route[] = [
  list('/spaces/{spaceId}/entity-paths', 'entityPaths', nothing, { gate }),
  list('/spaces/{spaceId}/events', 'events', sorted('name'), { gate }),
  list('/spaces/{spaceId}/events/{eventName}/properties', 'eventProperties', sorted('name'), { gate }),
  list('/spaces/{spaceId}/entities/{entitySlug}/properties', 'entityProperties', nothing, { gate }),
  list('/spaces/{spaceId}/traits', 'traits', sorted('trait', ofCollection), { gate }),
  samples('/spaces/{spaceId}/entities/{entitySlug}/properties/{propertyName}/sample-values', () => undefined),
  samples('/spaces/{spaceId}/events/{eventName}/properties/{propertyName}/sample-values', ({ query }) => {
    oneOf('propertyType', required(query, 'propertyType'), ['CONTEXT', 'PROPERTY']);
  }),
  samples('/spaces/{spaceId}/traits/{traitKey}/sample-values', ofCollection),
];

function nothing(call: Call): readonly never[] {
  spaceIdOf(call);
  return [];
}

function ofCollection({ query }: Call): void {
  optionalOneOf(query, 'collection', ['accounts', 'users']);
}

function sorted(name: string, check?: (call: Call) => void): (call: Call) => readonly never[] {
  return (call) => {
    check?.(call);
    optionalOneOf(call.query, 'sortBy', ['lastSeenAt', name]);
    optionalOneOf(call.query, 'sortDir', ['asc', 'desc']);
    return nothing(call);
  };
}

function samples(path: string, check: (call: Call) => void): Route {
  return get(
    path,
    (call) => {
      check(call);
      return { sampleValues: nothing(call) };
    },
    gate,
  );
}
