import { isJsonObject } from '../../domain/json-object.ts';
import { sanitise } from '../../domain/text.ts';
import type { AlertRecord } from '../../domain/watch/alerts/alert.ts';
import type { Outgoing } from '../../domain/watch/alerts/book.ts';
import { isRuleId } from '../../domain/watch/alerts/rules.ts';

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

/** Every text of a value made safe to paint; ids are compared and stay as they are where they are plain. */
function safe(value: unknown): unknown {
  if (typeof value === 'string') return sanitise(value);
  if (Array.isArray(value)) return value.map(safe);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, safe(each)]));
}

/** An alert as it was kept; undefined for what is none. */
export function recordOf(text: unknown): AlertRecord | undefined {
  const value = safe(parsed(text));
  if (!isJsonObject(value) || !isJsonObject(value.finding)) return undefined;
  const { id, state, raisedAt, members, holding, groups, finding, tellings } = value;
  const { key, rule, severity, subject, facts, verdict, numbers, size } = finding;
  const isWhole =
    typeof id === 'string' &&
    (state === 'raised' || state === 'resolved') &&
    typeof raisedAt === 'number' &&
    typeof tellings === 'number' &&
    [members, holding, groups, finding.groups].every(isTexts) &&
    typeof key === 'string' &&
    typeof rule === 'string' &&
    isRuleId(rule) &&
    (severity === 'critical' || severity === 'warning') &&
    isJsonObject(subject) &&
    [subject.type, subject.id, subject.name, facts, verdict].every((each) => typeof each === 'string') &&
    isJsonObject(numbers) &&
    typeof size === 'number';
  return isWhole ? (value as unknown as AlertRecord) : undefined;
}

/** What waits to be sent, as it was kept; undefined for what is none. */
export function sendingOf(text: unknown): Outgoing | undefined {
  const value = parsed(text);
  if (!isJsonObject(value) || !isJsonObject(value.message)) return undefined;
  const { channel, kind, message } = value;
  const { id, state, sentence, severity } = message;
  const isWhole =
    [channel, id, state, sentence, severity].every((each) => typeof each === 'string') &&
    (kind === 'edge' || kind === 'acknowledged') &&
    isJsonObject(message.subject) &&
    isJsonObject(message.numbers);
  return isWhole ? (value as unknown as Outgoing) : undefined;
}
