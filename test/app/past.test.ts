import { beforeAll, describe, expect, it } from 'vitest';
import type { SafeText } from '../../source/domain/text.ts';
import { hour, minute } from '../../source/domain/time.ts';
import { placeOf } from '../../source/state/place.ts';
import { place } from '../../source/state/store.ts';
import type { Backend } from '../../source/workspace/polling/backend.ts';
import { type Act, actAt, actOn, type Stage, stageNow, stageOf } from '../views/stage.ts';
import { findTargets } from '../views/targets.ts';

/** The ends of all windows that were asked for. */
let ends: number[] = [];
const watched = (backend: Backend): Backend =>
  new Proxy(backend, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]) => {
        const query = given[0] as { readonly window?: { readonly end: number } } | undefined;
        if (query?.window) ends.push(query.window.end);
        return member.apply(target, given);
      };
    },
  });

let stage: Stage;
beforeAll(async () => {
  const plain = await stageOf('everything');
  stage = { ...plain, backend: watched(plain.backend) };
}, 120_000);

async function home(options: Parameters<typeof actOn>[1] = {}): Promise<Act> {
  const act = actOn(stage, options);
  await act.settled();
  ends = [];
  return act;
}

const type = (act: Act, line: string) =>
  act.press(
    ':',
    ...line
      .replaceAll(' ', '\u0000')
      .split('')
      .map((key) => (key === '\u0000' ? 'space' : key)),
    'enter',
  );
const toast = (act: Act): SafeText | undefined => act.store.getState().toast?.text;
/** Requests are counted, whatever is shown. */
const still = (act: Act): string =>
  act
    .text()
    .replace(/\d+ req\/min/, '')
    .replace(/ +/g, ' ');
const past = (act: Act): number | undefined => act.store.getState().past;

describe('back in time', () => {
  it('Home is as it was: every window that is asked for ends then, and the header says when, in words and colour', async () => {
    const act = await home({ colors: 'truecolor' });
    const before = still(act);
    act.press('<');
    await act.settled();
    const at = stageNow - (stageNow % minute) - hour;
    expect(past(act)).toBe(at);
    const changes = ends.filter((end) => end === stageNow);
    // What was done since is asked for once, to turn back what was switched.
    expect(changes).toHaveLength(1);
    expect(Math.max(...ends.filter((end) => end !== stageNow))).toBeLessThanOrEqual(at + 1000);
    expect(ends.length).toBeGreaterThan(20);
    const text = act.text();
    expect(still(act)).not.toBe(before);
    expect(text.split('\n')[0]).toMatch(/AS OF 13:12 {3}24 hours to then/);
    expect(text.split('\n')[2]).toMatch(/Back in time {2}r now {2}< > by an hour/);
    expect(text).not.toMatch(/just now|Updated (?:at|\d)|Last 24 Hours/);
    const [head = ''] = act.screen.get().lines;
    const esc = String.fromCodePoint(27);
    expect(head.slice(0, head.indexOf('AS OF')).lastIndexOf(`${esc}[`)).toBeGreaterThan(0);
  });

  it.each(['r', 'R', ':now'])('%s returns to now, which is what it was', async (key) => {
    const act = await home();
    const before = still(act);
    act.press('<');
    await act.settled();
    if (key === ':now') type(act, 'now');
    else act.press(key);
    await act.settled();
    expect(past(act)).toBeUndefined();
    expect(toast(act)).toBe('Now again; it was 13:12');
    act.store.setState({ toast: undefined });
    expect(still(act)).toBe(before);
  });

  it.each(['<', ':at'])('gone back again by %s, nothing says that it is now', async (key) => {
    const act = await home();
    act.press('<', 'r');
    await act.settled();
    expect(toast(act)).toMatch(/^Now again/);
    if (key === ':at') type(act, 'at -5h');
    else act.press(key);
    await act.settled();
    expect([past(act) === undefined, toast(act)]).toEqual([false, undefined]);
  });

  it('hours go by with < and >, and the last step is now', async () => {
    const act = await home();
    act.press('<', '<', '<', '>');
    expect(past(act)).toBe(stageNow - (stageNow % minute) - 2 * hour);
    act.press('>', '>');
    expect(past(act)).toBeUndefined();
    act.press('>');
    expect(toast(act)).toBe('Nothing to do: this is now');
  });

  it('ends where Segment keeps nothing', async () => {
    const act = await home();
    type(act, 'at -29d');
    const at = past(act);
    act.press(...Array.from({ length: 30 }, () => '<'));
    expect(toast(act)).toBe('No further back: Segment keeps thirty days');
    expect(at! - past(act)!).toBe(23 * hour);
  });

  it.each([
    ['at 02:00', '2026-11-21T02:00:00Z'],
    ['at yesterday 02:00', '2026-11-20T02:00:00Z'],
    ['at 2026-11-18T02:00', '2026-11-18T02:00:00Z'],
    ['at -3h', '2026-11-21T11:12:00Z'],
  ])(':%s goes there', async (line, expected) => {
    const act = await home();
    type(act, line);
    expect(past(act)).toBe(
      Date.parse(expected) + new Date(expected).getTimezoneOffset() * (line.includes('-3h') ? 0 : minute),
    );
  });

  it('a time that is none changes nothing and names what is allowed', async () => {
    const act = await home({ state: { stack: [placeOf('home'), placeOf('destinations')] } });
    const before = still(act);
    type(act, 'at 25:00');
    expect(toast(act)).toBe(':at “25:00” is no time: 02:00, yesterday 02:00, 2026-11-28T02:00 or -3h');
    expect(place(act.store.getState()).view).toBe('destinations');
    expect(past(act)).toBeUndefined();
    act.store.setState({ toast: undefined });
    expect(still(act)).toBe(before);
  });

  it('nothing of now comes in while it lasts, and nothing that was read then stays', async () => {
    const act = await home();
    act.press('<');
    await act.settled();
    const text = still(act);
    const version = act.runtime.poller.version;
    stage.poller.refresh();
    await stage.settled();
    act.store.setState({ data: act.runtime.poller.version + 1 });
    expect(still(act)).toBe(text);
    expect(version).toBeGreaterThan(stage.poller.version);
  });

  it('nothing can be changed, and the menu says why', async () => {
    const act = actAt(stage, { view: 'destinations', params: {} }, { write: true });
    await act.settled();
    act.press('<');
    await act.settled();
    act.press('m');
    const { overlay } = act.store.getState();
    const items = overlay?.kind === 'menu' ? overlay.items : [];
    expect(items.flatMap(({ label, disabled }) => (disabled ? [`${label}: ${disabled}`] : []))).toEqual(
      ['Disable', 'Rename', 'Delete'].map((label) => `${label}: back in time: r returns to now`),
    );
    expect(act.environment.mayWrite).toBe(false);
    act.press('esc', 'r');
    expect(act.environment.mayWrite).toBe(true);
  });

  it.each([80, 100, 120, 160])('says in whole facts what is not as of then, %i columns wide', async (columns) => {
    const act = await home({ columns, rows: 24 });
    act.press('<');
    await act.settled();
    const row = act
      .text()
      .split('\n')
      .find((one) => one.includes('Back in time'));
    expect(row).toMatch(
      /by an hour {3,}(?:on and off by the audit trail( · |$))?(?:\d+ deleted since (?:is|are) missing( · |$))?(?:settings and payloads as of now)?$/,
    );
  });

  it('fits a small screen', async () => {
    const act = await home({ columns: 40, rows: 12 });
    act.press('<');
    await act.settled();
    expect(act.text().split('\n')[0]).toContain('AS OF 13:12');
    expect(
      Math.max(
        ...act
          .text()
          .split('\n')
          .map((row) => row.length),
      ),
    ).toBeLessThanOrEqual(40);
  });
});

it('every page shows that moment, or says what of it is of now', async () => {
  const { targets } = await findTargets(stage);
  const failures: string[] = [];
  for (const [name, target] of targets) {
    const act = actAt(stage, target, { columns: 160 });
    await act.settled();
    act.press('<');
    await act.settled();
    const text = act.text();
    const [head = '', , line = '', other = ''] = text.split('\n');
    if (!head.includes('AS OF 13:12')) failures.push(`${name}: no moment in ${head}`);
    if (!`${line}${other}`.includes('Back in time')) failures.push(`${name}: no way back`);
    if (/just now|Updated (?:at|\d)|next read| – now/.test(text))
      failures.push(`${name}: ${/.*(?:just now|Updated (?:at|\d)|next read| – now).*/.exec(text)?.[0]}`);
  }
  expect(targets.size).toBeGreaterThan(20);
  expect(failures).toEqual([]);
}, 240_000);
