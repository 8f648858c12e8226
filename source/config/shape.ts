import * as z from 'zod';
import { themeNames } from '../domain/look.ts';
import { resourceFamilies } from '../domain/resource-families.ts';
import { allowed, command, count, described, flag, interval, keyNames, keys, name, webAddress } from './kinds.ts';
import { alerts } from './sections/alerts.ts';
import { collect } from './sections/collect.ts';
import { aliases, hotkeys, ownCommands } from './sections/own.ts';
import { color, ownThemes } from './sections/theme.ts';

/**
 * The shape of the configuration, and with it all that README, schema and messages say of its keys. A section that has much to say
 * is a file in sections/ and one line here.
 */

const allowance = keys({
  apiCalls: described(count, 'API calls a month', 12_000_000).optional(),
  mtu: described(count, 'monthly tracked users', 50_000).optional(),
});
const period = z.enum(['24h', '7d'], allowed('24h or 7d'));

/** An unknown resource is named together with the known ones. */
const refresh = keys(
  Object.fromEntries(
    resourceFamilies.map((family) => [family, described(interval, `how often ${family} are read`).optional()]),
  ),
) as unknown as z.ZodType<Readonly<Record<string, number>>>;

/** A blank would be sent along: each of the few requests of a day would be refused. */
const oneWord = z.string(allowed('text')).regex(/^\S+$/, allowed('an id without blanks'));
const failureLogs = z.record(name, oneWord, allowed('an object of collection ids by destination id'));

const profile = keys({
  tokenCommand: described(command, 'prints the token: a shell command, or program and arguments', [
    'op',
    'read',
    'op://ops/segment/token',
  ]).optional(),
  tokenFile: described(name, 'file that holds the token and nothing else', '~/.config/segtop/prod.token').optional(),
  token: described(name, 'the token itself; the file must be yours alone (`chmod 600`)', 'sgp_…').optional(),
  region: described(
    z.enum(['us', 'eu'], allowed('us or eu')),
    '`us` or `eu`; found by itself without it',
    'eu',
  ).optional(),
  apiUrl: described(webAddress, 'another address of the API', 'https://eu1.api.segmentapis.com').optional(),
  accent: described(color, 'colour of the name, so that production looks like production', 'red').optional(),
  me: described(
    name,
    'your address in the audit trail: your own actions stay out of Notifications',
    'ana@acme.example',
  ).optional(),
  readOnly: described(flag, 'refuses `--write`, and wins over `write`', true).optional(),
  write: described(flag, 'allows changes without `--write`', true).optional(),
  allowance: described(allowance, 'this workspace’s own allowance', { apiCalls: 12_000_000, mtu: 50_000 }).optional(),
  failureLogs: described(
    failureLogs,
    'collection ids of failure logs by destination id, as the web app shows them: `!` then shows requests and responses',
    { '5GFhvtz8fha42Cm4B9jCAq': 'c1f7a0b2' },
  ).optional(),
  collect: described(collect, 'what `segtop serve` keeps of the events that are sent to it; `docs/serve.md`', {
    secretCommand: 'pass segtop/webhooks',
    keep: 'samples',
    days: 7,
  }).optional(),
  alerts: described(alerts, 'alerts of this workspace, in place of or besides those of all; `docs/alerts.md`', {
    send: ['oncall'],
  }).optional(),
});

const boundKeys = z.record(name, keyNames, allowed('an object of keys by command'));

export const configShape = keys({
  $schema: described(name, 'where editors find the schema, in a `config.json`', 'schema.json').optional(),
  profiles: described(
    z.record(name, profile, allowed('an object of profiles by name')),
    'workspaces by name; their keys are below',
    { prod: { tokenFile: '~/.config/segtop/prod.token' } },
  ).optional(),
  profile: described(name, 'profile to open; without it the one opened last, then the first', 'prod').optional(),
  period: described(period, 'period at the start: `24h` or `7d`; without it the one left last', '7d').optional(),
  allowance: described(allowance, 'what the plan allows in a month; the API does not tell', {
    apiCalls: 12_000_000,
    mtu: 50_000,
  }).optional(),
  refresh: described(refresh, 'how often a resource is read, from `5s` to `24h`', { sources: '10m' }).optional(),
  failureLogs: described(failureLogs, 'the same for every workspace: ids of destinations are unique', {
    '5GFhvtz8fha42Cm4B9jCAq': 'c1f7a0b2',
  }).optional(),
  alerts: described(alerts, 'which alerts there are and who is told; `docs/alerts.md`', {
    channels: { oncall: { preset: 'pagerduty', keyEnv: 'PAGERDUTY_KEY' } },
    send: ['oncall'],
  }).optional(),
  theme: described(
    name,
    `how it looks: ${themeNames.map((one) => `\`${one}\``).join(', ')}, \`auto\`, which is dark or light as the terminal says it is, or one of \`themes\`; \`ansi\` without it, which follows the terminal’s own colours`,
    'light',
  ).optional(),
  themes: described(ownThemes, 'themes of your own by name', {
    mine: { base: 'dark', tones: { bad: '#ff5f5f' } },
  }).optional(),
  glyphs: described(
    z.enum(['unicode', 'braille', 'nerd', 'ascii'], allowed('unicode, braille, nerd or ascii')),
    'marks: `unicode`, `braille` for graphs of dots, twice as fine, where the font has them, `nerd` for a terminal with a Nerd Font, or `ascii` as with `--ascii`',
    'nerd',
  ).optional(),
  mouse: described(
    flag,
    'wheel, click and double click work from the start; `M` turns that on and off',
    true,
  ).optional(),
  changeMarks: described(
    flag,
    'rows that are new, or in another state than before, have a `»` for two minutes; `false` leaves it out',
    false,
  ).optional(),
  keys: described(boundKeys, 'keys by command id: one, several, or `null` for none', {
    refresh: ['r', 'ctrl+r'],
    browser: null,
  }).optional(),
  commands: described(ownCommands, 'programs of your own as commands on rows, by name', {
    ticket: { run: ['jira', 'new', '--summary={name}'], on: ['destination'] },
  }).optional(),
  aliases: described(aliases, 'other names in `:` for pages, commands with what follows them, and addresses', {
    braze: 'destination/5GFhvtz8fha42Cm4B9jCAq',
    lost: 'destinations verdict:lost',
  }).optional(),
  hotkeys: described(hotkeys, 'keys that open a page by its address, as `segtop open` takes it with an id', {
    'alt+b': 'destination/5GFhvtz8fha42Cm4B9jCAq',
  }).optional(),
});

export type ConfigContent = z.infer<typeof configShape>;
export type ProfileContent = z.infer<typeof profile>;
export type Allowance = z.infer<typeof allowance>;
