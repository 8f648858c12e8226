import { beforeAll, describe, expect, test } from 'vitest';
import type { Problem } from '../../source/domain/problem.ts';
import { t } from '../../source/domain/text.ts';
import type { Target } from '../../source/state/place.ts';
import { views } from '../../source/views/registry.ts';
import { familyOf, type Need, type Resource } from '../../source/workspace/resource.ts';
import { type Snapshot, unread } from '../../source/workspace/snapshot.ts';
import { throughTabs } from './scenarios.ts';
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

/**
 * A stage on which everything that is asked for has been answered as the table says, else as in the workspace that was read.
 * What nobody asks for is not there.
 */
function answered(stage: Stage, answers: (family: string) => Snapshot | undefined): Stage & { asked: Set<string> } {
  const asked = new Map<string, Need>();
  const nothing = () => undefined;
  let version = 0;
  return {
    ...stage,
    get asked() {
      return new Set([...asked.values()].map(({ resource }) => familyOf(resource)));
    },
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
        return (answer ?? stage.poller.snapshot(resource)) as Snapshot<T>;
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

const roomy = { columns: 200, rows: 100 };

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
const none = /\b(?:[Nn]one|[Nn]o|[Nn]othing|[Nn]ever|[Nn]obody|[Nn]owhere)\b|(?<![\d.,:])\b0\b(?![.,]\d)|✓/;
/** A count without words: what it counts stands elsewhere. */
const bare = /^0%?$/;
/** What says that something is missing, in place of *none*. */
const missing =
  /no access|no connection|no answer|not read|could not|cannot|\b0 of \d|none of \d+ read yet|none of \d+ connections read yet|graph 0|not known|not told|does not tell|No data|in what (?:was|could be) read|nothing of the Privacy Portal|Public API has nothing|payloads of 7 days/;

/** Sentences that come up because another row is the first without what is missing, each true by what was read. */
const others = [
  'nothing is sent or queued',
  '0% of events with violations',
  'Deliveries by the try that succeeded; a first try is no retry.',
  'Forwarded: violations nowhere, blocked events nowhere',
];

let stage: Stage;
let targets: ReadonlyMap<string, Target>;
/** What each page says, and what it asks for, when all is well. */
const well = new Map<string, { readonly cells: ReadonlySet<string>; readonly asked: ReadonlySet<string> }>();

beforeAll(async () => {
  stage = await stageOf('everything');
  ({ targets } = await findTargets(stage));
  for (const { id } of views) {
    const good = answered(stage, () => undefined);
    const cells = await cellsOf(good, targets.get(id)!);
    well.set(id, { cells, asked: good.asked });
  }
}, 60_000);

/** Sentences of *none* that the page does not say when all was read. */
const unproven = (cells: Iterable<string>, good: ReadonlySet<string>): string[] =>
  [...cells].filter(
    (cell) =>
      none.test(cell) &&
      !bare.test(cell) &&
      !good.has(cell) &&
      !missing.test(cell) &&
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

/** Every read ends in every way on some page; the two that are worded apart, on all pages. */
const everywhere = ['403', 'still under way'];
const elsewhere = Object.keys(ends).filter((how) => !everywhere.includes(how));

describe.each(Object.keys(ends))('one of its reads: %s', (how) => {
  test.each(ids)('%s claims nothing that it stands on, and waits only for what is under way', async (id) => {
    const { cells: good, asked } = well.get(id)!;
    const found: string[] = [];
    for (const [index, family] of [...asked].entries()) {
      const turn = (index + ids.indexOf(id)) % elsewhere.length;
      if (!everywhere.includes(how) && elsewhere[turn] !== how && family !== 'workspace') continue;
      const cells = await cellsOf(
        answered(stage, (each) => (each === family ? failing(how) : undefined)),
        targets.get(id)!,
      );
      const wrong = [...(ends[how] ? pending(cells) : []), ...unproven(cells, good)];
      found.push(...wrong.map((cell) => `${family}: ${cell}`));
    }
    expect(found).toEqual([]);
  });
});
