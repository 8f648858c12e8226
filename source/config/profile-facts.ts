import { type SafeText, sanitise, t } from '../domain/text.ts';
import type { ConfigContent, ProfileContent } from './shape.ts';

/** What may be told of a profile without asking anybody: never its token. */
export interface ProfileFacts {
  readonly name: SafeText;
  /** Region or host, where the profile names one. */
  readonly where?: SafeText | undefined;
  /** Where its token comes from. */
  readonly token: SafeText;
  readonly accent?: string | undefined;
  /** Whether changes are allowed: by the profile, never, or only with --write. */
  readonly changes: 'allowed' | 'never' | 'with --write';
}

/** The profiles of a configuration, in its order (W-09). */
export function profileFacts({ profiles = {} }: ConfigContent): readonly ProfileFacts[] {
  return Object.entries(profiles).map(([name, profile]) => ({
    name: sanitise(name, 60),
    where: whereOf(profile),
    token: tokenText(profile),
    accent: profile.accent,
    changes: profile.readOnly === true ? 'never' : profile.write === true ? 'allowed' : 'with --write',
  }));
}

function whereOf({ apiUrl, region }: ProfileContent): SafeText | undefined {
  if (apiUrl !== undefined) return sanitise(new URL(apiUrl).host, 60);
  return region === undefined ? undefined : sanitise(region);
}

function tokenText({ token, tokenCommand, tokenFile }: ProfileContent): SafeText {
  if (tokenCommand !== undefined) return t`command`;
  if (tokenFile !== undefined) return t`file`;
  return token === undefined ? t`none` : t`config file`;
}
