import { nearest } from '../domain/nearest.ts';
import { type SafeText, sanitise, t } from '../domain/text.ts';
import type { QuietHours } from '../domain/watch/alerts/quiet-hours.ts';
import type { AllRuleSettings, RuleSettings } from '../domain/watch/alerts/rules.ts';
import { type AlertSettings, type Channel, type ChannelSecret, usualAlerts } from '../domain/watch/alerts/settings.ts';
import type { AlertsContent, ChannelContent, RuleContent } from './sections/alerts.ts';

/** Of some names of channels those that there are, and a word of the others; undefined where that leaves none. */
type KnownChannels = (names: readonly string[] | undefined, where: SafeText) => readonly string[] | undefined;

/**
 * Alerts as a profile has them: its channels besides those of all, each key that it sets of a rule in place of that key of all, its
 * list of channels and quiet hours in their place.
 */
export function alertsOf(
  all: AlertsContent | undefined,
  own: AlertsContent | undefined,
): { readonly alerts: AlertSettings; readonly problems: readonly SafeText[] } {
  const contents = { ...all?.channels, ...own?.channels };
  const channels = Object.fromEntries(Object.entries(contents).map(([name, content]) => [name, channelOf(content)]));
  const problems: SafeText[] = [];
  // Where none is there, nobody would be told for a slip of the pen: then those count who are told otherwise.
  const known: KnownChannels = (names, where) => {
    const there = names?.filter((name) => {
      if (Object.hasOwn(channels, name)) return true;
      const meant = nearest(name, Object.keys(channels));
      const tail = meant === undefined ? t`` : t`; did you mean ${sanitise(meant, 60)}?`;
      problems.push(t`${where}: there is no channel ${sanitise(name, 60)}${tail}`);
      return false;
    });
    return there?.length === 0 && names?.length !== 0 ? undefined : there;
  };
  const quiet = own?.quietHours ?? all?.quietHours;
  const alerts: AlertSettings = {
    channels,
    send: known(own?.send, t`alerts.send`) ?? known(all?.send, t`alerts.send`) ?? [],
    rules: rulesOf(all?.rules, own?.rules, known),
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

function rulesOf(all: RuleContents | undefined, own: RuleContents | undefined, known: KnownChannels): AllRuleSettings {
  const ids = [...new Set([...Object.keys(all ?? {}), ...Object.keys(own ?? {})])];
  const settings = ids.map((id): [string, RuleSettings] => {
    // Besides these a rule has numbers only: the file has been checked.
    const { enabled, severity, send: _, ...numbers } = { ...all?.[id], ...own?.[id] };
    const where = t`alerts.rules.${sanitise(id)}.send`;
    const to = known(own?.[id]?.send, where) ?? known(all?.[id]?.send, where);
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
