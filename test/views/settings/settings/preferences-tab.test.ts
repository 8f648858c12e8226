import { expect, test } from 'vitest';
import { t } from '../../../../source/domain/text.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { preferenceRows } from '../../../../source/views/settings/settings/preferences-tab.ts';

const session = { kind: 'demo', profile: t`default`, where: t`us`, write: false, allowance: { mtu: 5000n } };
const rowsOf = (change: object, width = 100) =>
  preferenceRows(
    {
      ...{ period: '24h', glyphs: { ascii: false }, favorites: [{}, {}], session },
      ...{ keyOf: (id: string) => t`<${id as never}>`, ...change },
    } as never,
    width,
  ).map(({ line }) => lineText(line).trim().replace(/ {2,}/g, '  '));

test('preferences of the demo: what is in force, and what decides it', () => {
  expect(rowsOf({})).toEqual([
    'Workspace',
    'Data  bundled mock workspace  --demo',
    'Profile  default  --profile, SEGTOP_PROFILE',
    'Region or host  us  --api-url, SEGTOP_API_URL or the profile',
    'Changes  read-only  --write',
    '',
    'Screen',
    'Period  last 24 hours  <period>, remembered; --period',
    'Marks  Unicode  --ascii',
    'Favorites  2  <favorite.toggle> on a row, kept per workspace',
    'NO_COLOR or --no-color turns colours off. <help> lists the keys in force; the configuration',
    'changes them.',
    '',
    'Allowance a month  from the configuration: the API does not tell it',
    'API calls  –',
    'MTUs  5,000',
    '',
    "Your account's own preferences are in the web app only: <browser> copies the link.",
  ]);
});

test('preferences of a workspace with changes allowed, its web app and its configuration', () => {
  const given = {
    ...{ kind: 'api', profile: t`p`, where: t`eu`, write: true, webApp: t`https://w`, configFile: t`c.yaml` },
    allowance: { apiCalls: 12_000_000n },
  };
  const rows = rowsOf({ period: '7d', glyphs: { ascii: true }, session: given });
  expect([...rows.slice(1, 7), ...rows.slice(9, 11), ...rows.slice(16, 18)]).toEqual([
    'Data  Segment Public API  SEGTOP_TOKEN or a profile',
    'Profile  p  --profile, SEGTOP_PROFILE',
    'Region or host  eu  --api-url, SEGTOP_API_URL or the profile',
    'Changes  allowed, each confirmed  --write',
    'Web app  https://w  where <browser> leads',
    'Configuration  c.yaml',
    'Period  last 7 days  <period>, remembered; --period',
    'Marks  ASCII  --ascii',
    'API calls  12,000,000',
    'MTUs  –',
  ]);
});
