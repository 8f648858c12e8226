import type { ConfigContent, ProfileContent } from '../config/shape.ts';
import { cell, code, table } from './docs-markdown.ts';

type Row = readonly [example: string, meaning: string];

/** Every key of config.json; the compiler asks for the missing ones. */
const keys: Readonly<Record<keyof ConfigContent, Row>> = {
  profiles: ['{ "prod": { … } }', 'workspaces by name; their keys are below'],
  profile: ['"prod"', 'profile to open; without it the one opened last, then the first'],
  period: ['"7d"', 'period at the start: `24h` or `7d`; without it the one left last'],
  allowance: ['{ "apiCalls": 12000000, "mtu": 50000 }', 'what the plan allows in a month; the API does not tell'],
  refresh: ['{ "sources": "10m" }', 'how often a resource is read, from `5s` to `24h`'],
  keys: ['{ "refresh": ["r", "ctrl+r"], "browser": null }', 'keys by command id: one, several, or `null` for none'],
};

const profileKeys: Readonly<Record<keyof ProfileContent, Row>> = {
  tokenCommand: [
    '["op", "read", "op://ops/segment/token"]',
    'prints the token: a shell command, or program and arguments',
  ],
  tokenFile: ['"~/.config/segtop/prod.token"', 'file that holds the token and nothing else'],
  token: ['"sgp_…"', 'the token itself; the file must be yours alone (`chmod 600`)'],
  region: ['"eu"', '`us` or `eu`; found by itself without it'],
  apiUrl: ['"https://eu1.api.segmentapis.com"', 'another address of the API'],
  accent: ['"red"', 'colour of the name, so that production looks like production'],
  me: ['"ana@acme.example"', 'your address in the audit trail: your own actions stay out of Notifications'],
  readOnly: ['true', 'refuses `--write`, and wins over `write`'],
  write: ['true', 'allows changes without `--write`'],
  allowance: ['{ "apiCalls": 12000000 }', 'this workspace’s own allowance'],
  collect: [
    '{ "secretCommand": "…", "keep": "samples", "days": 7 }',
    'what `segtop serve` keeps of the events that are sent to it; `docs/serve.md`',
  ],
};

const rowsOf = (described: Readonly<Record<string, Row>>): string[][] =>
  Object.entries(described).map(([key, [example, meaning]]) => [code(key), code(example), cell(meaning)]);

export function configPart(): string {
  return [
    table(['Key', 'Example', 'Meaning'], rowsOf(keys)),
    '',
    'Keys of a profile:',
    '',
    table(['Key', 'Example', 'Meaning'], rowsOf(profileKeys)),
  ].join('\n');
}
