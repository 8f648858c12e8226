import type { PageLink } from '../actions/environment.ts';
import { t } from '../domain/text.ts';
import type { Subject } from '../state/pane.ts';
import { hasRules } from '../views/destination-words.ts';
import type { Scene } from './context.ts';

/** The pages that exist about a thing, in the order of its menu: none that would have nothing to say (F-09). */
export function subjectPages({ context: { overview } }: Scene, { kind, id, parent }: Subject): readonly PageLink[] {
  switch (kind) {
    case 'source':
      return [{ id: 'own', label: t`Overview`, target: { view: 'source', params: { id } } }];
    case 'warehouse':
      return [{ id: 'own', label: t`Sync history`, target: { view: 'warehouse', params: { id } } }];
    case 'function':
      return [{ id: 'own', label: t`Code`, target: { view: 'function', params: { id } } }];
    case 'tracking-plan':
      return [{ id: 'own', label: t`Rules and sources`, target: { view: 'tracking-plan', params: { id } } }];
    case 'audience':
    case 'trait': {
      const params = parent === undefined ? { id } : { space: parent, id };
      return [{ id: 'own', label: t`Runs and definition`, target: { view: kind, params } }];
    }
    case 'destination':
      return destinationPages(id, overview.fleet.byId.get(id)?.destination);
    case 'mapping':
      return parent === undefined
        ? []
        : [
            { id: 'own', label: t`Mapping`, target: { view: 'mapping', params: { id: parent, mapping: id } } },
            {
              id: 'delivery',
              label: t`Delivery`,
              key: 'delivery',
              target: { view: 'destination', params: { id: parent } },
            },
          ];
    case 'filter':
      return parent === undefined
        ? []
        : [
            { id: 'own', label: t`Filters`, target: { view: 'destination-filters', params: { id: parent } } },
            {
              id: 'delivery',
              label: t`Delivery`,
              key: 'delivery',
              target: { view: 'destination', params: { id: parent } },
            },
          ];
    case 'model':
      return [{ id: 'own', label: t`Runs`, target: { view: 'reverse-etl-runs', params: { model: id } } }];
    default:
      return [];
  }
}

function destinationPages(id: string, destination: Parameters<typeof hasRules>[0] | undefined): readonly PageLink[] {
  const params = { id };
  const rules: readonly PageLink[] =
    destination && hasRules(destination)
      ? [
          { id: 'mappings', label: t`Mappings`, target: { view: 'destination-mappings', params } },
          { id: 'filters', label: t`Filters`, target: { view: 'destination-filters', params } },
        ]
      : [];
  return [
    { id: 'own', label: t`Delivery`, key: 'delivery', target: { view: 'destination', params } },
    ...rules,
    { id: 'settings', label: t`Configuration`, target: { view: 'destination-settings', params } },
  ];
}
