import { beforeAll, describe, expect, test } from 'vitest';
import type { Destination } from '../../source/domain/entities.ts';
import type { Answer, Problem } from '../../source/domain/problem.ts';
import { t } from '../../source/domain/text.ts';
import type { Target } from '../../source/state/pages.ts';
import { views } from '../../source/views/registry.ts';
import { familyOf, type Need, type Resource } from '../../source/workspace/polling/resource.ts';
import { type Snapshot, unread } from '../../source/workspace/polling/snapshot.ts';
import { answering, throughTabs } from './scenarios.ts';
import { type Act, actAt, type Stage, stageOf } from './stage.ts';
import { findTargets } from './targets.ts';

/** How a read ends, or does not. */
const ends: Readonly<Record<string, Pick<Problem, 'kind' | 'status'> | undefined>> = {
  '403': { kind: 'no-access', status: 403 },
  '404': { kind: 'not-found', status: 404 },
  '500': { kind: 'server', status: 500 },
  'no network': { kind: 'network', status: 0 },
  'still under way': undefined,
};

const failing = (how: string): Snapshot => {
  const kind = ends[how];
  if (!kind) return { ...unread, status: 'loading' };
  return {
    problems: [],
    status: 'failed',
    version: 1,
    error: { ...kind, operation: t`GET /it`, message: t`an answer of the test` },
  };
};

const refusedToken: Snapshot = {
  problems: [],
  status: 'failed',
  version: 1,
  error: { kind: 'no-access', status: 401, operation: t`GET /`, message: t`Unauthorized` },
};

/** A workspace of a few connections of every kind is drawn some thousand times in the time that this may take. */
const few = answering(async (name, read) => {
  const answer = (await read()) as Answer<readonly Destination[]>;
  if (name !== 'destinations') return answer;
  const kinds = /^(?:Braze|Zendesk|Fulfilment webhook|Klaviyo scores|Facebook Pixel|Acme Users space|Slack #orders)$/;
  const fed = new Set<string>();
  const isFirst = ({ sourceId }: Destination) => !fed.has(sourceId) && fed.add(sourceId);
  return { ...answer, value: answer.value.filter((one) => isFirst(one) || !one.enabled || kinds.test(one.name)) };
});

const lost = new WeakMap<Snapshot, Snapshot>();

/** The same answer to the same question. */
function lossyOnce(snapshot: Snapshot): Snapshot {
  const known = lost.get(snapshot) ?? lossy(snapshot);
  lost.set(snapshot, known);
  return known;
}

/**
 * A stage on which everything that is asked for has been answered as the table says, else as in the workspace that was read.
 * What nobody asks for is not there.
 * @param before what was asked for already: a page that finds it there is drawn once where it would be drawn once more for each answer
 */
function answered(
  stage: Stage,
  answers: (family: string) => Snapshot | 'lossy' | undefined,
  before: readonly Need[] = [],
): Stage & { families: Set<string>; needs(): readonly Need[] } {
  const asked = new Map(before.map((need) => [need.resource.key, need]));
  const nothing = () => undefined;
  let version = 0;
  return {
    ...stage,
    get families() {
      return new Set([...asked.values()].map(({ resource }) => familyOf(resource)));
    },
    needs: () => [...asked.values()],
    poller: {
      want(needs) {
        const before = asked.size;
        for (const need of needs) asked.set(need.resource.key, need);
        if (asked.size > before) version += 1;
      },
      refresh: nothing,
      reread: nothing,
      pause: nothing,
      resume: nothing,
      get version() {
        return version;
      },
      snapshot: <T>(resource: Resource<T>) => {
        const answer = answers(familyOf(resource as Resource<unknown>));
        if (!asked.has(resource.key)) return unread;
        const read = stage.poller.snapshot(resource);
        return (answer === 'lossy' ? lossyOnce(read) : (answer ?? read)) as Snapshot<T>;
      },
    },
    async settled() {
      // What only a failure makes a page ask for was not read with the rest.
      const missing = [...asked.values()].filter(({ resource }) => stage.poller.snapshot(resource).data === undefined);
      if (missing.length === 0) return;
      stage.poller.want(missing);
      const before = stage.poller.version;
      await stage.settled();
      if (stage.poller.version !== before) version += 1;
    },
  };
}

const roomy = { columns: 160, rows: 70 };

/** What stands on the screen and in all tabs, cell by cell. */
async function cellsOf(stage: Stage, target: Target): Promise<ReadonlySet<string>> {
  const act = actAt(stage, target, roomy);
  const cells = new Set<string>();
  const look = ({ text }: Act) => {
    for (const row of text().split('\n'))
      for (const cell of row.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{Z}✓]/gu, ' ').split(/ {2,}/)) cells.add(cell.trim());
  };
  await throughTabs(act, () => look(act));
  return cells;
}

const waits = /\b[Rr]eading\b|Looking for trouble|Ranking connections|not read yet|No data yet|being read|so far\b/;
/** Words that go on, but wait for nothing: the day has not ended, and older pages of the trail are read on the way down. */
const reading = /shaded: today so far|^1\/500 so far$/;
const none = /\b(?:[Nn]one|[Nn]o|[Nn]othing|[Nn]ever|[Nn]obody|[Nn]owhere)\b|(?<![\d.,:])\b0\b(?!…|[.,]\d)|✓/;
/** A count without words: what it counts stands elsewhere. */
const bare = /^0%?$/;
/** What says that something is missing, in place of *none*. */
const missing =
  /no access|no connection|no answer|not read|could not|cannot|\b0 of \d|card no,|graph 0|not known|not given|nothing that the API gives|does not tell|No data|in what (?:was|could be) read|nothing of the Privacy Portal|Public API has nothing|payloads of 7 days/;

/** Sentences that come up because another row is the first without what is missing, each true by what was read. */
const others = [
  'nothing is sent or queued',
  '0% of events with violations',
  'Deliveries by the try that succeeded; a first try is no retry.',
  'Forwarded: violations nowhere, blocked events nowhere',
  // The key of a page.
  'A shows the whole audit trail · 0 the kinds',
];

/** Sentences of the same kind that stand on one read, and are false when that one is missing. */
const standing: readonly (readonly [sentence: string, on: RegExp])[] = [
  ['Nothing in the last 24 hours, by the audit trail', /^recent-audit/],
  // What a sync that failed has loaded.
  ['0 rows', /sync/],
];
const stands = (cell: string, family?: string) =>
  family !== undefined && standing.some(([sentence, on]) => sentence === cell && !on.test(family));

let stage: Stage;
let targets: ReadonlyMap<string, Target>;
/** Reads of which rows can be lost. */
const lists = new Set<string>();
/** What each page says, and what it asks for, when all is well. */
const well = new Map<string, Well>();
interface Well {
  readonly cells: ReadonlySet<string>;
  readonly families: ReadonlySet<string>;
  readonly needs: readonly Need[];
}

beforeAll(async () => {
  stage = await stageOf('everything', few);
  ({ targets } = await findTargets(stage));
  for (const { id } of views) {
    const good = answered(stage, () => undefined);
    const cells = await cellsOf(good, targets.get(id)!);
    well.set(id, { cells, families: good.families, needs: good.needs() });
    for (const { resource } of good.needs())
      if (isList(stage.poller.snapshot(resource).data)) lists.add(familyOf(resource));
  }
}, 60_000);

/** Sentences of *none* that the page does not say when all was read. @param family what could not be read, where it is one */
const unproven = (cells: Iterable<string>, good: ReadonlySet<string>, family?: string): string[] =>
  [...cells].filter(
    (cell) =>
      none.test(cell) &&
      !bare.test(cell) &&
      !good.has(cell) &&
      !missing.test(cell) &&
      !stands(cell, family) &&
      !others.includes(cell.replace(/violations to \w+/, 'violations nowhere')),
  );

const pending = (cells: Iterable<string>): string[] =>
  [...cells].filter((cell) => waits.test(cell) && !reading.test(cell));

const ids = views.map(({ id }) => id);

test('a page waits for nothing when all was read', () => {
  expect(ids.flatMap((id) => pending(well.get(id)!.cells).map((cell) => `${id}: ${cell}`))).toEqual([]);
});

test.each(ids)('%s with a token that no region knows says so, waits for nothing and claims nothing', async (id) => {
  const cells = await cellsOf(
    answered(stage, (family) => (family === 'workspace' ? refusedToken : unread)),
    targets.get(id)!,
  );
  expect([...cells].join(' ')).toContain('The token was refused (401)');
  expect([...cells].join(' ')).toContain('segtop login default');
  expect(pending(cells)).toEqual([]);
  expect(unproven(cells, well.get(id)!.cells)).toEqual([]);
});

/** Every read fails on every page in one of the ways, each way in its turn; and is under way on every page. */
const ways = Object.keys(ends).filter((how) => ends[how] !== undefined);

/** A list, or a page of one. */
function isList(data: unknown): boolean {
  return Array.isArray(data) || Array.isArray((data as { readonly items?: unknown } | undefined)?.items);
}

/** All rows of a list could not be read: it is empty, and not because there is nothing. */
function lossy(snapshot: Snapshot): Snapshot {
  const { data } = snapshot;
  const problem: Problem = {
    kind: 'dropped-rows',
    status: 200,
    operation: t`GET /it`,
    message: t`3 rows could not be read`,
  };
  if (!isList(data)) return snapshot;
  const items = Array.isArray(data) ? undefined : (data as { readonly items: readonly unknown[] }).items;
  return { ...snapshot, data: items ? { ...(data as object), items: [] } : [], problems: [problem] };
}

test.each(ids)('%s claims nothing of a list of which all rows were lost', async (id) => {
  const { cells: good, families, needs } = well.get(id)!;
  const found: string[] = [];
  for (const family of families) {
    if (!lists.has(family)) continue;
    const cells = await cellsOf(
      answered(stage, (each) => (each === family ? 'lossy' : undefined), needs),
      targets.get(id)!,
    );
    found.push(...unproven(cells, good, family).map((cell) => `${family}: ${cell}`));
  }
  expect(found).toEqual([]);
});

describe.each(Object.keys(ends))('one of its reads: %s', (how) => {
  test.each(ids)('%s claims nothing that it stands on, and waits only for what is under way', async (id) => {
    const { cells: good, families, needs } = well.get(id)!;
    const found: string[] = [];
    for (const [index, family] of [...families].entries()) {
      const turn = (index + ids.indexOf(id)) % ways.length;
      if (ends[how] && ways[turn] !== how && family !== 'workspace') continue;
      const cells = await cellsOf(
        answered(stage, (each) => (each === family ? failing(how) : undefined), needs),
        targets.get(id)!,
      );
      const wrong = [...(ends[how] ? pending(cells) : []), ...unproven(cells, good, family)];
      found.push(...wrong.map((cell) => `${family}: ${cell}`));
    }
    expect(found).toEqual([]);
  });
});
