import { beforeAll, describe, expect, test } from 'vitest';
import { foundThings, lettersIn } from '../../../source/actions/finding/finder.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import type { ViewId } from '../../../source/state/pages.ts';
import { pages } from '../../../source/state/pages.ts';
import { place } from '../../../source/state/store.ts';
import { type Act, actAt, type Stage, stageOf } from '../../views/stage.ts';

const thing = (name: string) => ({
  kind: t`source`,
  name: sanitise(name),
  target: pages.source.at(name),
});
const names = (things: readonly ReturnType<typeof thing>[], text: string) =>
  foundThings(things, text).map(({ thing: { name } }) => name as string);

describe('finding things', () => {
  const things = ['Web (prod)', 'Web (staging)', 'Braze ← Web (prod)', 'iOS', 'Warehouse'].map(thing);

  test.each([
    ['w', []],
    ['web prod', ['Web (prod)', 'Braze ← Web (prod)']],
    ['brz', ['Braze ← Web (prod)']],
    ['xyzzy', []],
  ])('%s', (text, wanted) => {
    expect(names(things, text)).toEqual(wanted);
  });

  test('those called just so, then worst first, then as the words stand in them', () => {
    const of = (name: string, severity?: number, own?: string) => ({
      ...thing(name),
      severity,
      names: own ? [own] : [],
    });
    const some = [
      of('Braze EU ← Web', 900, 'Braze EU'),
      of('My Braze source'),
      of('Braze ← iOS', undefined, 'Braze'),
      of('Braze ← Web (prod)', 905, 'Braze'),
      of('Embraze', 950),
      of('braze'),
    ];
    expect(names(some, 'braze')).toEqual([
      'Braze ← Web (prod)',
      'braze',
      'Braze ← iOS',
      'Embraze',
      'Braze EU ← Web',
      'My Braze source',
    ]);
  });

  test.each([
    ['cafe', ['Café', 'Cafe\u0301 au lait']],
    ['café', ['Café', 'Cafe\u0301 au lait']],
    ['cafe\u0301', ['Café', 'Cafe\u0301 au lait']],
    ['cafè', []],
  ])('accents: %s', (text, wanted) => {
    expect(names([thing('Café'), thing('Cafe\u0301 au lait'), thing('Coffee')], text)).toEqual(wanted);
  });

  test('the letters that were found', () => {
    expect(foundThings([thing('Cafe\u0301 Zürich')], 'zur')[0]?.matches).toEqual([[6, 9]]);
    expect(lettersIn(t`settings`, 'set')).toEqual([[0, 3]]);
    expect(lettersIn(t`settings`, 'xyz')).toBeUndefined();
  });

  test('of thousands with the letters, those that have them in one piece', () => {
    const many = Array.from({ length: 5000 }, (_, index) => thing(`a long name with an e ${index}`));
    expect(names([...many, thing('ae')], 'ae')[0]).toBe('ae');
    expect(names(many, 'name').length).toBeLessThanOrEqual(40);
  });
});

let stage: Stage;
beforeAll(async () => {
  stage = await stageOf('everything');
  const act = actAt(stage, { view: 'home', params: {} });
  await act.settled();
  const source = act.screen.scene.context.overview.violations.rows[0]!.source.id;
  await actAt(stage, { view: 'violation-events', params: { source } }).settled();
});

function typed(text: string, view: ViewId = 'home'): Act {
  const act = actAt(stage, { view, params: {} });
  act.press(':', ...text);
  return act;
}

describe('the palette over everything that was read (G-01)', () => {
  test.each([
    ['a source', 'kiosk', /kiosk_http +source/, 'source'],
    ['a destination by both its ends', 'brazeweb', /Braze ← Web \(prod\) +destination/, 'destination'],
    ['a warehouse', 'redshift', /Redshift +warehouse/, 'warehouse'],
    ['a tracking plan', 'acme ecom', /Acme Ecommerce +tracking plan/, 'tracking-plan'],
    ['an event of a source', 'order completed', /Order Completed · [^│]+ +event/, 'violation-list'],
    ['an error code', '401', /401 Credentials refused +error code/, 'error-code'],
    ['an error code by what it means', 'credentials', /401 Credentials refused +error code/, 'error-code'],
  ])('%s', (_, text, offered, view) => {
    const act = typed(text);
    expect(act.text()).toMatch(offered);
    const { offers = [] } = act.store.getState().prompt ?? {};
    const at = offers.findIndex(({ name, kind }) => offered.test(`${name} ${kind}`));
    act.press(...Array.from({ length: at }, () => 'down'), 'enter');
    expect(place(act.store.getState()).view).toBe(view);
  });

  test('a name typed whole is that thing, though a page begins with its first word', () => {
    const act = typed('billing server');
    expect(act.store.getState().prompt?.offers?.[0]).toMatchObject({ name: 'Billing server', kind: 'source' });
    act.press('enter');
    expect(place(act.store.getState()).view).toBe('source');
  });

  test('of connections to one destination the worst comes first', () => {
    const act = typed('braze');
    expect(act.store.getState().prompt?.offers?.[0]).toMatchObject({ name: 'Braze ← Web (prod)' });
  });

  test('an event is found by its name as soon as the names of events are read', async () => {
    const fresh = await stageOf('everything');
    const act = actAt(fresh, { view: 'home', params: {} });
    await act.settled();
    act.press(':', ...'order completed');
    await act.settled();
    expect(act.store.getState().prompt?.offers?.[0]).toMatchObject({ kind: 'event' });
    expect(act.text()).toMatch(/Order Completed · /);
  });

  test('pages that begin so come first, and the letters are marked', () => {
    const act = typed('so');
    expect(act.store.getState().prompt?.offers?.[0]).toMatchObject({ name: 'sources', matches: [[0, 2]] });
  });

  test('the page of a code says what it means and who fails with it, each with its payload', () => {
    const act = typed('401 cred');
    act.press('enter');
    expect(act.text()).toMatch(/Failed delivery: Credentials refused/);
    expect(act.text()).toMatch(/❯ +◆ Braze ← Web \(prod\)/);
    act.press('enter');
    expect(place(act.store.getState())).toMatchObject({ view: 'payload', params: { code: '401' } });
  });

  test('a code of several steps is explained for each, one that nobody fails with says so', () => {
    const act = actAt(stage, { view: 'error-code', params: { code: '418' } });
    expect(act.text()).toMatch(/HTTP 418[\s\S]*It is the top error of no connection/);
  });
});

describe('what follows a command', () => {
  const offers = (act: Act) => act.store.getState().prompt?.offers ?? [];
  const names = (act: Act) => offers(act).map(({ name }) => name as string);

  test.each([
    ['at 02:00', { title: 'The screen as of 02:00' }],
    ['at 25:00', { reason: '“25:00” is no time: 02:00, yesterday 02:00, 2026-11-28T02:00 or -3h' }],
    ['export csv ~/x.csv', { title: 'Rows of the list as comma-separated values, into ~/x.csv' }],
    ['export pgn', { reason: expect.stringContaining('“pgn” is no format') }],
    ['open source/Web', { title: 'Open source/Web' }],
    ['open sorce/Web', { reason: 'there is no page sorce (did you mean source?)' }],
    ['open source', { reason: 'source needs an id: source/ID' }],
    ['source/Web', { title: 'Open source/Web' }],
    ['alerts/nope', { reason: 'alerts has no nope; use raised, past, rules' }],
    ['sources/iOS', { reason: 'sources takes no iOS after it' }],
  ])('%s: the first offer says what it does, or what is allowed', (line, wanted) => {
    expect(offers(typed(line))[0]).toMatchObject(wanted);
  });

  test('times are offered, and a time of day as that of yesterday', () => {
    expect(names(typed('at '))).toEqual(['…', '-1h', '-3h', '-1d', '02:00', 'yesterday 02:00']);
    expect(names(typed('at 0'))).toEqual(['0', '02:00', 'yesterday 0']);
  });

  test('types of pages are offered, then what has one', () => {
    expect(names(typed('open sou'))).toEqual(['sou', 'sources', 'source/']);
    const act = typed('open source/kio');
    expect(names(act)).toEqual(['source/kio', 'source/kiosk_http']);
    act.press('tab');
    expect(act.store.getState().prompt?.text).toBe('open source/kiosk_http ');
    act.press('enter');
    expect(place(act.store.getState()).view).toBe('source');
  });

  test('an address alone opens its page, or is refused with what is allowed', () => {
    const act = typed('source/kio');
    expect(names(act)).toEqual(['source/kio', 'source/kiosk_http']);
    const wrong = typed('alerts/nope');
    wrong.press('enter');
    expect(wrong.store.getState().toast?.text).toBe('Nothing to open: alerts has no nope; use raised, past, rules');
    const right = typed('alerts/past');
    right.press('enter');
    expect(place(right.store.getState())).toMatchObject({ view: 'alerts', params: { tab: 'past' } });
    const other = typed('nopage/x');
    other.press('enter');
    expect(other.store.getState().toast?.text).toMatch(/^Nothing read so far is called nopage\/x/);
  });

  test('what takes nothing says so, and runs nothing', () => {
    const act = typed('refresh all');
    act.press('enter');
    expect(act.store.getState().toast?.text).toBe('refresh takes nothing after it');
    expect(act.store.getState().refreshing).toBeUndefined();
  });

  test('a misspelt command is answered with the one that was meant, which tab takes', () => {
    const act = typed('refrehs');
    expect(act.text()).toContain('Did you mean refresh? ⇥ takes it');
    act.press('tab');
    expect(act.store.getState().prompt?.text).toBe('refresh ');
    const other = typed('usgae');
    other.press('enter');
    expect(other.store.getState().toast?.text).toBe('Nothing read so far is called usgae; did you mean usage?');
  });
});

test.each(['quit', 'q', 'q!'])(':%s ends the program, but asks where something would be lost with it', (line) => {
  const act = typed(line);
  act.press('enter');
  expect(act.exits()).toBe(1);
  const losing = actAt(stage, { view: 'home', params: {} }, { state: { unsaved: new Set([t`favorites`]) } });
  losing.press(':', ...line, 'enter');
  expect([losing.exits(), losing.store.getState().overlay]).toEqual([
    0,
    { kind: 'quit', focused: 0, unsaved: ['favorites'] },
  ]);
});

describe('words after the name of a command', () => {
  const offered = (act: Act) => act.store.getState().prompt?.offers?.map(({ id }) => id) ?? [];

  test.each([
    ['end', 'quit:now'],
    ['End  segtop', 'quit:now'],
    ['last 7', 'period:7d'],
    ['refr', 'refresh'],
    ['refresh all', 'refresh'],
    ['overv braze', 'page:overview'],
  ])('%j may be %s', (line, id) => expect(offered(typed(line))).toContain(id));

  test.each([
    ['end of month', 'quit:now'],
    ['qu braze', 'quit:now'],
    ['last order', 'period:7d'],
    ['refr all', 'refresh'],
  ])('%j is not %s, since of what it takes nothing is left out unsaid', (line, id) => {
    const act = typed(line);
    expect(offered(act)).not.toContain(id);
    act.press('enter');
    expect([act.store.getState().refreshing, act.store.getState().period]).toEqual([undefined, '24h']);
  });
});

describe('a page with words after its name', () => {
  const filters = (act: Act) =>
    Object.entries(place(act.store.getState()).panes).flatMap(([id, { filter }]) =>
      filter === '' ? [] : [[id, filter]],
    );

  test('filters its list, and keeps that for the next visit', () => {
    const act = typed('sources web', 'home');
    act.press('enter');
    expect([place(act.store.getState()).view, filters(act), act.saved.filters]).toEqual([
      'sources',
      [['list', 'web']],
      { sources: 'web' },
    ]);
  });

  test('filters the list also where its details have the keys, which then has them', async () => {
    const act = actAt(stage, { view: 'destinations', params: {} }, { columns: 80, rows: 24 });
    await act.settled();
    act.press('tab');
    expect(act.text()).not.toMatch(/Verdict/);
    act.press(':', ...'destinations braze', 'enter');
    expect([filters(act), place(act.store.getState()).pane]).toEqual([[['list', 'braze']], 0]);
    expect(act.text()).toMatch(/Destinations {2}\/braze[\s\S]*❯ ?★?◆ +Braze ← Web/);
  });

  test.each(['home', 'sources'] as const)('on Home, from %s, it is a name that is looked for', (view) => {
    const act = typed('home braz', view);
    act.press('enter');
    expect([place(act.store.getState()).view, filters(act)]).toEqual(['home', []]);
    expect(act.store.getState().prompt).toMatchObject({ kind: 'find', text: 'braz', cursor: 4 });
    expect(act.store.getState().prompt?.offers?.[0]?.name).toBe('Braze ← Web (prod)');
  });
});

describe('offers that change while a line is typed', () => {
  async function chosen() {
    const act = actAt(await stageOf('everything'), { view: 'home', params: {} });
    await act.settled();
    act.press(':', ...'web');
    const shown = () => {
      const { prompt } = act.store.getState();
      if (prompt?.offers === undefined) throw new Error('nothing is offered');
      return { ...prompt, offers: prompt.offers };
    };
    const { offers } = shown();
    expect(offers.length).toBeGreaterThan(3);
    const renew = (before: typeof offers, at: number) => {
      act.store.setState({ prompt: { ...shown(), offers: before, at } });
      act.store.setState({ data: act.store.getState().data + 1 });
      const { offers: now, at: chosen = 0 } = shown();
      return { now, at: chosen, id: now[chosen]?.id };
    };
    return { act, offers, renew };
  }

  test('what was chosen stays chosen, and the first where nothing was', async () => {
    const { offers, renew } = await chosen();
    const before = [{ ...offers[0]!, id: 'gone' }, ...offers];
    expect(renew(before, 3).id).toBe(offers[2]!.id);
    expect(renew(before, 0).id).toBe(offers[0]!.id);
  });

  test.each([
    ['a moment after it changed Enter takes the one that was first, as nobody can have seen the other', [299], 1],
    ['later the one that is first', [300], 0],
    ['a moment after it changed twice still the one of before', [200, 99], 1],
    ['not with a clock that was set back', [-1], 0],
  ])('the first offer changes: %s', async (_, waits, index) => {
    const { act, offers, renew } = await chosen();
    const [first, second, ...others] = offers;
    expect(renew([second!, first!, ...others], 0).id).toBe(first!.id);
    for (const [at, ms] of waits.entries()) {
      if (at > 0) {
        const { prompt } = act.store.getState();
        act.store.setState({ prompt: { ...prompt!, offers: [{ ...first!, id: 'between' }, ...offers] } });
        act.store.setState({ data: act.store.getState().data + 1 });
      }
      act.wait(ms);
    }
    act.press('enter');
    const { view, params } = place(act.store.getState());
    expect(JSON.stringify({ view, params })).toBe(offers[index]!.id);
  });

  test('a moment after the first offer went Enter runs no other', async () => {
    const { act, offers, renew } = await chosen();
    renew([{ ...offers[0]!, id: 'gone' }, ...offers], 0);
    act.press('enter');
    expect([place(act.store.getState()).view, act.store.getState().toast?.text]).toEqual([
      'home',
      'Nothing done: what was chosen is not found any more',
    ]);
  });

  test('what was chosen and is gone says so in its place: Enter runs nothing else', async () => {
    const { act, offers, renew } = await chosen();
    const gone = { ...offers[1]!, id: 'gone', name: t`Old web` };
    for (const before of [[offers[0]!, gone], offers.toSpliced(1, 0, gone)]) {
      const { now, at, id } = renew(before, 1);
      expect([at, id, now.length]).toEqual([1, 'gone', offers.length + 1]);
      expect(now[1]).toMatchObject({ name: 'Old web', reason: 'not found any more' });
    }
    expect(act.text()).toContain('Old web');
    act.press('enter');
    expect([place(act.store.getState()).view, act.store.getState().toast?.text]).toEqual([
      'home',
      'Nothing done: what was chosen is not found any more',
    ]);
  });

  test('so it is where nothing else is found, and when something is found again', async () => {
    const { act, offers, renew } = await chosen();
    const lost = { ...offers[1]!, id: 'gone' };
    act.store.setState({ prompt: { kind: 'command', text: 'xyzzyx', cursor: 6, offers: [offers[0]!, lost], at: 1 } });
    act.store.setState({ data: act.store.getState().data + 1 });
    const { prompt } = act.store.getState();
    expect([prompt?.offers?.map(({ id }) => id), prompt?.at]).toEqual([['gone'], 0]);
    act.store.setState({ prompt: { ...prompt!, text: 'web', cursor: 3 } });
    expect(renew(prompt!.offers!, 0).id).toBe('gone');
  });

  test('what is gone goes from the list when something else is chosen', async () => {
    const { act, offers, renew } = await chosen();
    renew([offers[0]!, { ...offers[1]!, id: 'gone' }], 1);
    act.press('down');
    act.store.setState({ data: act.store.getState().data + 1 });
    const { prompt } = act.store.getState();
    expect([prompt?.offers?.map(({ id }) => id), prompt?.at]).toEqual([offers.map(({ id }) => id), 1]);
  });

  test('a reason that is none any more goes too', async () => {
    const { offers, renew } = await chosen();
    const { now } = renew(
      offers.map((offer, index) => (index === 1 ? { ...offer, reason: t`nothing fails` } : offer)),
      0,
    );
    expect(now[1]?.reason).toBe(offers[1]!.reason);
  });
});
