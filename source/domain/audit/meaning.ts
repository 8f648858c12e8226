import { type SafeText, sanitise } from '../text.ts';

/** What a screen can jump to from an audit item. */
export type AuditResource =
  | 'source'
  | 'destination'
  | 'warehouse'
  | 'tracking-plan'
  | 'function'
  | 'audience'
  | 'computed-trait'
  | 'space'
  | 'user'
  | 'group'
  | 'label'
  | 'filter'
  | 'transformation'
  | 'model'
  | 'workspace'
  | 'other';

/** An audit event type of any era, taken apart (rule 192). */
export interface AuditMeaning {
  readonly resource: AuditResource;
  /** One word in the past tense, lower case: created, modified, deleted, enabled, disabled, failed, … */
  readonly verb: SafeText;
  readonly health: 'failure' | 'warning' | undefined;
  /** Somebody changed the configuration or permissions: a candidate for "what changed before it broke". */
  readonly isChange: boolean;
}

/** First match wins: the names of a part come before the name of the whole, old names beside today's. */
const resources: readonly (readonly [RegExp, AuditResource])[] = [
  [/ audience$/, 'audience'],
  [/^(?:source |destination |insert )?functions? /, 'function'],
  [/^(?:destination )?filters? /, 'filter'],
  [/^(?:engage|personas) warehouse source /, 'source'],
  [/^(?:storage destination|warehouse|profiles sync)s? /, 'warehouse'],
  [/^(?:integration|destination)s? /, 'destination'],
  [/^(?:sources?|new event|new forbidden|schema event) /, 'source'],
  [/^(?:tracking plan|violation)s? /, 'tracking-plan'],
  [/^(?:audience|activation)s? /, 'audience'],
  [/^computed traits? /, 'computed-trait'],
  [/^(?:user groups?|groups?|subjects) |user group$/, 'group'],
  [/^(?:users?|invites?|access request|(?:new |non-)?segment user) /, 'user'],
  [/^labels? /, 'label'],
  [/^(?:spaces?|data graph) /, 'space'],
  [/^transformations? /, 'transformation'],
  [/^(?:models?|reverse etl) /, 'model'],
  [/^(?:workspace|regulation|policy|public api token|support)s? /, 'workspace'],
];

/** Where the last word is not the verb, or would say too much: deleting a part modifies the whole. First match wins. */
const verbs: readonly (readonly [RegExp, string])[] = [
  [/ failed$/, 'failed'],
  [/ (?:partially succeeded|partial success)$/, 'partial'],
  [/ breaking change$/, 'broken'],
  [/ preview created$/, 'previewed'],
  [/^access request created$/, 'requested'],
  [/ validation$/, 'validated'],
  [/ completed?$/, 'completed'],
  [/ invite sent$| invited(?: to workspace)?$/, 'invited'],
  [/^(?:user )?invite deleted$/, 'uninvited'],
  [/ disconnected from /, 'disconnected'],
  [/ connected to /, 'connected'],
  [/ added (?:to|into|via) /, 'added'],
  [/ removed from | memberships deleted$/, 'removed'],
  [/ listed from /, 'listed'],
  [/^(?:policy|activation|schema event|regulation) | (?:credential|regulation) (?:created|deleted)$/, 'modified'],
  [/ (?:updated|saved)$/, 'modified'],
];

const changes: ReadonlySet<string> = new Set(
  'created modified deleted enabled disabled connected disconnected added removed invited uninvited accepted toggled inferred granted revoked'.split(
    ' ',
  ),
);

const warnings = /partially succeeded$|partial success$|skipped$|^violations detected$|breaking change$/;
/** Logged for each of up to six attempts, so that one alone means little (rule 132). */
const noisyFailure = /^(?:audience|computed trait) run failed$/;

function healthOf(words: string, verb: string): AuditMeaning['health'] {
  if (warnings.test(words) || noisyFailure.test(words)) return 'warning';
  return verb === 'failed' ? 'failure' : undefined;
}

const firstOf = <T>(rules: readonly (readonly [RegExp, T])[], words: string): T | undefined =>
  rules.find(([pattern]) => pattern.test(words))?.[1];

/** Segment has some hundred types; a trail with more of them than this is not kept in mind. */
const mostKept = 1000;
const kept = new Map<string, AuditMeaning>();

/**
 * Takes an audit event type apart, whatever era named it: Integrations Disabled, Integration Disabled and Destination
 * Disabled are all (destination, disabled). An unknown type is judged by its last word.
 */
export function auditMeaning(type: string): AuditMeaning {
  const known = kept.get(type);
  if (known) return known;
  const meaning = meaningOf(type);
  if (kept.size >= mostKept) kept.clear();
  kept.set(type, meaning);
  return meaning;
}

function meaningOf(type: string): AuditMeaning {
  const words = sanitise(type, 200).toLowerCase().replace(/\s+/g, ' ').trim();
  const verb = firstOf(verbs, words) ?? words.slice(words.lastIndexOf(' ') + 1);
  return {
    resource: firstOf(resources, words) ?? 'other',
    verb: sanitise(verb),
    health: healthOf(words, verb),
    isChange: changes.has(verb),
  };
}
