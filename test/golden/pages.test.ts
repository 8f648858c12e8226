import { afterAll, beforeAll, describe, test, vi } from 'vitest';
import type { Target, ViewId } from '../../source/state/pages.ts';
import { views } from '../../source/views/registry.ts';
import type { Backend } from '../../source/workspace/polling/backend.ts';
import { answering, refusal, tabKeys, throughTabs } from '../views/scenarios.ts';
import { type Act, actAt, actsOn, type Stage, stageOf } from '../views/stage.ts';
import { findTargets } from '../views/targets.ts';
import { expectScreen } from './golden.ts';

const sizes = [
  [120, 40],
  [80, 24],
] as const;

const ids = views.map(({ id }) => id);
const named = views.filter(({ aliases, page }) => page !== undefined || aliases.length > 0).map(({ id }) => id);
const at = (view: ViewId): Target => ({ view, params: {} });

/** Tabs that are pages of their own. */
const privacyTabs = ['detection', 'inbox', 'inventory', 'settings', 'end-user'];

/** Scenarios beside the one with every incident, with the pages they are about: other numbers, another plan, another verdict, nothing at all. */
const others: Readonly<Record<string, readonly ViewId[]>> = {
  healthy: ['home', 'overview', 'sources', 'destinations', 'health', 'triage'],
  empty: named,
  'team-plan': ['home', 'protocols', 'privacy', 'usage', 'settings', 'audit'],
  quota: ['home', 'usage', 'alerts'],
  'silent-source': ['home', 'sources', 'overview'],
  'warehouse-failure': ['home', 'health', 'triage', 'warehouse-syncs'],
  'runs-failing': ['home', 'health', 'triage', 'reverse-etl'],
  'tracking-plan-break': ['home', 'protocols', 'triage'],
  'disabled-by-mistake': ['home', 'destinations', 'audit', 'notifications'],
};

/** The page alone: what stands above it, and how many requests it took, is the business of others. */
const page = (act: Act): readonly string[] => act.text().trimEnd().split('\n').slice(2);

/** A page in both sizes with each of its tabs and its last row, as one text; of all but the first screen only the rows that differ from it. */
function drawn(open: ReturnType<typeof actsOn>, target: Target): string {
  return sizes
    .map(([columns, rows]) => {
      const act = open(target, { columns, rows });
      const first = page(act);
      const screens = [`──── ${columns}×${rows}`, ...first];
      // What keys say in the last row is told of the first screen only.
      const rest = () => page(act).slice(0, rows - 3);
      const add = (how: string) => screens.push('', `──── ${how}`, ...rest().filter((row, y) => row !== first[y]));
      act.press('G');
      add('last row');
      act.press('home');
      for (const key of tabKeys(act)) {
        act.press(key);
        if (key !== 'tab') add('next tab');
      }
      return screens.join('\n');
    })
    .join('\n\n');
}

/** Everything that these pages need has been read, so that no screen depends on which one was drawn before. */
async function readBy(stage: Stage, targets: Iterable<Target>): Promise<Stage> {
  const open = actsOn(stage);
  for (const target of targets) await throughTabs(open(target));
  return stage;
}

describe('with every incident', () => {
  let stage: Stage;
  let open: ReturnType<typeof actsOn>;
  let targets: ReadonlyMap<string, Target>;
  const target = (id: string): Target => targets.get(id)!;
  const tab = (name: string): Target => ({ view: 'privacy', params: { tab: name } });
  beforeAll(async () => {
    stage = await stageOf('everything');
    ({ targets } = await findTargets(stage));
    await readBy(stage, privacyTabs.map(tab));
    open = actsOn(stage);
  }, 120_000);

  test.each(ids)('%s', (id) => {
    expectScreen(`everything/${id}`, drawn(open, target(id)));
  });

  test.each(privacyTabs)('privacy, %s', (name) => {
    expectScreen(`everything/privacy-${name}`, drawn(open, tab(name)));
  });

  describe('rows that differ where the clock is five and a half hours ahead', () => {
    test.each(ids)('%s', (id) => {
      const here = page(open(target(id)));
      vi.stubEnv('TZ', 'Asia/Kolkata');
      const there = page(actAt(stage, target(id))).filter((row, y) => row !== here[y]);
      vi.unstubAllEnvs();
      expectScreen(`half-hour-zone/${id}`, there.join('\n'));
    });
  });

  test.each(ids)('%s in other sizes, further down in each of its parts', (id) => {
    const screens = [[40, 12] as const, [100, 30] as const].map(([columns, rows]) => {
      const act = open(target(id), { columns, rows });
      const first = page(act);
      act.press('tab', 'down', 'down', 'down');
      const further = page(act).filter((row, y) => row !== first[y]);
      return [`──── ${columns}×${rows}`, ...first, '', '──── further down', ...further].join('\n');
    });
    expectScreen(`sizes/${id}`, screens.join('\n\n'));
  });

  test.each(ids)('%s in colour', (id) => {
    const { screen } = open(target(id), { columns: 80, rows: 24, colors: '16' });
    const rows = screen.get().lines.slice(2, -1);
    const told = rows.map((row) => row.replace(/\u001b\[([\d;]*)m/g, (_, codes) => `‹${codes}›`).trimEnd());
    expectScreen(`colours/${id}`, told.join('\n'));
  });

  test.each(named)('%s may be written to', (id) => {
    const act = open(target(id), { write: true });
    expectScreen(`write/${id}`, page(act).slice(-1).join('\n'));
  });
});

describe.each(Object.entries(others))('%s', (scenario, pages) => {
  let open: ReturnType<typeof actsOn>;
  beforeAll(async () => {
    open = actsOn(await readBy(await stageOf(scenario), pages.map(at)));
  });
  test.each(pages)('%s', (id) => {
    expectScreen(`${scenario}/${id}`, drawn(open, at(id)));
  });
});

const refusing = (kind: 'server' | 'no-access', status: number): ((backend: Backend) => Backend) =>
  answering((name, read) => (name === 'workspace' ? read() : Promise.reject(refusal(kind, status))));

describe.each([
  ['no-access', 403],
  ['server', 500],
] as const)('every read but the first is refused: %s', (kind, status) => {
  let open: ReturnType<typeof actsOn>;
  beforeAll(async () => {
    open = actsOn(await readBy(await stageOf('everything', refusing(kind, status)), named.map(at)));
  });
  test.each(named)('%s', (id) => {
    expectScreen(`${kind}/${id}`, page(open(at(id), { columns: 80, rows: 24 })).join('\n'));
  });
});

const same = (backend: Backend) => backend;
const timely: readonly ViewId[] = [
  'home',
  'overview',
  'sources',
  'destinations',
  'health',
  'triage',
  'audit',
  'usage',
  'alerts',
];

describe.each<readonly [string, string, string, readonly ViewId[]]>([
  ['first-minute-of-a-month', '2026-12-01T00:00:30Z', 'UTC', named],
  ['last-minute-of-a-month', '2026-11-30T23:59:40Z', 'UTC', ['home', 'usage', 'overview']],
  ['hour-that-comes-twice', '2026-11-01T06:20:30Z', 'America/New_York', timely],
  ['after-the-hour-that-is-left-out', '2026-03-08T07:10:30Z', 'America/New_York', timely],
])('%s', (hour, now, zone, pages) => {
  let open: ReturnType<typeof actsOn>;
  beforeAll(async () => {
    vi.stubEnv('TZ', zone);
    open = actsOn(await readBy(await stageOf('everything', same, Date.parse(now)), pages.map(at)));
  });
  afterAll(() => void vi.unstubAllEnvs());
  test.each(pages)('%s', (id) => {
    expectScreen(`${hour}/${id}`, drawn(open, at(id)));
  });
});
