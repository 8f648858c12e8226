import { sanitise, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import * as resources from '../../../workspace/resources/common.ts';
import { keyName } from '../../kit/key-words.ts';
import type { ViewContext } from '../../kit/view.ts';
import { problemText } from '../../kit/words.ts';
import { elsewhere, fact, gap, locked, note, page, type SettingsRow, title } from './row.ts';

const owner = t`Workspace Owner`;

/** What the workspace is, where its other settings are, and what only the web app has (T-01, T-02). */
export function workspaceRows(context: ViewContext, width: number): readonly SettingsRow[] {
  const { read, session } = context;
  const { data, error } = read(resources.workspace);
  const general = data
    ? [
        fact('name', t`Name`, data.name, locked(owner)),
        fact('slug', t`Slug`, data.slug, locked(owner)),
        fact('id', t`Id`, sanitise(data.id)),
      ]
    : note(
        error ? t`${problemText(error)}: tried again by itself; ${keyName(context, 'refresh')} reads now` : t`Reading…`,
        width,
        error ? 'warn' : 'dim',
      );
  return [
    title(t`General`),
    ...general,
    fact('where', t`Region or host`, session.where),
    ...note(
      t`A region is chosen when a workspace is made and never changes. A new slug breaks links that have the old one.`,
      width,
    ),
    gap,
    title(t`Settings with a page of their own`),
    page('usage', t`Usage`, t`API calls and MTUs of this month`, pages.usage.at()),
    page(
      'privacy',
      t`End-user privacy`,
      t`deletion and suppression requests, with their status`,
      pages.privacy.at({ tab: 'end-user' }),
    ),
    page('alerts', t`Alerts`, t`what is raised now, and by which rule`, pages.alerts.at()),
    page('audit', t`Audit trail`, t`who changed what, for 90 days`, pages.audit.at()),
    gap,
    title(t`Only in the web app`, t`the Public API has nothing of it; ${keyName(context, 'browser')} copies the link`),
    elsewhere(context, 'forwarding', t`Audit forwarding`, t`sends the audit trail to a source`),
    elsewhere(context, 'tokens', t`Access tokens`, t`made and revoked by a Workspace Owner`),
    elsewhere(context, 'sso', t`Sign-in`, t`SSO, SCIM, two-factor, sessions`),
    elsewhere(context, 'billing', t`Plan and billing`, t`plan, allowance, invoices`),
    elsewhere(context, 'alert-channels', t`Alert channels`, t`thresholds, e-mail and Slack of its own alerts`),
  ];
}
