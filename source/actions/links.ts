import { type SafeText, t } from '../domain/text.ts';
import type { Here, Links } from './environment.ts';
import { toast } from './toast.ts';

/** Opens a page of the web app where the user sits at this machine; over SSH, and besides, its link is copied. */
export function followLink(environment: Here & Links, link: SafeText): void {
  environment.copy(link);
  const opened = environment.openLink(link);
  toast(environment, opened ? t`Opened in the browser, link copied: ${link}` : t`Link copied: ${link}`, 'good');
}
