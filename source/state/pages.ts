/**
 * The address of every page: its id, and the parameters that say which one it is. A target is made here and nowhere
 * else, so that neither the name of a page nor that of a parameter can be misspelt.
 */

/** Where a key or a row leads. */
export interface Target {
  readonly view: ViewId;
  readonly params: Readonly<Record<string, string>>;
  /** A list opens narrowed to its rows with problems. */
  readonly narrowed?: true | undefined;
  /** Which of its tabs a page opens with, from 0; the first, or the one that is open there already. */
  readonly tab?: number | undefined;
}

type Params = Readonly<Record<string, string | undefined>>;

interface Page<Id extends string, Args extends readonly unknown[], Named extends Params> {
  readonly id: Id;
  at(...args: Args): { readonly view: Id; readonly params: Target['params'] };
  /** What a place on this page is about; each may be missing, since an address may come from the command line. */
  of(place: Pick<Target, 'params'>): Partial<Named>;
}

function page<const Id extends string, Args extends readonly unknown[], Named extends Params>(
  id: Id,
  named: (...args: Args) => Named,
): Page<Id, Args, Named> {
  return {
    id,
    at: (...args) => ({ view: id, params: given(named(...args)) }),
    of: ({ params }) => params as Partial<Named>,
  };
}

/** Lists of thousands have a place for each row. */
function given(params: Params): Target['params'] {
  const there: Record<string, string> = {};
  for (const [name, value] of Object.entries(params)) if (value !== undefined) there[name] = value;
  return there;
}

/** A page that there is once. */
const one = () => ({});
/** A page of one thing. */
const ofId = (id: string) => ({ id });
/** A page of what belongs to one source. */
const ofSource = (source: string) => ({ source });
/** A page that takes its parameters by name. */
const taking =
  <Named extends Params>() =>
  (params: Named): Named =>
    params;
/** A page that opens as it is, or at a part of it. */
const maybe =
  <Named extends Params>() =>
  (params: Partial<Named> = {}): Partial<Named> =>
    params;

type EventParams = { readonly source: string; readonly type: string; readonly event?: string | undefined };
type Tail<Key extends string> = { readonly [Name in Key]?: string | undefined };

/** The tabs of Alerts, in order. */
export const alertTabs = ['raised', 'past', 'rules'] as const;
export type AlertTab = (typeof alertTabs)[number];

/** The tabs of the Privacy Portal (P-05), and the requests about people that the API does have (T-01). */
export const privacyTabs = ['home', 'detection', 'inbox', 'inventory', 'settings', 'end-user'] as const;
export type PrivacyTab = (typeof privacyTabs)[number];

/** What a report can be about. */
export const reportKinds = ['destination', 'source', 'warehouse'] as const;
type ReportKind = (typeof reportKinds)[number];

export const pages = {
  home: page('home', one),
  overview: page('overview', one),
  health: page('health', one),
  triage: page('triage', one),
  alerts: page('alerts', maybe<{ readonly tab: AlertTab }>()),
  /** The report of a connection, a source or a warehouse that has trouble. */
  report: page('report', taking<{ readonly kind: ReportKind; readonly id: string }>()),

  sources: page('sources', one),
  source: page('source', ofId),
  debugger: page('debugger', ofSource),

  destinations: page('destinations', one),
  destination: page('destination', ofId),
  destinationSettings: page('destination-settings', ofId),
  destinationMappings: page('destination-mappings', ofId),
  destinationFilters: page('destination-filters', ofId),
  mapping: page('mapping', taking<{ readonly id: string; readonly mapping: string }>()),
  errorCode: page('error-code', (code: string) => ({ code })),
  /** Without a code: of the reason with the most events. */
  payload: page('payload', (id: string, code?: string) => ({ id, code: code === '' ? undefined : code })),
  replay: page('replay', ofId),

  protocols: page('protocols', one),
  trackingPlan: page('tracking-plan', ofId),
  trackingRule: page('tracking-rule', taking<{ readonly id: string; readonly rule: string }>()),
  violationEvents: page('violation-events', ofSource),
  violationList: page('violation-list', taking<EventParams>()),
  violationSample: page('violation-sample', taking<EventParams & { readonly violation: string }>()),

  privacy: page('privacy', maybe<{ readonly tab: PrivacyTab; readonly matcher: string }>()),
  privacyField: page('privacy-field', (path: string) => ({ path })),
  regulation: page('regulation', ofId),

  warehouse: page('warehouse', ofId),
  warehouseSyncs: page('warehouse-syncs', taking<{ readonly id: string; readonly source: string }>()),
  reverseEtl: page('reverse-etl', maybe<Tail<'model' | 'source'>>()),
  reverseEtlRuns: page('reverse-etl-runs', taking<{ readonly model: string } & Tail<'mapping' | 'destination'>>()),

  engage: page('engage', one),
  audience: page('audience', (id: string, space?: string) => ({ space, id })),
  trait: page('trait', (id: string, space?: string) => ({ space, id })),

  functions: page('functions', one),
  function: page('function', ofId),

  catalog: page('catalog', one),
  catalogItem: page(
    'catalog-item',
    taking<{ readonly tab: string; readonly id: string; readonly slug?: string | undefined }>(),
  ),

  usage: page('usage', one),

  audit: page('audit', maybe<Tail<'resource'>>()),
  auditItem: page('audit-item', (id: string, resource?: string) => ({ resource, id })),
  notifications: page('notifications', maybe<Tail<'seen'>>()),

  settings: page('settings', one),
  workspaces: page('workspaces', one),
  log: page('log', one),
} as const;

/** A page as it opens by itself. */
export const bare = (view: ViewId): Target => ({ view, params: {} });

export type ViewId = (typeof pages)[keyof typeof pages]['id'];
