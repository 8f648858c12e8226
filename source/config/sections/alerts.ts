import * as z from 'zod';
import { alertRules, severities } from '../../domain/watch/alerts/rules.ts';
import { presets, terminalSignals } from '../../domain/watch/alerts/settings.ts';
import { allowed, command, described, flag, keys, name, webAddress } from '../kinds.ts';

/** Which alerts there are and who is told. */

const argvText = 'a list of program and arguments';
const argv = z.array(name, allowed(argvText)).min(1, allowed(argvText));
const oneWay = 'one of webhook, webhookEnv, webhookCommand, command or desktop; pagerduty needs no address';

const channel = keys({
  webhook: described(webAddress, 'address that is posted to').optional(),
  webhookEnv: described(name, 'variable of the environment that holds the address').optional(),
  webhookCommand: described(command, 'prints the address').optional(),
  preset: described(
    z.enum(presets, allowed(presets.join(', '))),
    'what is posted; `json` without it',
    'slack',
  ).optional(),
  keyEnv: described(name, 'variable of the environment that holds the routing key, or the bearer of `json`').optional(),
  keyCommand: described(command, 'prints that key').optional(),
  command: described(argv, 'program that gets the alert as JSON on its input').optional(),
  desktop: described(argv, 'program that gets a title and a sentence as its last arguments', [
    'notify-send',
  ]).optional(),
}).superRefine((given, context) => {
  const { webhook, webhookEnv, webhookCommand, preset, keyEnv, keyCommand, command: program, desktop } = given;
  const refuse = (message: string): void => context.addIssue({ code: 'custom', message });
  const count = (...values: readonly unknown[]): number => values.filter((each) => each !== undefined).length;
  const [addresses, programs, keyed] = [
    count(webhook, webhookEnv, webhookCommand),
    count(program, desktop),
    count(keyEnv, keyCommand),
  ];
  const isWebhook = addresses > 0 || preset === 'pagerduty';
  if (addresses > 1 || programs + (isWebhook ? 1 : 0) !== 1) refuse(oneWay);
  else if (keyed > 1) refuse('keyEnv or keyCommand, not both');
  else if (!isWebhook && (preset !== undefined || keyed > 0)) refuse('a preset and a key with a webhook only');
  else if (preset === 'pagerduty' && keyed === 0) refuse('keyEnv or keyCommand for the routing key of PagerDuty');
  else if (preset === 'slack' && keyed > 0) refuse('no key: the address of a Slack webhook is the secret');
});

const sendText = 'a list of names of channels';
const send = z.array(name, allowed(sendText));

/** The numbers of each rule by their names, with the bounds of the table of rules. */
const rules = keys(
  Object.fromEntries(
    alertRules.map(({ id, basis, parameters }) => {
      const numbers = Object.entries(parameters).map(([key, { least, most, unit, means, usual }]) => {
        const text = allowed(`a number of ${unit} from ${least} to ${most}`);
        const shape = z.number(text).min(least, text).max(most, text);
        return [key, described(shape, `${unit}: ${means}`, usual).optional()] as const;
      });
      const rule = keys({
        enabled: described(flag, 'whether it is judged').optional(),
        severity: described(z.enum(severities, allowed(severities.join(' or '))), 'in place of its own').optional(),
        send: described(send, 'channels in place of those of all rules').optional(),
        ...Object.fromEntries(numbers),
      });
      return [id, described(rule, basis).optional()];
    }),
  ),
) as unknown as z.ZodType<Readonly<Record<string, RuleContent | undefined>>>;

/** What the configuration may say of one rule: its numbers stand beside these. */
export type RuleContent = {
  readonly enabled?: boolean | undefined;
  readonly severity?: (typeof severities)[number] | undefined;
  readonly send?: readonly string[] | undefined;
} & Readonly<Record<string, unknown>>;

const clockText = 'a time of day such as 22:00, in quotes';
const clock = z.string(allowed(clockText)).regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: clockText, abort: true });

export const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

function isZone(text: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: text }));
  } catch {
    return false;
  }
}

const zoneText = 'a time zone such as Europe/Berlin';
const quietHours = keys({
  from: described(clock, 'when they begin', '22:00'),
  to: described(clock, 'when they end', '07:00'),
  days: described(
    z.array(z.enum(weekdays, allowed(weekdays.join(', '))), allowed('a list of days such as Mon')),
    'days on which they begin; all without it',
  ).optional(),
  zone: described(z.string(allowed(zoneText)).refine(isZone, allowed(zoneText)), 'of this host without it').optional(),
  tell: described(
    z.enum(['critical', 'nothing'], allowed('critical or nothing')),
    'what is told all the same; `critical` without it',
  ).optional(),
});

export const alerts = keys({
  channels: described(
    z.record(name, channel, allowed('an object of channels by name')),
    'ways to tell, by name',
  ).optional(),
  send: described(send, 'channels that get everything; without it alerts are on screen only', ['oncall']).optional(),
  rules: described(rules, 'rules by id: `enabled`, `severity`, `send` and their numbers').optional(),
  quietHours: described(quietHours, 'hours in which only what is critical is told, or nothing').optional(),
  terminal: described(
    z.array(z.enum(terminalSignals, allowed(terminalSignals.join(', '))), allowed('a list of signals')),
    'how a dashboard tells its own terminal: `bell`, `osc9`, `osc777`; `[]` for none',
    ['bell'],
  ).optional(),
});

export type AlertsContent = z.infer<typeof alerts>;
export type ChannelContent = z.infer<typeof channel>;
