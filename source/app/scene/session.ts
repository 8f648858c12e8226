import type { Settings } from '../../config/settings.ts';
import { sanitise, t } from '../../domain/text.ts';
import type { Session } from '../../views/kit/view.ts';

/** Base of the web app that belongs to the API in use. */
export const webAppOf = ({ region, apiUrl }: Pick<Settings, 'region' | 'apiUrl'>): string =>
  region === 'eu' || apiUrl?.includes('eu1.') ? 'https://eu1.app.segment.com' : 'https://app.segment.com';

/** Account, region and host in use, as far as views may know them. */
export function sessionOf(settings: Settings, allowance: Session['allowance']): Session {
  const { region, apiUrl } = settings;
  const host = apiUrl ? sanitise(new URL(apiUrl).host) : sanitise(region ?? '');
  return {
    kind: settings.mode === 'demo' ? 'demo' : 'api',
    profile: settings.profile,
    where: settings.mode === 'demo' ? t`us` : host,
    write: settings.write,
    allowance,
    me: settings.me,
    changeMarks: settings.changeMarks,
    alertRules: settings.alerts.rules,
    alertQuiet: settings.alerts.quiet,
    alertSend: settings.mode === 'demo' ? [] : settings.alerts.send,
    webApp: sanitise(webAppOf(settings)),
  };
}

/** The session with the region that was found to know its token; until then no region is shown. */
export function located(session: Session, region: 'us' | 'eu' | undefined): Session {
  if (session.where !== '' || region === undefined) return session;
  return { ...session, where: sanitise(region), webApp: sanitise(webAppOf({ region })) };
}
