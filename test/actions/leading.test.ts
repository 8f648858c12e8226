import { describe, expect, test } from 'vitest';
import type { Action } from '../../source/actions/action.ts';
import * as delivery from '../../source/actions/delivery/delivery.ts';
import * as payload from '../../source/actions/delivery/payload.ts';
import * as replay from '../../source/actions/delivery/replay.ts';
import type { Environment, Sight, Why } from '../../source/actions/environment.ts';
import * as navigate from '../../source/actions/navigate.ts';
import * as notifications from '../../source/actions/notifications.ts';
import * as violations from '../../source/actions/protocols/violations.ts';
import * as report from '../../source/actions/watch/report.ts';
import { workspaces } from '../../source/actions/workspaces.ts';
import { noLocal } from '../../source/domain/local.ts';
import { t } from '../../source/domain/text.ts';
import { addressOf } from '../../source/state/address.ts';
import { pages } from '../../source/state/pages.ts';
import type { Pane, PaneRow, Subject } from '../../source/state/pane.ts';
import { type PaneState, type Place, paneState, placeOf, withPane } from '../../source/state/place.ts';
import { createAppStore, place } from '../../source/state/store.ts';
import { longestCopy } from '../../source/terminal/clipboard.ts';

const about = (kind: Subject['kind'], id: string, parent?: string): Subject => ({ kind, id, name: t`N`, parent });
const destination = about('destination', 'd1');
const source = about('source', 's1');
const warehouse = about('warehouse', 'w1');
const mapping = about('mapping', 'm1', 'd2');
const filter = about('filter', 'f1', 'd3');
const lone = about('mapping', 'm2');
const space = about('function', 'fn1');

interface Given {
  readonly row?: Partial<PaneRow> | undefined;
  /** What the page is about. */
  readonly page?: Subject | undefined;
  readonly pane?: Partial<Pane>;
  readonly at?: Place;
  readonly state?: Partial<PaneState>;
  readonly sight?: Partial<Sight>;
}

/** Where a command leads from such a row of such a page, as an address, or why it leads nowhere. */
function leads(action: Action<never>, { row, page, pane, at = placeOf('triage'), state = {}, sight }: Given): string {
  const rows = row === undefined ? [] : [{ key: 'r', ...row }];
  const made: Pane = { id: 'list', rows, scope: 'rows', subject: page, ...pane };
  const store = createAppStore({ stack: [placeOf('home'), withPane(at, made.id, state)] });
  const environment = {
    ...{ store, now: () => 0, panes: () => [made], saveFilter: () => undefined, saveLocal: () => undefined },
    topError: (id: string) => pages.payload.at(id, '400'),
    replayOf: (id: string) => pages.replay.at(id),
    noDelivery: () => ({ why: t`connections are still being read` }),
    worst: () => pages.payload.at('worst'),
    ...sight,
  } as unknown as Environment;
  const why = action.why?.(environment);
  if (why) return why.why;
  action.run(environment as never);
  return addressOf(place(store.getState()));
}

describe('what a key leads to goes by the row, else by the page', () => {
  const report_ = 'only for connections, sources and warehouses: e lists what is wrong';
  const replay_ = 'only for destinations: e lists what lost events';
  const delivery_ = 'only sources, destinations, warehouses have one';
  test.each<[string, Action<never>, Subject | undefined, Subject | undefined, string]>([
    ['T', report.report, destination, source, 'report/destination/d1'],
    ['T', report.report, source, destination, 'report/source/s1'],
    ['T', report.report, warehouse, undefined, 'report/warehouse/w1'],
    ['T', report.report, mapping, undefined, 'report/destination/d2'],
    ['T', report.report, filter, undefined, 'report/destination/d3'],
    ['T', report.report, space, source, 'report/source/s1'],
    ['T', report.report, lone, undefined, report_],
    ['T', report.report, space, undefined, report_],
    ['T', report.report, undefined, undefined, report_],
    ['d', delivery.delivery, destination, source, 'destination/d1'],
    ['d', delivery.delivery, source, undefined, 'source/s1'],
    ['d', delivery.delivery, warehouse, undefined, 'warehouse/w1'],
    ['d', delivery.delivery, mapping, undefined, 'destination/d2'],
    ['d', delivery.delivery, filter, source, 'destination/d3'],
    ['d', delivery.delivery, lone, source, 'source/s1'],
    ['d', delivery.delivery, space, undefined, delivery_],
    ['Y', replay.open, source, destination, 'replay/d1'],
    ['Y', replay.open, destination, undefined, 'replay/d1'],
    ['Y', replay.open, source, undefined, 'what never reached Segment cannot be replayed'],
    ['Y', replay.open, warehouse, undefined, 'the next sync loads what is missing: no replay is needed'],
    ['Y', replay.open, space, source, replay_],
    ['Y', replay.open, undefined, source, 'what never reached Segment cannot be replayed'],
    ['Y', replay.open, undefined, undefined, replay_],
    ['v', violations.violations, source, undefined, 'violation-events/s1'],
    ['v', violations.violations, destination, source, 'violation-events/s1'],
    ['v', violations.violations, destination, undefined, 'select a source'],
    ['D', violations.debug, source, undefined, 'debugger/s1'],
    ['D', violations.debug, undefined, undefined, 'select a source'],
    ['p', payload.open, destination, undefined, 'payload/d1/400'],
    ['p', payload.open, source, destination, 'payload/d1/400'],
    ['p', payload.open, warehouse, undefined, 'a warehouse has sync reports: ⏎ opens them'],
    ['p', payload.open, source, undefined, 'connections are still being read'],
    ['p', payload.open, undefined, undefined, 'connections are still being read'],
    ['!', navigate.worst, undefined, undefined, 'payload/worst'],
    ['A', navigate.auditPage, source, destination, 'audit/s1'],
    ['A', navigate.auditPage, about('other', 'x'), destination, 'audit/d1'],
    ['A', navigate.auditPage, about('field', 'x'), undefined, 'audit'],
    ['A', navigate.auditPage, undefined, undefined, 'audit'],
  ])('%s, %#', (_, action, row, page, to) => {
    expect(leads(action, { row: row && { subject: row }, page })).toBe(to.replace('⏎', 'Enter'));
  });

  test.each<[string, Action<never>, Given, string]>([
    ['a payload of its own', payload.open, { row: { payload: pages.payload.at('d9', '1') } }, 'payload/d9/1'],
    [
      'no payload, as nothing fails',
      payload.open,
      { row: {}, sight: { noDelivery: (): Why => ({ why: t`all is well`, good: true }) } },
      'only failing destinations have one: 4 lists them',
    ],
    [
      'the page that it leads to',
      delivery.delivery,
      { row: { subject: source }, at: placeOf('source', { id: 's1' }) },
      'this is it',
    ],
    [
      'a request',
      replay.open,
      { row: {}, pane: { content: { kind: 'sheet', of: { lines: () => [], file: t`f` } } } },
      'this is the request',
    ],
    [
      'the page of one thing',
      navigate.auditPage,
      { row: { subject: source }, page: destination, pane: { isPage: true } },
      'audit/d1',
    ],
    ['Home before a move', navigate.auditPage, { row: { subject: source }, pane: { scope: 'home' } }, 'audit'],
    [
      'Home after it',
      navigate.auditPage,
      { row: { subject: source }, pane: { scope: 'home' }, state: { selected: 'r' } },
      'audit/s1',
    ],
    [
      'the activity of Home',
      navigate.auditPage,
      { row: { subject: source }, pane: { scope: 'home', id: 'activity' }, state: { selected: 'r' } },
      'audit',
    ],
    [
      'its own trail',
      navigate.auditPage,
      { row: { subject: source }, at: placeOf('audit', { resource: 's1' }) },
      'audit',
    ],
    ['the whole trail', navigate.auditPage, { at: placeOf('audit') }, 'this is it'],
    ['a row that opens a page', navigate.openRow, { row: { open: pages.usage.at() } }, 'usage'],
    ['a row of a panel that does', navigate.openRow, { row: {}, pane: { open: pages.usage.at() } }, 'usage'],
    ['a row that leads here', navigate.openRow, { row: { open: pages.triage.at() } }, 'this is it'],
    ['a row that leads nowhere', navigate.openRow, { row: {} }, 'the row leads nowhere'],
  ])('from %s', (_, action, given, to) => expect(leads(action, given)).toBe(to));
});

describe('Esc', () => {
  test.each<[string, Given, string]>([
    ['clears the filter first', { state: { filter: 'x', marked: ['r'] } }, 'triage'],
    ['then the marks', { state: { marked: ['r'] } }, 'triage'],
    ['then goes back', {}, 'home'],
  ])('%s', (_, given, to) => expect(leads(navigate.goBack, { row: {}, ...given })).toBe(to));
});

/** A document in which a search finds these rows. */
const searched = (matches: readonly number[]): Pane['content'] => ({
  kind: 'document',
  of: { ids: [], shown: 0, text: () => '', lines: () => [], instead: { why: t`none` }, find: () => matches },
});

describe('samples of a payload', () => {
  /** Which sample is shown after a key, or what is said. */
  function turned(action: Action<never>, shown: number, matching?: readonly number[], ids = ['a', 'b', 'c']) {
    const of = {
      ...{ ids, shown, text: () => undefined, lines: () => [], instead: { why: t`none is kept` } },
      ...(matching && { matching: () => matching }),
    };
    const pane: Pane = { id: 'payload', rows: [], scope: 'payload', content: { kind: 'document', of } };
    const store = createAppStore({ stack: [placeOf('payload')] });
    const environment = { store, now: () => 0, panes: () => [pane] } as unknown as Environment;
    const why = action.why?.(environment);
    if (why) return why.why;
    action.run(environment as never);
    return place(store.getState()).panes.payload?.item ?? store.getState().toast?.text;
  }
  test.each<[Action<never>, number, readonly number[] | undefined, string]>([
    [payload.nextSample, 0, undefined, 'b'],
    [payload.previousSample, 2, undefined, 'b'],
    [payload.nextSample, 2, undefined, 'This is the oldest of 3 samples'],
    [payload.previousSample, 0, undefined, 'This is the newest of 3 samples'],
    [payload.nextSample, 0, [0, 2], 'c'],
    [payload.previousSample, 2, [0, 2], 'a'],
    [payload.nextSample, 1, [0, 1], 'No older sample matches: 2 of 3 do'],
    [payload.previousSample, 1, [1], 'No newer sample matches: 1 of 3 do'],
    [payload.nextSample, -1, undefined, 'none is kept'],
  ])('%#', (action, shown, matching, to) => expect(turned(action, shown, matching)).toBe(to));

  test('the only one', () => {
    expect(turned(payload.nextSample, 0, undefined, ['a'])).toBe('This is the oldest of 1 sample');
  });
});

describe('keys of a payload', () => {
  const instead = { why: t`the sample is not kept` };
  const document = (more: object) => ({
    ...{ ids: ['a'], shown: 0, masked: 0, text: () => 'abc', lines: () => [t`abc`], instead },
    ...more,
  });
  /** What is copied, revealed, folded or shown by a pager, or what is said. */
  function did(
    action: Action<never>,
    more: object | undefined,
    row?: Partial<PaneRow>,
    state: Partial<PaneState> = {},
  ) {
    const content = more && ({ kind: 'document', of: document(more) } as unknown as Pane['content']);
    const pane: Pane = {
      id: 'payload',
      rows: row ? [{ key: 'r', ...row }] : [],
      scope: 'payload',
      ...(content && { content }),
    };
    const store = createAppStore({ stack: [placeOf('home'), withPane(placeOf('payload'), 'payload', state)] });
    const copied: string[] = [];
    const copy = (text: string) => {
      copied.push(text.slice(0, 20));
      return t`Copied`;
    };
    const page = (lines: readonly string[]) => void copied.push(...lines);
    const environment = { store, now: () => 0, panes: () => [pane], copy, page } as unknown as Environment;
    const why = action.why?.(environment)?.why;
    if (why !== undefined) return why;
    action.run(environment as never);
    const { toast } = store.getState();
    const { revealed, folded } = paneState(place(store.getState()), 'payload');
    return {
      copied,
      revealed,
      folded,
      said: toast && `${toast.tone}: ${toast.text}`,
      at: addressOf(place(store.getState())),
    };
  }
  const link = t`https://app.segment.com/x`;
  const tooLong = 'warn: Too long for the clipboard of a terminal: J opens it in the pager';

  test.each<[string, object | undefined, object | string]>([
    ['of one that is shown', {}, { copied: ['abc'], said: 'good: Copied: 3 characters as shown' }],
    ['of one character', { text: () => 'a' }, { copied: ['a'], said: 'good: Copied: 1 character as shown' }],
    ['of none', undefined, 'there is no payload here'],
    ['of one that is not kept', { shown: -1, text: () => undefined }, 'the sample is not kept'],
    [
      'of one that stands elsewhere',
      { shown: -1, text: () => undefined, instead: { ...instead, copy: link } },
      { copied: [link.slice(0, 20)], said: `good: Link copied: ${link}` },
    ],
    [
      'of one that fits a clipboard',
      { text: () => 'x'.repeat(longestCopy) },
      { copied: ['x'.repeat(20)], said: expect.stringMatching(/^good: Copied: [\d,]+ characters as shown$/) },
    ],
    ['of one that fits none', { text: () => 'x'.repeat(longestCopy + 1) }, { copied: [], said: tooLong }],
    [
      'of one that fits none in bytes',
      { text: () => 'é'.repeat(Math.floor(longestCopy / 2) + 1) },
      { copied: [], said: tooLong },
    ],
  ])('y %s', (_, more, expected) => {
    const is = did(payload.copy, more);
    if (typeof expected === 'string') expect(is).toBe(expected);
    else expect(is).toMatchObject(expected);
  });

  test.each<[object | undefined, boolean | undefined, unknown]>([
    [{ masked: 2 }, undefined, true],
    [{ masked: 2 }, true, false],
    [{ masked: 1 }, false, true],
    [{ masked: 0 }, undefined, 'nothing is masked here; credentials are never shown'],
    [{ masked: 0, shown: -1 }, undefined, 'the sample is not kept'],
    [undefined, undefined, 'there is no payload here'],
  ])('x of %j, in clear before: %s', (more, revealed, expected) => {
    const is = did(payload.reveal, more, {}, revealed === undefined ? {} : { revealed });
    expect(typeof is === 'string' ? is : is.revealed).toBe(expected);
  });

  test('J shows its lines, and Enter opens, folds, or says what it folds', () => {
    expect(did(payload.pager, {})).toMatchObject({ copied: ['abc'] });
    expect(did(payload.pager, { shown: -1 })).toBe('the sample is not kept');
    expect(did(payload.fold, {}, { open: pages.usage.at() })).toMatchObject({ at: 'usage' });
    expect(did(payload.fold, {}, { fold: 'p' })).toMatchObject({ folded: ['p'], said: undefined });
    expect(did(payload.fold, {}, {})).toBe('Enter folds a row that ends in { or [');
    expect(did(payload.open, {}, { subject: destination })).toBe('this is the payload: h and l turn its tabs');
  });
});

describe('matches of a search', () => {
  const rows = [...'abcde'].map((key) => ({ key }));
  function found(action: Action<never>, index: number, matches: readonly number[] | undefined, filter = 'x') {
    const pane: Pane = { id: 'list', rows, scope: 'payload', ...(matches && { content: searched(matches) }) };
    const store = createAppStore({
      stack: [withPane(placeOf('payload'), 'list', { filter, selected: rows[index]!.key })],
    });
    const environment = { store, now: () => 0, panes: () => [pane] } as unknown as Environment;
    const why = action.why?.(environment);
    if (why) return why.why;
    action.run(environment as never);
    return place(store.getState()).panes.list?.selected;
  }
  test.each<[Action<never>, number, readonly number[] | undefined, string]>([
    [payload.nextMatch, 0, [0, 2, 4], 'c'],
    [payload.nextMatch, 3, [0, 2, 4], 'e'],
    [payload.nextMatch, 4, [0, 2, 4], 'a'],
    [payload.previousMatch, 4, [0, 2, 4], 'c'],
    [payload.previousMatch, 1, [0, 2, 4], 'a'],
    [payload.previousMatch, 0, [0, 2, 4], 'e'],
    [payload.nextMatch, 2, [2], 'this is the only match'],
    [payload.nextMatch, 1, [2], 'c'],
    [payload.nextMatch, 1, [], 'no match'],
    [payload.nextMatch, 1, undefined, 'nothing here can be searched'],
  ])('%#', (action, index, matches, to) => expect(found(action, index, matches)).toBe(to));

  test('before anything is searched for', () => {
    expect(found(payload.nextMatch, 0, [1], '')).toBe('/ searches first');
  });
});

test.each<[string, number | undefined, number | undefined, string, string, number | undefined]>([
  ['what is newer becomes seen', 5, 9, 'triage', 'notifications/5', 9],
  ['at the first time all is new', undefined, 9, 'triage', 'notifications/0', 9],
  ['nothing newer changes nothing', 9, 9, 'triage', 'notifications/9', undefined],
  ['nothing read changes nothing', 9, undefined, 'triage', 'notifications/9', undefined],
  ['open and nothing new', 9, 9, 'notifications', 'this is it, and nothing new was read', undefined],
  ['open and something new', 9, 12, 'notifications', 'notifications/9', 12],
])('B: %s', (_, seenAt, newest, view, to, seen) => {
  const store = createAppStore({
    stack: [placeOf('home'), placeOf(view as 'triage', view === 'triage' ? {} : { seen: '3' })],
    local: { ...noLocal, notifications: { ...noLocal.notifications, seenAt } },
  });
  let kept: number | undefined;
  const saveLocal: Environment['saveLocal'] = (change) => {
    kept = change(store.getState().local).notifications.seenAt;
  };
  const environment = { store, now: () => 0, newestActivity: () => newest, saveLocal } as unknown as Environment;
  const why = notifications.notifications.why?.(environment);
  if (!why) notifications.notifications.run(environment);
  expect([why?.why ?? addressOf(place(store.getState())), kept]).toEqual([to, seen]);
  expect(store.getState().stack).toHaveLength(2);
});

test.each([
  [['a'], 0],
  [['b', 'a'], 1],
  [['b'], 0],
  [['b', 'b', 'b', 'b', 'b', 'b', 'a'], 0],
])('of the workspaces %j the open one is chosen first, as far as it is shown: %i', (names, at) => {
  const offers = names.map((name) => ({ name, current: name === 'a' }));
  const store = createAppStore({ stack: [placeOf('home')] });
  store.setState({ workspaces: offers as never });
  workspaces.run({ store } as never);
  expect(store.getState().overlay).toMatchObject({ kind: 'workspaces', at });
});
