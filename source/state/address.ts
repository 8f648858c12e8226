import { catalogTabs } from '../workspace/catalog/entries.ts';
import { alertTabs, pages, privacyTabs, reportKinds, type Target, type ViewId } from './pages.ts';

/** The address of a page as text: `TYPE/ID`, as a command line and a configuration name it. */

/** The parameters of each page that takes some, in the order in which an address names them. */
const parts: Readonly<Partial<Record<ViewId, readonly string[]>>> = {
  alerts: ['tab'],
  source: ['id'],
  debugger: ['source'],
  destination: ['id'],
  'destination-settings': ['id'],
  'destination-mappings': ['id'],
  'destination-filters': ['id'],
  mapping: ['id', 'mapping'],
  'error-code': ['code'],
  payload: ['id', 'code'],
  replay: ['id'],
  report: ['kind', 'id'],
  'tracking-plan': ['id'],
  'tracking-rule': ['id', 'rule'],
  'violation-events': ['source'],
  'violation-list': ['source', 'type', 'event'],
  'violation-sample': ['source', 'type', 'violation', 'event'],
  privacy: ['tab', 'matcher'],
  'privacy-field': ['path'],
  regulation: ['id'],
  warehouse: ['id'],
  'warehouse-syncs': ['id', 'source'],
  'reverse-etl': ['model', 'source'],
  'reverse-etl-runs': ['model', 'mapping', 'destination'],
  audience: ['id', 'space'],
  trait: ['id', 'space'],
  function: ['id'],
  'catalog-item': ['tab', 'id', 'slug'],
  audit: ['resource'],
  'audit-item': ['id', 'resource'],
  notifications: ['seen'],
};

/** The parameters of a page in the order in which its address names them. */
export const addressParts = (view: ViewId): readonly string[] =>
  Object.hasOwn(parts, view) ? (parts[view] ?? []) : [];

/** What would be taken for the end of a part, or for the end of the line. */
const coded = (value: string): string => value.replace(/[%/\s\u0000-\u001f\u007f]/g, encodeURIComponent);

/** A name as the first part of an address, as it is wherever it would be read back as that. */
export function namedPart(view: ViewId, name: string): string {
  const isPlain = !/%[\da-f]{2}/i.test(name) && (addressParts(view).length === 1 || !name.includes('/'));
  return isPlain ? name : name.replace(/[%/]/g, encodeURIComponent);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** `destination/ID`, `payload/ID/CODE`, `triage`. */
export function addressOf({ view, params }: Target): string {
  const values = addressParts(view).map((name) => coded(params[name] ?? ''));
  return [view, ...values].join('/').replace(/\/+$/, '');
}

/** The page of an address and the values it gives; a page with one parameter takes the whole rest as it. */
export function readAddress(address: string): { readonly view: string; readonly params: Target['params'] } {
  const [view = '', ...rest] = address.trim().split('/');
  const names = addressParts(view.toLowerCase() as ViewId);
  const given = names.length === 1 ? [rest.join('/')] : rest;
  const params = names.flatMap((name, index) => (given[index] ? [[name, decoded(given[index])]] : []));
  return { view: view.toLowerCase(), params: Object.fromEntries(params) };
}

/** Every type that an address may begin with. */
export const addressTypes: readonly ViewId[] = Object.values(pages).map(({ id }) => id);

/** Shorter names of pages, as people call what they are about. */
export const addressAliases: Readonly<Record<string, ViewId>> = {
  connection: pages.destination.id,
  plan: pages.trackingPlan.id,
  field: pages.privacyField.id,
};

/** The page that an address begins with; undefined for one that there is not. */
export const addressedView = (given: string): ViewId | undefined =>
  addressTypes.find((id) => id === (Object.hasOwn(addressAliases, given) ? addressAliases[given] : given));

/** Pages that open without what their address may name. */
const open: ReadonlySet<ViewId> = new Set(['alerts', 'audit', 'notifications', 'privacy', 'reverse-etl']);

/** The parameter that an address of a page has to name; undefined where it opens by itself. */
export const wantedPart = (view: ViewId): string | undefined => (open.has(view) ? undefined : addressParts(view)[0]);

/** An address whose short name of a page is the whole one: that has parts of its own. */
export function withWholeName(address: string): string {
  const [type = '', ...rest] = address.trim().split('/');
  return [addressedView(type.toLowerCase()) ?? type, ...rest].join('/');
}

/** Parameters that are one of a few words, and those words. */
const words: Readonly<Partial<Record<ViewId, Readonly<Record<string, readonly string[]>>>>> = {
  alerts: { tab: alertTabs },
  'catalog-item': { tab: catalogTabs },
  privacy: { tab: privacyTabs },
  report: { kind: reportKinds },
};

/** A part of an address that is none of the words that it can be. */
interface WrongPart {
  readonly given: string;
  readonly allowed: readonly string[];
}

/** The first of the parameters of an address that is none of the words that it can be: the page would open as if it were not there. */
export function wrongPart(view: ViewId, params: Target['params']): WrongPart | undefined {
  return Object.entries(words[view] ?? {}).flatMap(([name, allowed]) => {
    const given = params[name];
    return given === undefined || allowed.includes(given) ? [] : [{ given, allowed }];
  })[0];
}

/** What an address says beyond what its page takes, such as the name in `sources/iOS`. */
function beyond(address: string): string {
  const [view = '', ...rest] = withWholeName(address).split('/');
  const { length } = addressParts(view.toLowerCase() as ViewId);
  return length === 1 ? '' : rest.slice(length).join('/').trim();
}

/** Whether a line is an address, and no page with something after it. */
export const isAddress = (line: string): boolean => /^[a-z-]+\/\S/i.test(line.trim());

/** Whether a line is an address that begins with a page that there is. */
export const isPageAddress = (line: string): boolean =>
  isAddress(line) && addressedView(line.trim().split('/', 1)[0]!.toLowerCase()) !== undefined;

/** Where an address leads: a page, or what is wrong with it. */
export type Addressed =
  | { readonly kind: 'target'; readonly target: Target }
  | { readonly kind: 'unknown'; readonly view: string }
  | { readonly kind: 'short'; readonly view: ViewId }
  | { readonly kind: 'long'; readonly view: ViewId; readonly rest: string }
  | ({ readonly kind: 'wrong'; readonly view: ViewId } & WrongPart);

/** The page of an address whose parts are ids. */
export function addressed(address: string): Addressed {
  const { view: given, params } = readAddress(withWholeName(address));
  const view = addressedView(given);
  if (view === undefined) return { kind: 'unknown', view: given };
  const wanted = wantedPart(view);
  if (wanted !== undefined && params[wanted] === undefined) return { kind: 'short', view };
  const rest = beyond(address);
  if (rest !== '') return { kind: 'long', view, rest };
  const wrong = wrongPart(view, params);
  if (wrong) return { kind: 'wrong', view, ...wrong };
  return { kind: 'target', target: { view, params } };
}
