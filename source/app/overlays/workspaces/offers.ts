import type { Settings } from '../../../config/settings.ts';
import { type SafeText, sanitise, t } from '../../../domain/text.ts';
import type { WorkspaceOffer } from '../../../state/store.ts';
import type { KnownWorkspace } from '../../../storage/known-workspaces.ts';

/** What the demo is called among workspaces. */
export const demoName = t`demo`;

const accessWords: Readonly<Record<NonNullable<KnownWorkspace['access']>, SafeText>> = {
  owner: t`Workspace Owner`,
  member: t`no Workspace Owner`,
  'no business plan': t`no Business plan`,
};

/**
 * The workspaces that can be opened from here: the open one, then those opened last, the others, and the demo (W-02, W-09). One
 * token is one workspace, so the list is that of the profiles; what is known of each is from when it was last open.
 */
export function workspaceOffers(settings: Settings, known: readonly KnownWorkspace[]): readonly WorkspaceOffer[] {
  const { mode, profile, profiles, region, apiUrl, token } = settings;
  const here = mode === 'demo' ? undefined : profile;
  const rank = (name: string): number => {
    const at = known.findIndex((one) => one.profile === name);
    return name === here ? -1 : at < 0 ? known.length : at;
  };
  const own = here !== undefined && !profiles.some(({ name }) => name === here);
  const where = apiUrl ? sanitise(new URL(apiUrl).host) : sanitise(region ?? '');
  const offers: WorkspaceOffer[] = [
    ...(own && here !== undefined
      ? [{ name: here, where, current: true, token: token?.kind === 'file' ? t`file` : t`environment` }]
      : []),
    ...profiles.map(({ name, where: told, token: from, accent, changes }) => ({
      name,
      where: name === here ? where : (told ?? t``),
      current: name === here,
      token: from,
      accent,
      changes: sanitise(changes),
    })),
  ].map((offer) =>
    withKnown(
      offer,
      known.find(({ profile: of }) => of === offer.name),
    ),
  );
  return [
    ...offers.toSorted((a, b) => rank(a.name) - rank(b.name)),
    { name: demoName, where: t`mock workspace`, current: mode === 'demo', token: t`none needed` },
  ];
}

/** A region that the configuration leaves open was found by asking both, and is remembered. */
function withKnown(offer: WorkspaceOffer, known: KnownWorkspace | undefined): WorkspaceOffer {
  const where = offer.where === '' ? sanitise(known?.region ?? '') : offer.where;
  return { ...offer, where, ...learnt(known) };
}

function learnt(known: KnownWorkspace | undefined): Partial<WorkspaceOffer> {
  if (!known) return {};
  const { name, slug, access, openedAt } = known;
  return {
    openedAt,
    workspace: name === undefined ? undefined : sanitise(name, 80),
    slug: slug === undefined ? undefined : sanitise(slug, 80),
    access: access && accessWords[access],
  };
}
