import type { AlertRecord } from './alert.ts';
import type { QuietHours } from './quiet-hours.ts';
import type { AllRuleSettings, RuleId } from './rules.ts';

/** Where something secret comes from; it is read when it is first needed. */
export type ChannelSecret =
  | { readonly kind: 'config'; readonly value: string }
  | { readonly kind: 'environment'; readonly name: string }
  | { readonly kind: 'command'; readonly command: string | readonly string[] };

export const presets = ['slack', 'pagerduty', 'json'] as const;
export type Preset = (typeof presets)[number];

/** One way in which alerts are told. */
export type Channel =
  | {
      readonly kind: 'webhook';
      readonly preset: Preset;
      /** Its address: whoever has it may post. Undefined where the preset has one of its own. */
      readonly url: ChannelSecret | undefined;
      /** The routing key of PagerDuty; the bearer of `json`. */
      readonly key: ChannelSecret | undefined;
    }
  /** A program that gets the alert as JSON on its input. */
  | { readonly kind: 'command'; readonly argv: readonly string[] }
  /** A program that gets a title and a sentence as its last two arguments. */
  | { readonly kind: 'desktop'; readonly argv: readonly string[] };

/** How an open dashboard tells its own terminal. */
export const terminalSignals = ['bell', 'osc9', 'osc777'] as const;
export type TerminalSignal = (typeof terminalSignals)[number];

/** All that the user set of alerts. */
export interface AlertSettings {
  readonly channels: Readonly<Record<string, Channel>>;
  /** Names of channels that get everything; none: alerts are on screen only. */
  readonly send: readonly string[];
  readonly rules: AllRuleSettings;
  readonly quiet?: QuietHours | undefined;
  readonly terminal: readonly TerminalSignal[];
}

export const usualAlerts: AlertSettings = { channels: {}, send: [], rules: {}, terminal: ['bell'] };

/** The channels that tell of a rule. */
export function channelsOf({ send, rules }: AlertSettings, rule: RuleId): readonly string[] {
  return rules[rule]?.send ?? send;
}

/** Whether anything is told to anybody. */
export function tellsAny({ send, rules }: AlertSettings): boolean {
  return send.length > 0 || Object.values(rules).some((rule) => (rule?.send?.length ?? 0) > 0);
}

/** The rules with those switched off that the user switched off on this machine. */
export function withoutRules(rules: AllRuleSettings, off: readonly string[]): AllRuleSettings {
  if (off.length === 0) return rules;
  const switched = off.map((id) => {
    const known = rules[id as RuleId];
    return [id, { parameters: {}, ...known, enabled: false }] as const;
  });
  return { ...rules, ...Object.fromEntries(switched) };
}

/** The alert of a thing, where one is raised. */
export function alertOn(records: readonly AlertRecord[], id: string): AlertRecord | undefined {
  return records.find(
    ({ state, holding, members }) =>
      state === 'raised' && holding.length > 0 && members.some((key) => key.endsWith(`/${id}`)),
  );
}
