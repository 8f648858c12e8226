import type { Row } from '../../../world.ts';
import { type BodyShape, bodyOf, isRow } from '../../body.ts';
import { applyParts, mergedSettings, sent } from '../../changes.ts';
import { invalid, notFound } from '../../refusal.ts';
import { type Call, type Route, write } from '../../route.ts';
import { listIn } from '../../text.ts';
import { oneOf } from '../../validate.ts';
import { sourceShown } from '../shown.ts';
import { settingsOf, sourceOf } from './sources.ts';

/** Writes to sources, with the types of audit event that they leave. */
export const sourceWriteRoutes: readonly Route[] = [
  write('PATCH', '/sources/{sourceId}', patch),
  write('DELETE', '/sources/{sourceId}', (call) => {
    call.world.remove('sources', String(sourceOf(call).id), 'Source Deleted');
    return { status: 'SUCCESS' };
  }),
  write('PATCH', '/sources/{sourceId}/settings', patchSettings),
  write('POST', '/sources/{sourceId}/labels', (call) => label(call, listIn(sourceOf(call).labels))),
  write('PUT', '/sources/{sourceId}/labels', (call) => label(call, [])),
];

function patch(call: Call): unknown {
  const row = sourceOf(call);
  const body = bodyOf(call.body, { name: 'string', enabled: 'boolean', slug: 'string', settings: 'object' });
  const settings = body.settings === undefined ? {} : { settings: mergedSettings(row.settings, body.settings) };
  const changed = applyParts(call.world, 'sources', row, [
    [sent(body, ['enabled']), body.enabled === true ? 'Source Enabled' : 'Source Disabled'],
    [settings, 'Source Settings Modified'],
    [sent(body, ['name', 'slug']), 'Source Modified'],
  ]);
  return { source: sourceShown(changed, call) };
}

const track: BodyShape = {
  allowUnplannedEvents: 'boolean',
  allowUnplannedEventProperties: 'boolean',
  allowEventOnViolations: 'boolean',
  allowPropertiesOnViolations: 'boolean',
  commonEventOnViolations: 'string',
};
const traits: BodyShape = {
  allowUnplannedTraits: 'boolean',
  allowTraitsOnViolations: 'boolean',
  commonEventOnViolations: 'string',
};
const calls: readonly (readonly [name: string, shape: BodyShape, omit: string])[] = [
  ['track', track, 'OMIT_PROPERTIES'],
  ['identify', traits, 'OMIT_TRAITS'],
  ['group', traits, 'OMIT_TRAITS'],
];

/** Settings sent stay beside those not sent; a forwarding key that is left out is cleared (rule 97). */
function patchSettings(call: Call): unknown {
  const row = sourceOf(call);
  const forwarding = ['forwardingViolationsTo', 'forwardingBlockedEventsTo'] as const;
  const body = bodyOf(call.body, {
    track: 'object',
    identify: 'object',
    group: 'object',
    forwardingViolationsTo: 'string',
    forwardingBlockedEventsTo: 'string',
  });
  for (const [name, shape, omit] of calls) checkCall(body, name, shape, omit);
  for (const name of forwarding) checkForwarding(call, body, name);
  const { sourceId, settings } = settingsOf(call, row);
  const merged: Row = {
    ...Object.fromEntries(calls.map(([name]) => [name, { ...Object(settings[name]), ...Object(body[name]) }])),
    ...Object.fromEntries(forwarding.map((name) => [name, body[name] ?? ''])),
  };
  const changed = applyParts(call.world, 'sources', { ...row, schemaSettings: settings }, [
    [{ schemaSettings: merged }, 'Source Settings Modified'],
  ]);
  return { sourceId, settings: changed.schemaSettings };
}

function checkCall(body: Row, name: string, shape: BodyShape, omit: string): void {
  if (body[name] === undefined) return;
  const policy = bodyOf(body[name], shape, `${name}.`).commonEventOnViolations;
  if (policy !== undefined) oneOf(`${name}.commonEventOnViolations`, String(policy), ['ALLOW', 'BLOCK', omit]);
}

function checkForwarding({ world }: Call, body: Row, name: string): void {
  const target = body[name];
  if (target === '') throw invalid(name, 'is not allowed to be empty');
  if (typeof target === 'string' && !world.get('sources', target)) throw notFound('Source', target);
}

function label(call: Call, kept: readonly unknown[]): unknown {
  const row = sourceOf(call);
  const fresh = listIn(bodyOf(call.body, { labels: 'array!' }).labels).map((each, at) =>
    bodyOf(each, { key: 'string!', value: 'string!', description: 'string' }, `labels[${at}].`),
  );
  const same = (a: unknown, b: Row) => isRow(a) && a.key === b.key && a.value === b.value;
  const labels = [...kept.filter((old) => !fresh.some((each) => same(old, each))), ...fresh];
  applyParts(call.world, 'sources', row, [[{ labels }, 'Source Modified']]);
  return { labels };
}
