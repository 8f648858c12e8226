import { whole } from '../../../domain/format.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { type Span, span } from '../../../theme/line.ts';
import { keyName } from '../../kit/key-words.ts';
import type { Session, ViewContext } from '../../kit/view.ts';
import { fact, gap, note, type SettingsRow, title } from './row.ts';

/** What decides a setting, behind its value. */
const by = (text: SafeText): Span => span(t`  ${text}`, 'dim');

/** How segtop itself runs, and what changes it (T-03). Preferences of the account in the web app are not in the API. */
export function preferenceRows(context: ViewContext, width: number): readonly SettingsRow[] {
  const { session, period, glyphs, favorites } = context;
  const days = period === '24h' ? t`last 24 hours` : t`last 7 days`;
  return [
    title(t`Workspace`),
    ...sessionRows(context),
    gap,
    title(t`Screen`),
    fact('period', t`Period`, days, by(t`${keyName(context, 'period')}, remembered; --period`)),
    fact('marks', t`Marks`, glyphs.ascii ? t`ASCII` : t`Unicode`, by(t`--ascii`)),
    fact(
      'favorites',
      t`Favorites`,
      t`${favorites.length}`,
      by(t`${keyName(context, 'favorite.toggle')} on a row, kept per workspace`),
    ),
    ...note(
      t`NO_COLOR or --no-color turns colours off. ${keyName(context, 'help')} lists the keys in force; the configuration changes them.`,
      width,
    ),
    gap,
    title(t`Allowance a month`, t`from the configuration: the API does not tell it`),
    ...allowanceRows(session),
    gap,
    ...note(
      t`Your account's own preferences are in the web app only: ${keyName(context, 'browser')} copies the link.`,
      width,
    ),
  ];
}

function sessionRows(context: ViewContext): readonly SettingsRow[] {
  const { kind, profile, where, write, webApp, configFile } = context.session;
  const data =
    kind === 'demo'
      ? fact('data', t`Data`, t`bundled mock workspace`, by(t`--demo`))
      : fact('data', t`Data`, t`Segment Public API`, by(t`SEGTOP_TOKEN or a profile`));
  return [
    data,
    fact('profile', t`Profile`, profile, by(t`--profile, SEGTOP_PROFILE`)),
    fact('where', t`Region or host`, where, by(t`--api-url, SEGTOP_API_URL or the profile`)),
    fact('write', t`Changes`, write ? t`allowed, each confirmed` : t`read-only`, by(t`--write`)),
    ...(webApp ? [fact('web', t`Web app`, webApp, by(t`where ${keyName(context, 'browser')} leads`))] : []),
    ...(configFile ? [fact('config', t`Configuration`, configFile)] : []),
  ];
}

function allowanceRows({ allowance: { apiCalls, mtu } }: Session): readonly SettingsRow[] {
  return [
    fact('api-calls', t`API calls`, apiCalls === undefined ? t`–` : whole(apiCalls)),
    fact('mtu', t`MTUs`, mtu === undefined ? t`–` : whole(mtu)),
  ];
}
