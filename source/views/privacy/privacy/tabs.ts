import { type SafeText, t } from '../../../domain/text.ts';
import { type PrivacyTab, pages, privacyTabs } from '../../../state/pages.ts';
import { listPane, type Place, paneState } from '../../../state/place.ts';
import type { ViewContext } from '../../kit/view.ts';
import { fieldsFor } from '../data.ts';

const labels: Readonly<Record<PrivacyTab, SafeText>> = {
  home: t`Home`,
  detection: t`Detection`,
  inbox: t`Inbox`,
  inventory: t`Inventory`,
  settings: t`Settings`,
  'end-user': t`End-user privacy`,
};

/** The names of the tabs alone, in order. */
export const tabNames: readonly SafeText[] = privacyTabs.map((id) => labels[id]);

/** A place may be opened at a tab of its own; h and l turn from there. */
export function openTab(place: Place): PrivacyTab {
  const first = Math.max(0, privacyTabs.indexOf(pages.privacy.of(place).tab ?? 'home'));
  return privacyTabs[(first + paneState(place, listPane).tab) % privacyTabs.length]!;
}

/** The names of the tabs with how many fields wait and are kept in them. */
export function tabLabels(context: ViewContext): readonly { readonly id: PrivacyTab; readonly label: SafeText }[] {
  const { all } = fieldsFor(context);
  const kept = all.filter(({ inventory }) => inventory).length;
  const counts: Readonly<Partial<Record<PrivacyTab, number>>> = { inbox: all.length - kept, inventory: kept };
  return privacyTabs.map((id) => {
    const [label, count] = [labels[id], counts[id] ?? 0];
    return { id, label: count > 0 ? t`${label} ${count}` : label };
  });
}
