import type { Settings } from '../config/settings.ts';
import type { SafeText } from '../domain/text.ts';
import type { Session } from '../views/kit/view.ts';

/** The configuration as it is now, or why it cannot be used: then that of before stays. */
export type Reread =
  | { readonly kind: 'broken'; readonly why: SafeText }
  | {
      readonly kind: 'read';
      readonly settings: Settings;
      readonly allowance: Session['allowance'];
      readonly problems: readonly SafeText[];
    };

/** The user's configuration while the dashboard is open. */
export interface Reload {
  /** Every file that it could be in. */
  readonly files: readonly string[];
  /** Reads it again. Never rejects. */
  read(): Promise<Reread>;
}
