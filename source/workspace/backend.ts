import type { Change } from '../domain/change.ts';
import type { DeliveryMetrics, StepReport, VolumeRow } from '../domain/delivery.ts';
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
} from '../domain/entities.ts';
import type { Answer } from '../domain/problem.ts';
import type {
  AuditQuery,
  MetricsQuery,
  Page,
  ReadOptions,
  StepQuery,
  UsageMonth,
  VolumeQuery,
  WireState,
} from '../domain/queries.ts';
import type { SampleQuery, SampleSet } from '../domain/sample.ts';
import type { ViolationDetails, ViolationQuery } from '../domain/violation.ts';

/**
 * Every read a screen may need. Reads reject only with a ReadError. Two implementations: the Public API over HTTP and
 * the mock workspace; one contract suite runs against both.
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
  functions(options?: ReadOptions): Promise<Answer<readonly SegmentFunction[]>>;
  trackingPlans(options?: ReadOptions): Promise<Answer<readonly TrackingPlan[]>>;
  trackingPlanSources(id: string, options?: ReadOptions): Promise<Answer<readonly Source[]>>;
  /** Violations with field, sentence and samples, where the backend has them; else it says why not. */
  violationDetails(query: ViolationQuery, options?: ReadOptions): Promise<Answer<ViolationDetails>>;
  /** Payloads of one error of a connection; a backend without them says so in its answer. */
  samples(query: SampleQuery, options?: ReadOptions): Promise<Answer<SampleSet>>;
  /** Makes a change; rejects with kind `read-only` unless segtop was started with --write. */
  change(change: Change, options?: ReadOptions): Promise<void>;
  wire(): WireState;
}
