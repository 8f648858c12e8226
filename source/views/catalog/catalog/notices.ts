import type { Notice } from '../../../components/notice.ts';
import { atHand } from '../../../domain/proof.ts';
import { type SafeText, t } from '../../../domain/text.ts';
import { listPane, paneState } from '../../../state/place.ts';
import { newCategory } from '../../../workspace/catalog/categories.ts';
import { type CatalogTab, catalogSnapshot, inventorySnapshots } from '../../../workspace/catalog/entries.ts';
import type { Snapshot } from '../../../workspace/polling/snapshot.ts';
import { keyName, keyText } from '../../kit/key-words.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import type { ViewContext } from '../../kit/view.ts';
import { tabNames } from '../words.ts';
import type { CatalogModel } from './model.ts';

const what: Readonly<Record<CatalogTab, SafeText>> = {
  source: t`the catalog of sources`,
  destination: t`the catalog of destinations`,
  warehouse: t`the catalog of storage`,
  function: t`the workspace's functions`,
};

/** Why the list has no rows. */
export function nothingThere(model: CatalogModel, { read, keyOf, place }: ViewContext): Notice {
  const { tab, all, category, filter, matching } = model;
  const snapshot = catalogSnapshot(read, tab);
  if (all.length === 0)
    return emptyNotice(snapshot, what[tab], {
      title: tab === 'function' ? t`This workspace has no functions` : t`The API lists none`,
      help: keyText({ keyOf }, 'tab.next', t`another tab`),
    });
  if (paneState(place, listPane).filter !== '') return noMatch(model);
  if (category.id === newCategory) return nothingNew(tab, snapshot, { keyOf });
  return emptyNotice(inventorySnapshots(read, tab), t`what this workspace has`, {
    title: t`Nothing of this list is in this workspace`,
    help: keyText({ keyOf }, 'pane.next', t`chooses another category`),
  });

  function noMatch({ category: { name } }: CatalogModel): Notice {
    if (filter.invalid)
      return {
        kind: 'error',
        title: t`The pattern is no regular expression`,
        help: keyText({ keyOf }, 'back', t`clears it`),
      };
    const elsewhere =
      matching > 0
        ? t`${matching} match in All: ${keyName({ keyOf }, 'pane.next')} chooses a category`
        : t`${all.length} looked at, no match`;
    return {
      kind: 'empty',
      proof: atHand,
      title: t`No match in ${name}`,
      text: elsewhere,
      help: keyText({ keyOf }, 'back', t`clears the filter`),
    };
  }
}

/** Never empty without saying why (C-04). */
function nothingNew(tab: CatalogTab, snapshot: Snapshot, keys: Pick<ViewContext, 'keyOf'>): Notice {
  const why =
    tab === 'function' || tab === 'warehouse'
      ? t`The API gives ${tabNames[tab]} no status, so which are new is unknown.`
      : t`The API gives no dates: only a mark of BETA tells what is new, and none has one.`;
  return emptyNotice(snapshot, what[tab], {
    title: t`Nothing is known to be new`,
    text: why,
    help: keyText(keys, 'pane.next', t`chooses another category`),
  });
}
