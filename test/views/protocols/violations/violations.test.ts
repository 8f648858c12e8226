import { describe, expect, it } from 'vitest';
import { jsonRows } from '../../../../source/components/json/lines.ts';
import { noViolationRead } from '../../../../source/domain/protocols/violation.ts';
import { sanitise } from '../../../../source/domain/text.ts';
import { hour } from '../../../../source/domain/time.ts';
import { pages } from '../../../../source/state/pages.ts';
import { place } from '../../../../source/state/store.ts';
import { lineText } from '../../../../source/theme/line.ts';
import { versionLines } from '../../../../source/views/protocols/violations/list.ts';
import { wrongPath } from '../../../../source/views/protocols/violations/sample.ts';
import type { Backend } from '../../../../source/workspace/polling/backend.ts';
import { answering, refusal } from '../../scenarios.ts';
import { type Act, actAt, actOn, type Stage, stageNow, stageOf } from '../../stage.ts';

/** The same workspace as a live one gives it: no details of violations. */
const live = (backend: Backend): Backend => ({
  ...backend,
  violationDetails: async () => ({ value: noViolationRead, problems: [] }),
});

const stages = new Map<string, Promise<Stage>>();

/** Workspaces nobody spoils are read once for all tests; each test has a dashboard of its own. */
function stage(scenario: string): Promise<Stage> {
  const known = stages.get(scenario) ?? stageOf(scenario);
  stages.set(scenario, known);
  return known;
}

async function dashboard(scenario: string, spoil?: (backend: Backend) => Backend, options = {}): Promise<Act> {
  const act = actOn(await (spoil ? stageOf(scenario, spoil) : stage(scenario)), options);
  await act.settled();
  return act;
}

async function press(act: Act, ...keys: readonly string[]): Promise<string> {
  for (const key of keys) {
    act.press(key);
    await act.settled();
  }
  return act.text();
}

describe.each(['tracking-plan-break', 'everything'])('%s', (scenario) => {
  it('shows a sample of the worst violation in four keys', async () => {
    const act = await dashboard(scenario);
    const sources = await press(act, '6');
    expect(sources).toMatch(/❯ iOS +\d+/);
    const events = await press(act, 'enter');
    expect(events).toMatch(/❯ Order Completed +\d+/);
    const list = await press(act, 'enter');
    expect(list).toMatch(/❯ properties\.total/);
    expect(list).toMatch(/│ Invalid type\. Expected: number, given: string +│/);
    expect(list).toMatch(/5\.3\.0 +new|New with 5\.3\.0/);
    expect(list).toMatch(/│ App versions +5\.3\.0/);
    const sample = await press(act, 'p');
    expect(sample).toMatch(/❯ *\d+ +"total": "64\.90", +← Invalid type\. Expected: number, given: string/);
    expect(sample).toContain('sample 1 of 10');
    expect(sample).toContain('Home › Protocols › iOS violations › Order Completed from iOS › properties.total');
  });

  it('goes from an event straight to the sample of its worst violation', async () => {
    const act = await dashboard(scenario);
    expect(await press(act, '6', 'enter', 'p')).toContain('"total": "64.90"');
  });
});

it('what was there when one began to look may have begun before', async () => {
  const lookingSince =
    (at: number) =>
    (backend: Backend): Backend => ({
      ...backend,
      violationDetails: async (query, options) => {
        const { value, problems } = await backend.violationDetails(query, options);
        if (value.kind !== 'details') return { value, problems };
        const rows = value.rows.map((row) => ({ ...row, firstSeen: at }));
        return { value: { ...value, since: at, rows }, problems };
      },
    });
  const begun = await dashboard('tracking-plan-break', lookingSince(stageNow - 2 * hour));
  expect(await press(begun, '6', 'enter', 'enter')).toMatch(/First seen +before \d\d:\d\d +│/);
  expect(await press(begun, 'p')).toMatch(/times? +since before \d\d:\d\d/);
  const known = await dashboard('tracking-plan-break');
  expect(await press(known, '6', 'enter', 'enter')).toMatch(/First seen +\S*\d\d:\d\d/);
  expect(await press(known, 'p')).toMatch(/times? +since \d/);
});

it('a break that is the worst on Home is shown in four keys from its Sources panel too', async () => {
  const act = await dashboard('tracking-plan-break');
  const source = await press(act, 'enter');
  expect(source).toContain('Home › iOS');
  expect(await press(act, 'v', 'enter', 'p')).toContain('"total": "64.90"');
});

describe('sources by violations', () => {
  it('explain the selected one beside the list, and Tab and Enter open its page (H-17, H-18)', async () => {
    const act = await dashboard('everything');
    const text = await press(act, '6');
    for (const fact of [
      /of events with violations/,
      /With violations +\d+/,
      /Without +[\d,]+/,
      /Total received +[\d,]+/,
      /Unplanned, blocked +\d+/,
      /Basis +blocked/,
      /Schema violations +block/,
      /LOST/,
      /violations to Violations/,
    ])
      expect(text).toMatch(fact);
    await press(act, 'tab', 'enter');
    expect(act.text()).toContain('Home › Protocols › iOS');
    expect(act.text()).toContain('Pipeline');
  });

  it('follow the selection with the detail, and fold it into a page of its own where it has no room beside', async () => {
    const act = await dashboard('everything', undefined, { columns: 80, rows: 24 });
    await press(act, '6');
    const list = await press(act, 'j');
    expect(list).toMatch(/❯ Android/);
    expect(list).not.toContain('Total received');
    const detail = await press(act, 'tab');
    expect(detail).toMatch(/│ Android/);
    expect(detail).toContain('Total received');
  });

  it('count unplanned events apart', async () => {
    const act = await dashboard('everything');
    const row = (await press(act, '6')).split('\n').find((line) => line.includes('Web (prod)'))!;
    const [, violations, , , unplanned] = /Web \(prod\) +(\S+) +(\S+) +(\S* +)?(\S+) +\S+/.exec(row) ?? [];
    expect([violations, Number.parseFloat(unplanned!) > 0]).toEqual(['0', true]);
  });

  it('links to the violations page of the web app', async () => {
    const act = await dashboard('everything');
    await press(act, '6', 'o', 'enter', 'o');
    expect(act.copied).toEqual([
      expect.stringMatching(/\/protocols\/violations$/),
      expect.stringMatching(/\/protocols\/violations$/),
    ]);
  });

  it('says that no plan is connected, in a workspace without any', async () => {
    expect(await press(await dashboard('empty'), '6')).toContain('No source is connected to a tracking plan');
  });

  it('says that the plan of the workspace has no Protocols', async () => {
    const refusing = (backend: Backend): Backend => ({
      ...backend,
      trackingPlans: async () => {
        const { ReadError } = await import('../../../../source/domain/problem.ts');
        const { t } = await import('../../../../source/domain/text.ts');
        throw new ReadError({ kind: 'not-in-plan', message: t`no Protocols`, status: 403, operation: t`GET /x` });
      },
    });
    const page = await press(await dashboard('everything', refusing), '6');
    expect(page).toContain('This workspace has no Protocols: not in the plan (403)');
    expect(page).toContain('https://segment.com/docs/protocols/');
  });
});

describe('a live workspace', () => {
  it('counts what was blocked on the same pages, and says what it cannot tell and what would', async () => {
    const act = await dashboard('tracking-plan-break', live);
    const events = await press(act, '6', 'enter');
    expect(events).toMatch(/❯ Order Completed +\d+/);
    expect(events).toContain('blocked · just now');
    expect(events).toMatch(/does not tell field, sentence and samples/);
    expect(events).toMatch(/forward them to a source of their/);
    const list = await press(act, 'enter');
    expect(list).toContain('Breaks its schema');
    expect(list).toMatch(/❯ –.*5\.3\.0 new/);
    const sample = await press(act, 'p');
    expect(sample).toContain('The API has no samples of violations');
    await press(act, 'y');
    expect(act.text()).toContain('no samples of violations');
  });

  it('asks for the counts of one level at a time', async () => {
    const asked: string[] = [];
    const act = await dashboard('tracking-plan-break', (backend) => ({
      ...live(backend),
      deliveryStep: (query, options) => {
        if ((query.groupBy?.length ?? 0) > 1) asked.push(query.groupBy!.join());
        return backend.deliveryStep(query, options);
      },
    }));
    await press(act, '6');
    expect(asked).toEqual([]);
    await press(act, 'enter');
    expect(asked).toEqual(['eventName,eventType,discardReason']);
    await press(act, 'enter');
    expect(asked.slice(1)).toEqual(['eventName,eventType,discardReason,appVersion']);
    await press(act, 'p', 'esc', 'esc');
    expect(asked).toHaveLength(2);
  });

  it('drops what a page was reading when the page is left', async () => {
    let signal: AbortSignal | undefined;
    const act = await dashboard('tracking-plan-break', (backend) => ({
      ...live(backend),
      deliveryStep: (query, options) => {
        if (query.groupBy?.length !== 3) return backend.deliveryStep(query, options);
        signal = options?.signal;
        return new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')));
        });
      },
    }));
    await press(act, '6', 'enter');
    expect(signal?.aborted).toBe(false);
    expect(act.text()).toContain('Reading violations…');
    await press(act, 'esc');
    expect(signal?.aborted).toBe(true);
  });
});

describe('a sample', () => {
  it('masks personal values until they are revealed, searches, folds and turns to the next one', async () => {
    const act = await dashboard('tracking-plan-break');
    const text = await press(act, '6', 'enter', 'enter', 'p', 'G');
    expect(text).toMatch(/"email": ••••••/);
    expect(await press(act, 'x')).toContain('person@customer.example');
    expect(await press(act, ']')).toContain('sample 2 of 10');
    await press(act, 'g', 'g', 'enter');
    expect(act.text()).toContain('{ … ');
  });

  it('is copied as it is shown', async () => {
    const act = await dashboard('tracking-plan-break');
    await press(act, '6', 'enter', 'enter', 'p', 'y');
    const [copied = ''] = act.copied;
    expect(JSON.parse(copied)).toMatchObject({
      properties: { total: '64.90' },
      context: { traits: { email: '••••••' } },
    });
  });
});

const rows = jsonRows({
  event: 'Order',
  properties: { total: '5', 'user/id~': 1, 'a.b': { c: 1 }, items: [{ sku: 'x' }, { sku: 2 }], empty: {} },
});

it.each([
  ['a value', 'properties.total', '/properties/total'],
  ['one at the root', 'event', '/event'],
  ['an item of a list', 'properties.items[1].sku', '/properties/items/1/sku'],
  ['a list', 'properties.items', '/properties/items'],
  ['a name that JSON Pointer writes otherwise', 'properties.user/id~', '/properties/user~1id~0'],
  ['a name with a dot of its own', 'properties.a.b.c', '/properties/a.b/c'],
  ['what is missing from an object', 'properties.empty.name', '/properties/empty'],
  ['what is missing from a list', 'properties.items[2].sku', '/properties/items'],
  ['a name that only begins like another', 'properties.totals', '/properties'],
  ['what the event has nothing of', 'traits.email', undefined],
  ['no field', undefined, undefined],
])('the wrong value is %s', (_, field, path) => {
  expect(wrongPath(rows, field)).toBe(path);
});

describe('the page of a sample', () => {
  const here = pages.violationSample.at({ source: '', type: 'track', event: 'Order Completed', violation: '' });

  /** The page of a violation that is there or not, with the answer to `violationDetails` made another. */
  async function pageOf(
    details: (read: () => Promise<object>) => unknown,
    keys: readonly string[] = [],
    violation?: string,
  ): Promise<string> {
    const known = await dashboard('tracking-plan-break');
    await press(known, '6', 'enter', 'enter', 'p');
    const { params } = place(known.store.getState());
    const spoiled = await stageOf(
      'tracking-plan-break',
      answering((name, read) => (name === 'violationDetails' ? details(read as () => Promise<object>) : read())),
    );
    const act = actAt(spoiled, { ...here, params: violation === undefined ? params : { ...params, violation } });
    await act.settled();
    return press(act, ...keys);
  }

  const never = () => new Promise(() => undefined);
  const refused = () => Promise.reject(refusal('no-access', 403));
  const samplesGone = async (read: () => Promise<object>) => {
    const answer = (await read()) as { readonly value: { readonly rows: readonly object[] } };
    const rows = answer.value.rows.map((row) => ({ ...row, samples: [] }));
    return { ...answer, value: { ...answer.value, rows } };
  };

  // `y` says in a line why it copies nothing: a sample that is not read yet is not one that was never kept.
  it.each<[string, Parameters<typeof pageOf>[0], string | undefined, page: RegExp, said: RegExp]>([
    ['that is to come', never, undefined, /Reading violations…/, /Reading violations… *$/m],
    ['that may not be read', refused, undefined, /violations: no access \(403\)/, /violations: no access \(403\) *$/m],
    [
      'that was not kept',
      samplesGone,
      undefined,
      /No sample was kept of this violation/,
      /No sample was kept of this violation *$/m,
    ],
    [
      'of no violation of this period',
      (read) => read(),
      'gone',
      /This violation is not in this period/,
      /This violation is not in this period *$/m,
    ],
  ])('%s', async (_, details, violation, shown, said) => {
    expect(await pageOf(details, [], violation)).toMatch(shown);
    expect(await pageOf(details, ['y'], violation)).toMatch(said);
  });

  it('says how old its counts are, and how many values are hidden and by which key they show', async () => {
    const text = await pageOf((read) => read());
    expect(text).toMatch(/│ collected · just now /);
    expect(text).toMatch(/ \d+ masked x( {2}\d+ secret)? *│/);
    const shown = await pageOf((read) => read(), ['x']);
    expect(shown).toMatch(/ \d+ in clear( {2}\d+ secret)? *│/);
    // Folding the whole event takes nothing of it: what is hidden in it can be shown all the same.
    const folded = await pageOf((read) => read(), ['g', 'g', 'enter', 'x', 'enter']);
    expect(folded).toMatch(/ 2 in clear( {2}\d+ secret)? *│/);
  });
});

describe.each([
  [40, 12],
  [80, 24],
  [120, 40],
  [200, 60],
])('at %i×%i', (columns, rows) => {
  it.each([
    ['everything', false],
    ['hostile', false],
    ['everything', true],
  ])('%s (ascii %s) stays inside the screen with the selection visible', async (scenario, ascii) => {
    const act = await dashboard(scenario, undefined, { columns, rows, ascii });
    const pointer = ascii ? '>' : '❯';
    for (const key of ['6', 'enter', 'enter', 'p']) {
      const text = await press(act, key);
      const lines = text.split('\n');
      expect(lines.length).toBeLessThanOrEqual(rows);
      for (const line of act.screen.get().lines) expect(line).not.toMatch(/[\u0000-\u001a\u001c-\u001f\u007f-\u009f]/);
      if (ascii) expect(text).toMatch(/^[\u0020-\u007e\n]*$/);
      if (scenario === 'everything') expect(text).toContain(pointer);
    }
  });
});

describe('the app versions of a violation', () => {
  const noon = Date.parse('2026-01-15T12:00:00');
  const version = (name: string, count: number, releasedAt?: number) => ({
    version: sanitise(name),
    count,
    releasedAt,
  });
  const told = (versions: readonly ReturnType<typeof version>[], firstSeen?: number, openStart = false) =>
    versionLines({ versions, firstSeen, openStart }, { now: noon + 2 * hour }, 80).map((row) =>
      lineText(row).trimEnd(),
    );
  const label = 'App versions       ';
  const released = `${label}2.0  7  new, first sent after 12:00`;
  const brought = 'New with 2.0: the release brought it.';
  const many = ['6', '5', '4', '3', '2', '1'].map((name) => version(name, 1));

  it.each<readonly [of: string, rows: readonly string[], expected: readonly string[]]>([
    ['none', told([]), [`${label}not sent with these events`]],
    ['of any age', told([version('1.0', 7)], noon), [`${label}1.0  7`]],
    ['a release with which it began', told([version('2.0', 7, noon)], noon), [released, brought]],
    ['a release after which it began', told([version('2.0', 7, noon)], noon + hour), [released, brought]],
    ['a release before which it was there', told([version('2.0', 7, noon)], noon - 1), [released]],
    ['a release, and nobody knows since when it is there', told([version('2.0', 7, noon)]), [released]],
    ['a release, and one looks only since then', told([version('2.0', 7, noon)], noon + hour, true), [released]],
    [
      'more than are named',
      told(many),
      [
        `${label}6  1`,
        ...['5', '4', '3', '2'].map((name) => `${' '.repeat(19)}${name}  1`),
        `${' '.repeat(19)}and 1 more`,
      ],
    ],
    ['as many as are named', told(many.slice(1)).slice(-1), [`${' '.repeat(19)}1  1`]],
  ])('%s', (_, rows, expected) => {
    expect(rows).toEqual(expected);
  });
});
