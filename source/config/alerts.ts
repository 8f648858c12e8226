import { nearest } from '../domain/nearest.ts';
import { type SafeText, sanitise, t } from '../domain/text.ts';
import type { QuietHours } from '../domain/watch/alerts/quiet-hours.ts';
import type { AllRuleSettings, RuleSettings } from '../domain/watch/alerts/rules.ts';
import { type AlertSettings, type Channel, type ChannelSecret, usualAlerts } from '../domain/watch/alerts/settings.ts';
import type { AlertsContent, ChannelContent, RuleContent } from './sections/alerts.ts';

/** A name in the configuration that stands for nothing. */
export interface AlertTrouble {
  readonly path: readonly PropertyKey[];
  readonly words: SafeText;
}

type Names = readonly string[] | undefined;
/** Of some names of channels those that there are, and a word of the others; undefined where that leaves none. */
type KnownChannels = (names: Names, path: readonly PropertyKey[]) => Names;

/**
 * Alerts as a profile has them: its channels besides those of all, each key that it sets of a rule in place of that key of all, its
 * list of channels and quiet hours in their place.
 * @param name of the profile
 */
export function alertsOf(
  all: AlertsContent | undefined,
  own: AlertsContent | undefined,
  name: string,
): { readonly alerts: AlertSettings; readonly problems: readonly AlertTrouble[] } {
  const contents = { ...all?.channels, ...own?.channels };
  const channels = Object.fromEntries(Object.entries(contents).map(([name, content]) => [name, channelOf(content)]));
  const problems: AlertTrouble[] = [];
  // Where none is there, nobody would be told for a slip of the pen: then those count who are told otherwise.
  const known: KnownChannels = (names, path) => {
    const there = names?.filter((channel) => {
      if (Object.hasOwn(channels, channel)) return true;
      const meant = nearest(channel, Object.keys(channels));
      const tail = meant === undefined ? t`` : t`; did you mean ${sanitise(meant, 60)}?`;
      problems.push({ path, words: t`there is no channel ${sanitise(channel, 60)}${tail}` });
      return false;
    });
    return there?.length === 0 && names?.length !== 0 ? undefined : there;
  };
  const quiet = own?.quietHours ?? all?.quietHours;
  const alerts: AlertSettings = {
    channels,
    send: known(own?.send, ['profiles', name, 'alerts', 'send']) ?? known(all?.send, ['alerts', 'send']) ?? [],
    rules: rulesOf(all?.rules, own?.rules, known, name),
    ...(quiet ? { quiet: quietOf(quiet) } : {}),
    terminal: own?.terminal ?? all?.terminal ?? usualAlerts.terminal,
  };
  return { alerts, problems };
}

function channelOf(content: ChannelContent): Channel {
  const { webhook, webhookEnv, webhookCommand, preset = 'json', keyEnv, keyCommand, command, desktop } = content;
  if (command) return { kind: 'command', argv: command };
  if (desktop) return { kind: 'desktop', argv: desktop };
  return {
    kind: 'webhook',
    preset,
    url: secretOf(webhook, webhookEnv, webhookCommand),
    key: secretOf(undefined, keyEnv, keyCommand),
  };
}

function secretOf(
  value: string | undefined,
  name: string | undefined,
  command: string | readonly string[] | undefined,
): ChannelSecret | undefined {
  if (value !== undefined) return { kind: 'config', value };
  if (name !== undefined) return { kind: 'environment', name };
  return command === undefined ? undefined : { kind: 'command', command };
}

type RuleContents = Readonly<Record<string, RuleContent | undefined>>;

function rulesOf(
  all: RuleContents | undefined,
  own: RuleContents | undefined,
  known: KnownChannels,
  name: string,
): AllRuleSettings {
  const ids = [...new Set([...Object.keys(all ?? {}), ...Object.keys(own ?? {})])];
  const settings = ids.map((id): [string, RuleSettings] => {
    // Besides these a rule has numbers only: the file has been checked.
    const { enabled, severity, send: _, ...numbers } = { ...all?.[id], ...own?.[id] };
    const path = ['alerts', 'rules', id, 'send'];
    const to = known(own?.[id]?.send, ['profiles', name, ...path]) ?? known(all?.[id]?.send, path);
    return [id, { enabled, severity, send: to, parameters: numbers as RuleSettings['parameters'] }];
  });
  return Object.fromEntries(settings);
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function quietOf({ from, to, days: on, zone, tell }: NonNullable<AlertsContent['quietHours']>): QuietHours {
  return {
    from: minutesOf(from),
    to: minutesOf(to),
    ...(on ? { days: on.map((day) => days.indexOf(day)) } : {}),
    zone,
    tell,
  };
}

function minutesOf(clock: string): number {
  return 60 * Number(clock.slice(0, 2)) + Number(clock.slice(3));
}
