import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { failed } from '../../../source/domain/delivery/counts.ts';
import type { HourHistory } from '../../../source/domain/hours.ts';
import type { Problem } from '../../../source/domain/problem.ts';
import { hour } from '../../../source/domain/time.ts';
import { deliveryFamilies, mostConnections } from '../../../source/serve/metrics/deliveries.ts';
import { Ledger } from '../../../source/serve/metrics/ledger.ts';
import { otherFamilies } from '../../../source/serve/metrics/others.ts';
import { exposed, type Family, joined, type Sample } from '../../../source/serve/metrics/sample.ts';
import { selfFamilies } from '../../../source/serve/metrics/self.ts';
import { sourceFamilies } from '../../../source/serve/metrics/sources.ts';
import type { Daemon, Post } from '../../../source/serve/ports.ts';
import { isTrouble } from '../../../source/workspace/delivery/fleet.ts';
import type { Read } from '../../../source/workspace/polling/read.ts';
import * as resources from '../../../source/workspace/resources/common.ts';
import { overview } from '../../../source/workspace/watch/overview.ts';
import { answering, refusal } from '../../views/scenarios.ts';
import { actOn, type Stage, stageNow, stageOf } from '../../views/stage.ts';
import { now, problemWith, snapshots, syncWith, warehouseWith } from '../../workspace/snapshots.ts';

const own = { profile: 'prod', workspace: 'Acme' };
const nothingSeen: HourHistory = { of: () => [], things: () => [] };

const unread: Read = () => ({ status: 'loading', problems: [], version: 0 }) as never;

const finding = (rule: string, severity: string) => ({ rule, severity });
/** Two that are raised by one rule, one by another, and one that is over. */
const records = [
  { state: 'raised', finding: finding('delivery', 'critical') },
  { state: 'raised', finding: finding('delivery', 'critical') },
  { state: 'raised', finding: finding('silent-source', 'critical') },
  { state: 'resolved', finding: finding('delivery', 'critical') },
];

/** All that is told of a workspace, counting from an hour before now. */
async function told(stage: Stage) {
  const act = actOn(stage);
  await act.settled();
  const { overview, read } = act.screen.scene.context;
  const ledger = new Ledger(() => nothingSeen, stageNow - hour);
  const post = {
    profile: 'prod',
    // A scrape never asks: nothing else of it is touched.
    backend: { wire: () => stage.backend.wire() },
    clock: { now: () => stageNow },
    read,
    store: () => ({ store: {}, alerts: { records: () => records } }),
    overview: () => overview,
    standing: () => ({ isReady: true, lastPollAt: stageNow, problems: 0, requests: 3 }),
    reads: () => [{ family: 'metrics', oldest: stageNow - 90_000, failing: 1 }],
  } as unknown as Post;
  const counts = {
    requests: new Map([
      [202, 4],
      [401, 1],
    ]),
    kept: 7,
    duplicates: 2,
    leftOut: 1,
    invalid: 0,
    lastAt: stageNow,
  };
  const daemon = { posts: [post], collectors: new Map([['prod', { counts: () => counts }]]) } as unknown as Daemon;
  const families = [
    ...selfFamilies(daemon, post, own),
    ...sourceFamilies(overview, ledger, own),
    ...deliveryFamilies(read, overview, ledger, own),
    ...otherFamilies(read, overview, own),
  ];
  return {
    overview,
    families,
    of: (name: string): readonly Sample[] => families.find((each) => each.name === name)?.samples ?? [],
  };
}

const numberOf = (samples: readonly Sample[], labels: Readonly<Record<string, string>>): number | undefined =>
  samples.find((each) => Object.entries(labels).every(([name, value]) => each.labels[name] === value))?.value;

describe('what is told of the workspace with every incident', () => {
  test('is what its pages show', async () => {
    const { overview, of } = await told(await stageOf('everything'));
    const [worst] = overview.triage;
    if (worst?.kind !== 'connection') throw new Error('the worst is a connection');
    const { connection } = worst;
    const labels = { destination_id: connection.id };
    expect(numberOf(of('segtop_connection_failing_ratio'), labels)).toBeCloseTo(connection.judgement.rate! / 100, 9);
    expect(numberOf(of('segtop_connection_verdict'), { ...labels, verdict: 'LOST' })).toBe(1);
    expect(numberOf(of('segtop_connection_failing_since_timestamp_seconds'), labels)).toBe(
      connection.onset!.since! / 1000,
    );
    const { running } = connection.snapshot.data!;
    expect(numberOf(of('segtop_connection_failed_events_total'), labels)).toBe(failed(running.metrics));
    const reasons = of('segtop_connection_failed_events_24h').filter(
      (each) => each.labels.destination_id === connection.id,
    );
    expect(reasons[0]?.labels.reason).toBe(connection.reason);
    expect(numberOf(of('segtop_sources'), { state: 'silent' })).toBe(overview.flow.silent);
    expect(of('segtop_trouble').map((each) => each.labels.kind)).toEqual(
      overview.triage.filter(({ trouble }) => trouble).map(({ kind }) => kind),
    );
    expect(numberOf(of('segtop_trouble'), { kind: 'disabled' })).toBe(1);
    const [storage] = overview.storage.filter(({ state }) => state === 'failing');
    expect(numberOf(of('segtop_warehouse_state'), { warehouse_id: storage!.warehouse.id, state: 'failing' })).toBe(1);
    expect(numberOf(of('segtop_warehouse_state'), { warehouse_id: storage!.warehouse.id, state: 'ok' })).toBe(0);
    expect(numberOf(of('segtop_triage_items'), { kind: 'connection' })).toBe(
      overview.triage.filter(({ kind, trouble }) => kind === 'connection' && trouble).length,
    );
    const [meter] = overview.meters;
    expect(numberOf(of('segtop_usage_used'), { meter: 'api_calls' })).toBe(Number(meter!.used));
  });

  test('and of segtop itself', async () => {
    const { of } = await told(await stageOf('healthy'));
    // All was read, so that there is nothing of a kind is a number.
    expect(of('segtop_triage_items').map(({ value }) => value)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(of('segtop_read_age_seconds')).toEqual([{ labels: { ...own, read: 'metrics' }, value: 90 }]);
    expect(of('segtop_alerts_raised').map(({ labels, value }) => [labels.rule, value])).toEqual([
      ['delivery', 2],
      ['silent-source', 1],
    ]);
    expect(numberOf(of('segtop_collector_requests_total'), { status: '401' })).toBe(1);
    expect(numberOf(of('segtop_collector_events_total'), { outcome: 'duplicate' })).toBe(2);
  });
});

test('what could not be read is not told, least of all as zero', async () => {
  const { families, of } = await told(
    await stageOf(
      'everything',
      answering(() => Promise.reject(refusal('server', 500))),
    ),
  );
  const numbers = families.filter(({ name }) =>
    /_(?:sources|connections?|source|warehouse|usage|trouble|triage|audit)(?:_|$)/.test(name),
  );
  expect(numbers.length).toBeGreaterThan(10);
  expect(numbers.flatMap(({ name, samples }) => (samples.length > 0 ? [name] : []))).toEqual([]);
  expect(of('segtop_trouble')).toEqual([]);
});

test('names are escaped as the format wants it, whatever stands in them', async () => {
  const { families } = await told(await stageOf('hostile'));
  const { text } = await exposed(joined(families));
  const line = /^[a-z][a-z0-9_]*\{(?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*",?)*\} -?(?:\d+(?:\.\d+)?(?:e[+-]\d+)?|Nan)$/;
  const odd = text.split('\n').filter((each) => each !== '' && !each.startsWith('# ') && !line.test(each));
  expect(odd).toEqual([]);
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
});

test('of very many connections the first thousand have metrics of their own: those in trouble', async () => {
  const { overview } = await told(await stageOf('everything'));
  const { fleet } = overview;
  const many = Array.from({ length: 60 }, (_, copy) =>
    fleet.connections.map((each) => ({ ...each, id: `${each.id}-${copy}` })),
  );
  const connections = many.flat();
  const ledger = new Ledger(() => nothingSeen, stageNow);
  const families = deliveryFamilies(unread, { ...overview, fleet: { ...fleet, connections } }, ledger, own);
  const { samples } = families.find(({ name }) => name === 'segtop_connection_trouble')!;
  const troubled = connections.filter(isTrouble).length;
  expect(connections.length).toBeGreaterThan(2 * mostConnections);
  expect(troubled).toBeGreaterThan(100);
  expect(families.find(({ name }) => name === 'segtop_connection_enabled')!.samples).toHaveLength(mostConnections);
  expect(samples.filter(({ value }) => value === 1)).toHaveLength(Math.min(troubled, mostConnections));
  expect(families[0]!.samples[0]!.value).toBe(connections.length);
});

test('rules and dashboard ask for metrics that there are', async () => {
  const { families } = await told(await stageOf('quota'));
  const names = new Set(families.map(({ name }: Family) => name));
  for (const file of ['segtop.rules.yml', 'grafana-dashboard.json']) {
    const text = await readFile(new URL(`../../../docs/monitoring/${file}`, import.meta.url), 'utf8');
    const asked = [...new Set(text.match(/\bsegtop_[a-z0-9_]+/g))];
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.filter((name) => !names.has(name) && name !== 'segtop_secret')).toEqual([]);
  }
});

test('each metric stands in the documentation with what it says', async () => {
  const { families } = await told(await stageOf('quota'));
  const text = await readFile(new URL('../../../docs/serve.md', import.meta.url), 'utf8');
  const rows = families.map(({ name, help }) => `| \`${name}\` | ${help} |`);
  expect(rows.filter((row) => !text.includes(row))).toEqual([]);
});

test.each([
  ['of a report that is whole', [], [42]],
  ['of a report with a field that is odd', [{ kind: 'odd-fields' }], [42]],
  ['never of a report that lost a row, which may be the newest', [{ kind: 'dropped-rows' }], []],
])('the rows of the newest sync of a warehouse are told %s', (_, problems, expected) => {
  const world = snapshots()
    .set(resources.warehouses, [warehouseWith('redshift')])
    .set(
      resources.warehouseSyncs('redshift'),
      [syncWith(1, 'success', { rows: 42n })],
      problems.map((each) => problemWith(each as Partial<Problem>)),
    );
  const families = otherFamilies(world.read, overview(world.read, '24h', now, {}), own);
  const samples = families.find(({ name }) => name === 'segtop_warehouse_last_sync_rows')?.samples ?? [];
  expect(samples.map(({ value }) => value)).toEqual(expected);
});
