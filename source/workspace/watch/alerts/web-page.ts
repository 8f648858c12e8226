import type { AlertSubject } from '../../../domain/watch/alerts/alert.ts';
import type { MessageGround } from '../../../domain/watch/alerts/message.ts';

/** Lists of the web app by what an alert is about; pages of single things need slugs that an alert does not have. */
const pages = new Map(
  Object.entries({
    source: 'connections/sources',
    destination: 'connections/destinations',
    usage: 'settings/usage',
    audience: 'unify/spaces',
    trait: 'unify/spaces',
  }),
);

/** The page of the web app where what an alert is about is found. */
function webPageOf(base: string, slug: string, { type }: AlertSubject): string | undefined {
  const page = pages.get(type);
  return page === undefined || !/^(?!\.+$)[\w.-]+$/.test(slug) ? undefined : `${base}/${slug}/${page}`;
}

/** Where alerts of a workspace are told from. */
export const groundOf = (slug: string, webApp: string): MessageGround => ({
  workspace: slug,
  urlOf: (subject) => webPageOf(webApp, slug, subject),
});
