import { describe, expect, test } from 'vitest';
import { header } from '../../../source/app/frame/header.ts';
import type { Scene } from '../../../source/app/scene/context.ts';
import type { Runtime } from '../../../source/app/scene/runtime.ts';
import type { WireState } from '../../../source/domain/queries.ts';
import { t } from '../../../source/domain/text.ts';
import { hour, minute, second } from '../../../source/domain/time.ts';
import { type AppState, createAppStore } from '../../../source/state/store.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { lineText, lineWidth } from '../../../source/theme/line.ts';
import type { Need } from '../../../source/workspace/polling/resource.ts';

const now = Date.parse('2026-11-21T14:12:30Z');

interface Given {
  readonly state?: Partial<AppState>;
  readonly wire?: Partial<WireState>;
  readonly kind?: 'demo' | 'live';
  readonly write?: boolean;
  readonly name?: string | undefined;
  readonly ascii?: boolean;
  /** What others did that nobody has looked at, and whether there is more than was read of it. */
  readonly unread?: number;
  readonly next?: string;
  /** Ms between two reads, by the poller. */
  readonly every?: number;
}

/** A dashboard of which the header alone is drawn; what was read is 20 seconds old. */
function desk({ kind = 'live', write = false, ascii = false, every, ...given }: Given) {
  const wire = { requestsPerMinute: 31, requests: 0, queued: 0, ...given.wire };
  const store = createAppStore({ now, data: 1, ...given.state });
  const session = { kind, write, profile: t`default`, where: t`us` };
  const runtime = {
    ...{ store, session, glyphs: glyphs(ascii), clock: { now: () => now } },
    ...{ backend: { wire: () => wire }, poller: { every: () => every } },
  } as unknown as Runtime;
  const items = Array.from({ length: given.unread ?? 0 }, (_, index) => ({
    ...{ id: `a${index}`, at: now - minute, type: t`Source Disabled`, actor: t`ana`, resourceType: t`SOURCE` },
  }));
  const read = ({ key }: { key: string }) =>
    key === 'quick' ? { data: 1, fetchedAt: now - 20 * second, status: 'ready', problems: [] } : { problems: [] };
  const overview = {
    workspace: 'name' in given ? given.name && { name: given.name } : { name: 'Acme Production' },
    activity: { data: { items, next: given.next } },
  };
  const local = { notifications: { off: [] } };
  const context = { overview, read, session, local, now, glyphs: glyphs(ascii), period: store.getState().period };
  const needs = [{ resource: { key: 'quick', every: minute }, priority: 0 }] as unknown as readonly Need[];
  const scene = { context } as unknown as Scene;
  return { store, wire, runtime, line: (width: number) => header(runtime, scene, needs, width) };
}

/** What the first row says from wide to narrow, each with the least columns it is said on; `|` stands where it is filled. */
function folds(given: Given): readonly (readonly [width: number, text: string])[] {
  const { line } = desk(given);
  const found: [number, string][] = [];
  for (let width = 200; width >= 40; width -= 1) {
    const made = line(width);
    expect(lineWidth(made)).toBe(width);
    const text = lineText(made)
      .replace(/(?<=Production(?: [▾v] us)?) +(?![▾v] us)/, ' | ')
      .replace(/Acme.*…/, '…');
    if (found.at(-1)?.[1] === text) found.at(-1)![0] = width;
    else found.push([width, text]);
  }
  return found;
}

const all = { unread: 3, kind: 'demo', write: true } as const;

describe('the first row from wide to narrow', () => {
  test.each<[string, Given, ReturnType<typeof folds>]>([
    [
      'with nothing to say besides',
      {},
      [
        [80, ' segtop  Acme Production ▾ us | Updated 20s ago   Last 24 Hours  UTC   31 req/min '],
        [75, ' segtop  Acme Production ▾ us | Updated 20s ago   Last 24 Hours   31 req/min '],
        [67, ' segtop  Acme Production ▾ us | Updated 20s ago   Last 24 Hours  UTC '],
        [66, ' segtop  Acme Production ▾ us | Updated 20s ago  Last 24 Hours  UTC '],
        [56, ' segtop  Acme Production ▾ us | Updated 20s ago  24h  UTC '],
        [48, ' Acme Production ▾ us | Updated 20s ago  24h  UTC '],
        [43, ' Acme Production ▾ us | Updated 20s ago  24h '],
        [40, ' Acme Production | Updated 20s ago  24h '],
      ],
    ],
    [
      'with news, watched without a screen',
      { unread: 3, next: 'x', state: { watchedSince: now - hour } },
      [
        [
          113,
          ' segtop  Acme Production ▾ us | ♪ 3+ new   watched since 13:12   Updated 20s ago   Last 24 Hours  UTC   31 req/min ',
        ],
        [
          109,
          ' segtop  Acme Production ▾ us | ♪ 3+   watched since 13:12   Updated 20s ago   Last 24 Hours  UTC   31 req/min ',
        ],
        [91, ' segtop  Acme Production ▾ us | ♪ 3+ new   Updated 20s ago   Last 24 Hours  UTC   31 req/min '],
        [87, ' segtop  Acme Production ▾ us | ♪ 3+   Updated 20s ago   Last 24 Hours  UTC   31 req/min '],
        [82, ' segtop  Acme Production ▾ us | ♪ 3+   Updated 20s ago   Last 24 Hours   31 req/min '],
        [78, ' segtop  Acme Production ▾ us | ♪ 3+ new   Updated 20s ago   Last 24 Hours  UTC '],
        [74, ' segtop  Acme Production ▾ us | ♪ 3+   Updated 20s ago   Last 24 Hours  UTC '],
        [72, ' segtop  Acme Production ▾ us | ♪ 3+  Updated 20s ago  Last 24 Hours  UTC '],
        [63, ' segtop  Acme Production ▾ us | ♪ 3+   Updated 20s ago  24h  UTC '],
        [55, ' Acme Production ▾ us | ♪ 3+   Updated 20s ago  24h  UTC '],
        [50, ' Acme Production ▾ us | ♪ 3+   Updated 20s ago  24h '],
        [45, ' Acme Production | ♪ 3+   Updated 20s ago  24h '],
        [40, ' Acme Production | ♪ 3+   20s ago  24h '],
      ],
    ],
    [
      'of the demo, in ASCII, where changes are allowed and reading is paused',
      { ...all, ascii: true, state: { paused: true, period: '7d' } },
      [
        [
          112,
          ' segtop  Acme Production v us | DEMO   WRITE   PAUSED   B:3 new   Updated 20s ago   Last 7 Days  UTC   31 req/min ',
        ],
        [
          108,
          ' segtop  Acme Production v us | DEMO   WRITE   PAUSED   B:3   Updated 20s ago   Last 7 Days  UTC   31 req/min ',
        ],
        [
          103,
          ' segtop  Acme Production v us | DEMO   WRITE   PAUSED   B:3   Updated 20s ago   Last 7 Days   31 req/min ',
        ],
        [99, ' segtop  Acme Production v us | DEMO   WRITE   PAUSED   B:3 new   Updated 20s ago   Last 7 Days  UTC '],
        [95, ' segtop  Acme Production v us | DEMO   WRITE   PAUSED   B:3   Updated 20s ago   Last 7 Days  UTC '],
        [90, ' segtop  Acme Production v us | DEMO  WRITE  PAUSED  B:3  Updated 20s ago  Last 7 Days  UTC '],
        [85, ' segtop  Acme Production v us | DEMO   WRITE   PAUSED   B:3   Updated 20s ago  7d  UTC '],
        [77, ' Acme Production v us | DEMO   WRITE   PAUSED   B:3   Updated 20s ago  7d  UTC '],
        [72, ' Acme Production v us | DEMO   WRITE   PAUSED   B:3   Updated 20s ago  7d '],
        [67, ' Acme Production | DEMO   WRITE   PAUSED   B:3   Updated 20s ago  7d '],
        [59, ' Acme Production | DEMO   WRITE   PAUSED   B:3   20s ago  7d '],
        [53, ' Acme Production | DEMO   WRITE   PAUSED   20s ago  7d '],
        [43, ' … DEMO   WRITE   PAUSED   20s ago  7d '],
        [42, ' Acm… DEMO   WRITE   PAUSED   20s ago  7d '],
        [40, ' … DEMO  WRITE  PAUSED  20s ago 7d '],
      ],
    ],
    [
      'with a clock that is wrong',
      { write: true, wire: { clockAhead: 2.5 * hour } },
      [
        [
          119,
          ' segtop  Acme Production ▾ us | WRITE   local clock 2 h 30 min ahead   Updated 20s ago   Last 24 Hours  UTC   31 req/min ',
        ],
        [
          114,
          ' segtop  Acme Production ▾ us | WRITE   local clock 2 h 30 min ahead   Updated 20s ago   Last 24 Hours   31 req/min ',
        ],
        [
          106,
          ' segtop  Acme Production ▾ us | WRITE   local clock 2 h 30 min ahead   Updated 20s ago   Last 24 Hours  UTC ',
        ],
        [
          103,
          ' segtop  Acme Production ▾ us | WRITE  local clock 2 h 30 min ahead  Updated 20s ago  Last 24 Hours  UTC ',
        ],
        [95, ' segtop  Acme Production ▾ us | WRITE   local clock 2 h 30 min ahead   Updated 20s ago  24h  UTC '],
        [87, ' Acme Production ▾ us | WRITE   local clock 2 h 30 min ahead   Updated 20s ago  24h  UTC '],
        [82, ' Acme Production ▾ us | WRITE   local clock 2 h 30 min ahead   Updated 20s ago  24h '],
        [77, ' Acme Production | WRITE   local clock 2 h 30 min ahead   Updated 20s ago  24h '],
        [69, ' Acme Production | WRITE   local clock 2 h 30 min ahead   20s ago  24h '],
        [59, ' … WRITE   local clock 2 h 30 min ahead   20s ago  24h '],
        [58, ' Acm… WRITE   local clock 2 h 30 min ahead   20s ago  24h '],
        [40, ' Acme Production | WRITE  20s ago 24h '],
      ],
    ],
    [
      'of the past, with a clock that is wrong',
      { write: true, wire: { clockAhead: 2.5 * hour }, state: { past: now - 3 * hour } },
      [
        [
          118,
          ' segtop  Acme Production ▾ us | WRITE   AS OF 11:12   local clock 2 h 30 min ahead   24 hours to then  UTC   31 req/min ',
        ],
        [
          105,
          ' segtop  Acme Production ▾ us | WRITE   AS OF 11:12   local clock 2 h 30 min ahead   24 hours to then  UTC ',
        ],
        [84, ' Acme Production ▾ us | WRITE   AS OF 11:12   local clock 2 h 30 min ahead   24h  UTC '],
        [79, ' Acme Production | WRITE   AS OF 11:12   local clock 2 h 30 min ahead   24h  UTC '],
        [48, ' Acme Production | WRITE   AS OF 11:12   24h  UTC '],
        [40, ' … WRITE   AS OF 11:12   24h  UTC '],
      ],
    ],
    [
      'of the past',
      { state: { past: now - 3 * hour, period: '7d' } },
      [
        [77, ' segtop  Acme Production ▾ us | AS OF 11:12   7 days to then  UTC   31 req/min '],
        [64, ' segtop  Acme Production ▾ us | AS OF 11:12   7 days to then  UTC '],
        [44, ' Acme Production ▾ us | AS OF 11:12   7d  UTC '],
        [40, ' Acme Production | AS OF 11:12   7d  UTC '],
      ],
    ],
  ])('%s', (_, given, rows) => expect(folds(given)).toEqual(rows));
});

describe('in the first row', () => {
  test.each<[string, Given, string]>([
    ['a workspace that is not known yet has no name', { name: undefined }, ' segtop  … ▾ us '],
    ['that of the demo is called what it is', { name: undefined, kind: 'demo' }, ' segtop  mock workspace ▾ us '],
    [
      'what waits for a limit is counted',
      { wire: { limitedUntil: now + hour, queued: 1234 } },
      ', 1,234 held until 15:13 ',
    ],
    ['and is said where it is not', { wire: { limitedUntil: now + hour } }, '   31 req/min, some held until 15:13 '],
    [
      'a limit on all has its own words',
      { wire: { limitedUntil: now + hour, pausedUntil: now + minute } },
      '   API limit until 15:13   Last 24 Hours  UTC   31 req/min ',
    ],
    [
      'another interval stands beside the age',
      { every: 5 * minute, state: { pace: 5 } },
      'Updated 20s ago, every 5m   ',
    ],
  ])('%s', (_, given, text) => {
    expect(lineText(desk(given).line(140))).toContain(text);
  });

  test('nothing new rings no bell', () => expect(lineText(desk({ next: 'x' }).line(140))).toMatch(/▾ us +Updated/));

  test('each part has its tone', () => {
    const looks = (given: Given, width = 160) =>
      desk(given)
        .line(width)
        .spans.flatMap(({ text, tone }) => (text.trim() === '' ? [] : [`${text.trim()}: ${tone}`]));
    const rate = '31 req/min: dim';
    const workspace = ['segtop: accent', 'Acme Production: strong', '▾ us: dim'];
    expect(
      looks(
        { ...all, unread: 1, wire: { clockAhead: -2 * hour }, state: { paused: true, watchedSince: now - hour } },
        200,
      ),
    ).toEqual([
      ...workspace,
      ...[
        'DEMO: warn',
        'WRITE: bad',
        'PAUSED: warn',
        'local clock 2 h behind: warn',
        '♪ 1 new: info',
        'watched since 13:12: dim',
      ],
      ...['Updated 20s ago: dim', 'Last 24 Hours: strong', 'UTC: dim', rate],
    ]);
    expect(looks({}, 50).slice(-2)).toEqual(['24h: strong', 'UTC: dim']);
    const then = { state: { past: now - hour } };
    expect(looks(then)).toEqual([...workspace, 'AS OF 13:12: bad', '24 hours to then: strong', 'UTC: dim', rate]);
    expect(looks(then, 50).slice(-2)).toEqual(['24h: strong', 'UTC: dim']);
    expect(looks({ wire: { limitedUntil: now + hour, queued: 1 } }).at(-1)).toBe('31 req/min, 1 held until 15:13: dim');
  });

  test('the least there is room for is cut, and never wider than the screen', () => {
    const narrow = { ...all, wire: { clockAhead: 2 * hour } };
    expect([16, 8, 1].map((width) => lineText(desk(narrow).line(width)))).toEqual([
      'DEMO  WRITE  20…',
      'DEMO  W…',
      '…',
    ]);
  });

  test('the mouse finds the workspaces and the period', () => {
    const hits = (given: Given) =>
      desk(given)
        .line(140)
        .spans.flatMap(({ text, hit }) => (hit?.kind === 'command' ? [[text, hit.id]] : []));
    const workspaces = ['Acme Production', 'workspaces'];
    expect(hits({})).toEqual([workspaces, ['Last 24 Hours', 'period']]);
    expect(hits({ state: { past: now - hour } })).toEqual([workspaces]);
  });

  test('a limit on all is said as soon as it is one', () => {
    const { wire, line } = desk({ wire: { limitedUntil: now + hour } });
    expect(lineText(line(140))).toContain('Updated 20s ago');
    Object.assign(wire, { pausedUntil: now + minute });
    expect(lineText(line(140))).toContain('API limit until 15:13');
  });
});
