import type { CatalogItem } from '../../domain/catalog/items.ts';
import type { Change } from '../../domain/change.ts';
import type { DeliveryMetrics, StepReport, VolumeRow } from '../../domain/delivery/counts.ts';
import type { FailureLogQuery, FailureLogState } from '../../domain/delivery/failure-log.ts';
import type { DestinationFilter, Mapping } from '../../domain/delivery/mappings.ts';
import type { SampleQuery, SampleSet } from '../../domain/delivery/sample.ts';
import type { Audience, AudienceDestination, ComputedTrait, Space } from '../../domain/engage/computations.ts';
import type {
  ApiCallsDay,
  AuditItem,
  Destination,
  MtuDay,
  SegmentFunction,
  Source,
  SourceSettings,
  Sync,
  TrackingPlan,
  Warehouse,
  Workspace,
} from '../../domain/entities.ts';
import type { FunctionDetails, FunctionInstance, FunctionVersion } from '../../domain/functions/details.ts';
import type { Regulation, RegulationProgress, Suppressions } from '../../domain/privacy/regulations.ts';
import type { Answer } from '../../domain/problem.ts';
import type { TrackingPlanRule, Transformation } from '../../domain/protocols/plans.ts';
import type { ViolationDetails, ViolationQuery } from '../../domain/protocols/violation.ts';
import type {
  AuditQuery,
  ChangeOptions,
  MetricsQuery,
  Page,
  ReadOptions,
  StepQuery,
  UsageMonth,
  VolumeQuery,
  WireState,
} from '../../domain/queries.ts';
import type { DescribedLabel, Role, User, UserGroup } from '../../domain/settings/people.ts';
import type { ReceivedSet } from '../../domain/sources/received.ts';
import type { ConnectionState } from '../../domain/storage/connection-state.ts';
import type { ReverseEtlModel, ReverseEtlSync, ReverseEtlSyncQuery } from '../../domain/storage/reverse-etl.ts';
import type { WarehouseSchedule } from '../../domain/storage/schedule.ts';
import type { SafeText } from '../../domain/text.ts';

/**
 * Every read a screen may need. Reads reject only with a ReadError. Two implementations: the Public API over HTTP and
 * the mock workspace; one contract suite runs against both. A limit is named where the API states one for the operation.
 */
export interface Backend {
  workspace(options?: ReadOptions): Promise<Answer<Workspace>>;
  sources(options?: ReadOptions): Promise<Answer<readonly Source[]>>;
  source(id: string, options?: ReadOptions): Promise<Answer<Source>>;
  sourceSettings(id: string, options?: ReadOptions): Promise<Answer<SourceSettings>>;
  destinations(options?: ReadOptions): Promise<Answer<readonly Destination[]>>;
  deliveryMetrics(query: MetricsQuery, options?: ReadOptions): Promise<Answer<DeliveryMetrics>>;
  deliveryStep(query: StepQuery, options?: ReadOptions): Promise<Answer<StepReport>>;
  eventVolume(query: VolumeQuery, options?: ReadOptions): Promise<Answer<readonly VolumeRow[]>>;
  auditEvents(query: AuditQuery, options?: ReadOptions): Promise<Answer<Page<AuditItem>>>;
  apiCalls(month: UsageMonth, options?: ReadOptions): Promise<Answer<readonly ApiCallsDay[]>>;
  apiCallsBySource(month: UsageMonth, options?: ReadOptions): Promise<Answer<readonly ApiCallsDay[]>>;
  mtu(month: UsageMonth, options?: ReadOptions): Promise<Answer<readonly MtuDay[]>>;
  mtuBySource(month: UsageMonth, options?: ReadOptions): Promise<Answer<readonly MtuDay[]>>;
  warehouses(options?: ReadOptions): Promise<Answer<readonly Warehouse[]>>;
  warehouseSyncs(id: string, options?: ReadOptions): Promise<Answer<readonly Sync[]>>;
  /** Needs a warehouse role; 2 a minute. The hours of the day that it syncs at. */
  warehouseSchedule(id: string, options?: ReadOptions): Promise<Answer<WarehouseSchedule>>;
  functions(options?: ReadOptions): Promise<Answer<readonly SegmentFunction[]>>;
  /** Needs the feature Functions, as the two that follow. One function with its code. */
  functionDetails(id: string, options?: ReadOptions): Promise<Answer<FunctionDetails>>;
  /** Alpha. Newest first. */
  functionVersions(id: string, options?: ReadOptions): Promise<Answer<readonly FunctionVersion[]>>;
  /** Alpha. Where an insert function stands; none for other functions. */
  functionInstances(id: string, options?: ReadOptions): Promise<Answer<readonly FunctionInstance[]>>;
  trackingPlans(options?: ReadOptions): Promise<Answer<readonly TrackingPlan[]>>;
  trackingPlanSources(id: string, options?: ReadOptions): Promise<Answer<readonly Source[]>>;
  /** Needs Protocols and a tracking plan role; 200 a minute. */
  trackingPlanRules(planId: string, options?: ReadOptions): Promise<Answer<readonly TrackingPlanRule[]>>;
  /** Needs Protocols. */
  transformations(options?: ReadOptions): Promise<Answer<readonly Transformation[]>>;
  /** Needs a Workspace Owner. The list comes without permissions. */
  users(options?: ReadOptions): Promise<Answer<readonly User[]>>;
  /** Needs a Workspace Owner. One user with what they may do. */
  user(id: string, options?: ReadOptions): Promise<Answer<User>>;
  /** Needs a Workspace Owner. */
  userGroups(options?: ReadOptions): Promise<Answer<readonly UserGroup[]>>;
  /** Needs a Workspace Owner. */
  roles(options?: ReadOptions): Promise<Answer<readonly Role[]>>;
  /** Needs a Workspace Owner. Addresses only. */
  invites(options?: ReadOptions): Promise<Answer<readonly SafeText[]>>;
  /** Open to every token; not paged. */
  labels(options?: ReadOptions): Promise<Answer<readonly DescribedLabel[]>>;
  /** Needs the feature Spaces and a Unify and Engage role; alpha. */
  spaces(options?: ReadOptions): Promise<Answer<readonly Space[]>>;
  /** Needs the feature Audience; 60 a minute, 200 rows each. */
  audiences(spaceId: string, options?: ReadOptions): Promise<Answer<readonly Audience[]>>;
  /** Needs the feature Audience; 50 a minute; alpha. Where one audience is sent; of computed traits there is no such read. */
  audienceDestinations(
    spaceId: string,
    audienceId: string,
    options?: ReadOptions,
  ): Promise<Answer<readonly AudienceDestination[]>>;
  /** Needs the feature Computed Trait; 25 a minute; alpha. */
  computedTraits(spaceId: string, options?: ReadOptions): Promise<Answer<readonly ComputedTrait[]>>;
  /** Needs a Workspace Owner or an End User Privacy Admin. The last 90 days, subjects masked. */
  regulations(options?: ReadOptions): Promise<Answer<readonly Regulation[]>>;
  /** Needs the same. How far one regulation came at each destination. */
  regulation(id: string, options?: ReadOptions): Promise<Answer<RegulationProgress>>;
  /** Needs the same. Counts and masked identifiers, of ten pages at most. */
  suppressions(options?: ReadOptions): Promise<Answer<Suppressions>>;
  /** Open to every token, as the two that follow; read whole. */
  catalogSources(options?: ReadOptions): Promise<Answer<readonly CatalogItem[]>>;
  /** Read whole, 200 a page. */
  catalogDestinations(options?: ReadOptions): Promise<Answer<readonly CatalogItem[]>>;
  /** Read whole. */
  catalogWarehouses(options?: ReadOptions): Promise<Answer<readonly CatalogItem[]>>;
  /** Needs the feature Destination Subscriptions; alpha. */
  mappings(destinationId: string, options?: ReadOptions): Promise<Answer<readonly Mapping[]>>;
  /** Needs a role on the source, as the two that follow. */
  destinationFilters(destinationId: string, options?: ReadOptions): Promise<Answer<readonly DestinationFilter[]>>;
  /** Destinations that the source feeds. */
  sourceDestinations(sourceId: string, options?: ReadOptions): Promise<Answer<readonly Destination[]>>;
  /** Warehouses that the source feeds. */
  sourceWarehouses(sourceId: string, options?: ReadOptions): Promise<Answer<readonly Warehouse[]>>;
  /** Needs a warehouse role. Sources that feed the warehouse. */
  warehouseSources(warehouseId: string, options?: ReadOptions): Promise<Answer<readonly Source[]>>;
  /** Needs a warehouse role; 200 a minute. Logs in to the warehouse each time: only where somebody asks for it. */
  connectionState(warehouseId: string, options?: ReadOptions): Promise<Answer<ConnectionState>>;
  /** Needs a source role; alpha. */
  reverseEtlModels(options?: ReadOptions): Promise<Answer<readonly ReverseEtlModel[]>>;
  /** Needs a source role; alpha. One page of a model's runs for one mapping, newest first, 100 at most. */
  reverseEtlSyncs(query: ReverseEtlSyncQuery, options?: ReadOptions): Promise<Answer<Page<ReverseEtlSync>>>;
  /** Violations with field, sentence and samples, where the backend has them; else it says why not. */
  violationDetails(query: ViolationQuery, options?: ReadOptions): Promise<Answer<ViolationDetails>>;
  /** Payloads of one error of a connection; a backend without them says so in its answer. */
  samples(query: SampleQuery, options?: ReadOptions): Promise<Answer<SampleSet>>;
  /** Needs Business and a private beta; alpha, 120 a day for the workspace. Links to what failed in an hour, good for two hours. */
  failureLogs(query: FailureLogQuery, options?: ReadOptions): Promise<Answer<readonly string[]>>;
  /** How the failure logs of a destination stand on this machine; undefined for a backend that has payloads of its own. */
  failureLogState(destinationId: string, options?: ReadOptions): Promise<Answer<FailureLogState | undefined>>;
  /** The last events that a source received; a backend without them says so in its answer. */
  received(sourceId: string, options?: ReadOptions): Promise<Answer<ReceivedSet>>;
  /** Makes a change; rejects with kind `read-only` unless segtop was started with --write. */
  change(change: Change, options?: ChangeOptions): Promise<void>;
  wire(): WireState;
  /** Somebody asks for news now: one request may go in spite of what refusals hold back. */
  hurry?(): void;
}
