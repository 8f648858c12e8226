import { type SafeText, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { listPane, type Place, paneState } from '../../../state/place.ts';
import type { ViewContext } from '../../kit/view.ts';
import { fieldsFor } from '../data.ts';

/** The tabs of the Privacy Portal (P-05), and the requests about people that the API does have (T-01). */
export const privacyTabs = [
  { id: 'home', label: t`Home` },
  { id: 'detection', label: t`Detection` },
  { id: 'inbox', label: t`Inbox` },
  { id: 'inventory', label: t`Inventory` },
  { id: 'settings', label: t`Settings` },
  { id: 'end-user', label: t`End-user privacy` },
] as const;

export type PrivacyTab = (typeof privacyTabs)[number]['id'];

/** A place may be opened at a tab of its own; h and l turn from there. */
export function openTab(place: Place): PrivacyTab {
  const first = Math.max(
    0,
    privacyTabs.findIndex(({ id }) => id === pages.privacy.of(place).tab),
  );
  return privacyTabs[(first + paneState(place, listPane).tab) % privacyTabs.length]!.id;
}

/** The names of the tabs with how many fields wait and are kept in them. */
export function tabLabels(context: ViewContext): readonly { readonly id: PrivacyTab; readonly label: SafeText }[] {
  const { all } = fieldsFor(context);
  const kept = all.filter(({ inventory }) => inventory).length;
  const counts: Readonly<Partial<Record<PrivacyTab, number>>> = { inbox: all.length - kept, inventory: kept };
  return privacyTabs.map(({ id, label }) => {
    const count = counts[id] ?? 0;
    return { id, label: count > 0 ? t`${label} ${count}` : label };
  });
}
