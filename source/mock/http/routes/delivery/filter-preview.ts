import { FqlError } from '../../../../domain/delivery/fql-tokens.ts';
import type { Row } from '../../../world.ts';
import { bodyOf, isRow } from '../../body.ts';
import { type Predicate, parseFql } from '../../fql.ts';
import { invalid } from '../../refusal.ts';
import type { Call, Route } from '../../route.ts';
import { listIn } from '../../text.ts';
import { checkActions } from './writes.ts';

/** Trying a destination filter on a payload (rule 22): changes nothing, so a member token may. */
export const filterPreviewRoutes: readonly Route[] = [
  { method: 'POST', path: '/destination/filters/preview', handle: preview },
];

/** What Segment takes as one event, in bytes. */
const largestEvent = 32_768;

function preview({ body }: Call): unknown {
  const { filter, payload } = bodyOf(body, { filter: 'object!', payload: 'object!' });
  const { if: text, actions } = bodyOf(filter, { if: 'string!', actions: 'array!' }, 'filter.');
  const matches = predicateOf(String(text));
  const steps = checkActions(actions, 'filter.actions');
  const inputPayload = payload as Row;
  if (Buffer.byteLength(JSON.stringify(inputPayload)) > largestEvent)
    throw invalid('payload', `must be ${largestEvent} bytes at most`);
  const result = matches(inputPayload) ? steps.reduce<Row | null>(applyAction, inputPayload) : inputPayload;
  return { inputPayload, result };
}

function predicateOf(text: string): Predicate {
  try {
    return parseFql(text);
  } catch (thrown) {
    if (thrown instanceof FqlError) throw invalid('filter.if', `is not valid FQL: ${thrown.message}`);
    throw thrown;
  }
}

/** One action on what the actions before it left; null is a dropped event. */
function applyAction(payload: Row | null, action: Row): Row | null {
  if (payload === null) return null;
  switch (action.type) {
    case 'DROP':
      return null;
    case 'SAMPLE':
      return sampled(payload, action) ? payload : null;
    case 'DROP_PROPERTIES':
      return prune(payload, action, (listed) => !listed);
    default:
      return prune(payload, action, (listed) => listed);
  }
}

/** Keeps or drops the named properties of each named part, such as {properties: {fields: ['email']}}. */
function prune(payload: Row, action: Row, keep: (listed: boolean) => boolean): Row {
  const parts = Object.entries(isRow(action.fields) ? action.fields : {});
  const pruned = parts.map(([part, spec]) => {
    const names = listIn(isRow(spec) ? spec.fields : spec);
    const before = isRow(payload[part]) ? payload[part] : {};
    return [part, Object.fromEntries(Object.entries(before).filter(([name]) => keep(names.includes(name))))] as const;
  });
  return { ...payload, ...Object.fromEntries(pruned.filter(([part]) => part in payload)) };
}

/** Keeps a fixed share by the text of the sampled value, so that one payload always has one answer. */
function sampled(payload: Row, action: Row): boolean {
  const percent = typeof action.percent === 'number' ? action.percent : 1;
  const path = typeof action.path === 'string' ? action.path : 'messageId';
  const value = path.split('.').reduce<unknown>((at, name) => (isRow(at) ? at[name] : undefined), payload);
  let hash = 2166136261;
  for (const char of JSON.stringify(value) ?? '') hash = Math.imul(hash ^ char.charCodeAt(0), 16777619);
  return (hash >>> 0) / 2 ** 32 < percent;
}
