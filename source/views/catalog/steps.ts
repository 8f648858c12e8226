import { joined, type SafeText, t } from '../../domain/text.ts';
import { line, span } from '../../theme/line.ts';
import { wrap } from '../../theme/wrap.ts';
import type { CatalogEntry } from '../../workspace/catalog/entries.ts';
import { keyName } from '../kit/key-words.ts';
import type { FactRow } from '../kit/row-page.ts';
import type { ViewContext } from '../kit/view.ts';
import { lines } from './facts.ts';

type Keys = Pick<ViewContext, 'keyOf'>;

const readable = 100;
const namedSettings = 6;

/** Numbered steps to connect it in the web app, and where to see here that it works (C-03). */
export function stepRows(entry: CatalogEntry, keys: Keys, width: number): FactRow[] {
  return stepsOf(entry, keys).map((step, index) =>
    lines(
      `step:${index}`,
      wrap(step, Math.min(readable, width) - 3).map((row, at) =>
        line(span(at === 0 ? t`${index + 1}. ` : t`   `, 'accent'), row),
      ),
    ),
  );
}

function stepsOf(entry: CatalogEntry, keys: Keys): readonly SafeText[] {
  const { tab, name, status } = entry;
  if (status === 'DEPRECATED' || status === 'UNAVAILABLE')
    return [t`${name} takes no new connections; the ones there are go on. Its website may name a successor.`];
  switch (tab) {
    case 'source':
      return sourceSteps(entry, keys);
    case 'destination':
      return destinationSteps(entry, keys);
    case 'warehouse':
      return warehouseSteps(entry, keys);
    case 'function':
      return functionSteps(entry, keys);
  }
}

/** The step that asks for the required settings by name; nothing where there are none. */
function settings({ item }: CatalogEntry): readonly SafeText[] {
  const required = (item?.options ?? []).filter((option) => option.required).map(({ label, name }) => label || name);
  if (required.length === 0) return [];
  const more = required.length > namedSettings ? t` and ${required.length - namedSettings} more (below)` : t``;
  return [t`Fill in what it requires: ${joined(required.slice(0, namedSettings), t`, `)}${more}.`];
}

const libraries = /^(?:website|mobile|server|ott|roku|gaming)$/i;

function sourceSteps(entry: CatalogEntry, keys: Keys): readonly SafeText[] {
  const { name, categories } = entry;
  const isLibrary = categories.some((category) => libraries.test(category));
  return [
    t`${keyName(keys, 'browser')} copies the link to ${name} in the web app: open it there and choose Add Source.`,
    t`Name the source after where it runs, such as "${name} (prod)", and give it the label of its environment.`,
    ...settings(entry),
    isLibrary
      ? t`Put the library into your code with the source's write key, from the source's settings.`
      : t`Let Segment in at ${name}, and choose what it reads and how often.`,
    t`Send a first event. The source stands on page ${keyName(keys, 'page.sources')} as Never until it arrives.`,
    t`Connect it to destinations, and to a tracking plan if you check events.`,
  ];
}

function destinationSteps(entry: CatalogEntry, keys: Keys): readonly SafeText[] {
  const { name, item } = entry;
  const device = item?.modes?.includes('device') === true;
  return [
    t`${keyName(keys, 'browser')} copies the link to ${name} in the web app: open it there and choose Configure.`,
    t`Choose the source that feeds it: each pair of a source and a destination is a connection of its own.`,
    ...settings(entry),
    ...(item?.modes?.length === 2 ? [t`Choose cloud or device mode: only cloud deliveries can be observed here.`] : []),
    t`Send it a test event from its Event Tester, then enable it.`,
    ...(device ? [t`In device mode pages pick it up within half an hour.`] : []),
    t`Watch its first deliveries on page ${keyName(keys, 'page.destinations')}: delivered, retried and failed events, with reasons.`,
  ];
}

function warehouseSteps(entry: CatalogEntry, keys: Keys): readonly SafeText[] {
  const { name } = entry;
  return [
    t`Make a database user for Segment in ${name} that may create schemas and tables, and let Segment's addresses in.`,
    t`${keyName(keys, 'browser')} copies the link to the web app: choose ${name} there.`,
    ...settings(entry),
    t`Choose the sources to load; the first sync also loads what was sent before.`,
    t`Watch its syncs here: the warehouse stands under Destinations, and a failed sync in triage (${keyName(keys, 'page.triage')}).`,
  ];
}

function functionSteps({ name, fn }: CatalogEntry, keys: Keys): readonly SafeText[] {
  if (fn?.side === 'SOURCE')
    return [
      t`${keyName(keys, 'browser')} copies the link to the web app: open ${name} there and choose Connect Source.`,
      t`Point the webhook of your tool at the address that the new source shows.`,
      t`The source stands on page ${keyName(keys, 'page.sources')}; the function's own logs are in the web app only.`,
    ];
  return [
    t`${keyName(keys, 'browser')} copies the link to the web app: open ${name} there and choose where to connect it.`,
    t`Choose the source, fill in the function's settings and enable it.`,
    t`Deliveries stand on page ${keyName(keys, 'page.destinations')}; the function's own logs are in the web app only.`,
  ];
}
