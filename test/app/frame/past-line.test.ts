import { describe, expect, it } from 'vitest';
import { asThen, pastLine } from '../../../source/app/frame/past-line.ts';
import type { Runtime } from '../../../source/app/scene/runtime.ts';
import { sanitise, t } from '../../../source/domain/text.ts';
import { type Command, keymap } from '../../../source/keys/keymap.ts';
import { createAppStore } from '../../../source/state/store.ts';
import { glyphs } from '../../../source/theme/glyphs.ts';
import { line, lineText, span } from '../../../source/theme/line.ts';
import type { Need } from '../../../source/workspace/polling/resource.ts';
import { auditWith } from '../../workspace/snapshots.ts';

const at = new Date(2026, 10, 21, 2, 5).getTime();

it.each([
  ['an age', ['Read  just now'], 'Read  at 02:05'],
  ['the end of a window', ['Nov 20 02:00 – now'], 'Nov 20 02:00–02:05'],
  ['a title, whose frame gives the room', ['╭ Raised now ────╮'], '╭ Raised then ───╮'],
  ['words whose room is in what follows', ['nothing now', '   x'], 'nothing then  x'],
  ['two of them', ['just now', '  – now'], 'at 02:05 –02:05'],
  ['a value of a payload', ['"just now"'], '"just now"'],
  ['the name of a source', ['Buy now   5'], 'Buy now   5'],
  ['nothing of now', ['Known since 01:00'], 'Known since 01:00'],
])('%s is said of then, in the same width', (_, parts, expected) => {
  const row = line(...parts.map((part) => span(sanitise(part))));
  expect(asThen([row], at).map(lineText)).toEqual([expected]);
});

describe('the line under the head of each page of the past', () => {
  const deleted = (id: string) => auditWith({ id, at: at + 1, type: t`Source Deleted`, resourceId: id });
  const needsOf = (...keys: readonly string[]) =>
    keys.map((key) => ({ resource: { key } })) as unknown as readonly Need[];
  const head = ' ▲ Back in time  r now  < > by an hour   ';
  const said = (
    keys: readonly string[],
    { trail = 'whole', gone = 0, width = 160, without = [] as readonly string[] } = {},
  ) => {
    const map = keymap.map((one): Command => (without.includes(one.id) ? { ...one, keys: [] } : one));
    const changes = Array.from({ length: gone }, (_, index) => deleted(`s${index}`));
    const runtime = {
      store: createAppStore({ keymap: map }),
      glyphs: glyphs(false),
      poller: { past: { at, changes, trail } },
    } as unknown as Runtime;
    const made = pastLine(runtime, needsOf(...keys), width);
    return made && lineText(made).trimEnd();
  };

  it.each<[string, readonly string[], Parameters<typeof said>[1], string]>([
    ['counts alone are all of then', ['metrics'], {}, ''],
    ['who was on by the whole trail', ['sources'], {}, 'on and off by the audit trail'],
    ['a trail that is being read', ['sources'], { trail: 'reading' }, 'on and off: reading the audit trail'],
    ['no trail', ['sources'], { trail: 'unknown' }, 'on and off as of now: no audit trail'],
    ['one deleted', ['sources'], { gone: 1 }, 'on and off by the audit trail · 1 deleted since is missing'],
    [
      'what a part of the trail deletes is no count',
      ['sources'],
      { trail: 'unknown', gone: 1 },
      'on and off as of now: no audit trail',
    ],
    ['settings', ['odd'], {}, 'settings and payloads as of now'],
    [
      'all of it',
      ['sources', 'odd'],
      { gone: 2 },
      'on and off by the audit trail · 2 deleted since are missing · settings and payloads as of now',
    ],
    [
      'less room',
      ['sources', 'odd'],
      { gone: 2, width: 110 },
      '2 deleted since are missing · settings and payloads as of now',
    ],
    ['little room', ['sources', 'odd'], { gone: 2, width: 72 }, 'settings and payloads as of now'],
    ['one column less', ['sources', 'odd'], { gone: 2, width: 71 }, 'settings as of now'],
    ['little room and no settings', ['sources'], { gone: 2, width: 70 }, '2 deleted since are missing'],
  ])('%s', (_, keys, options, expected) => expect(said(keys, options)).toBe(`${head}${expected}`.trimEnd()));

  it('has only keys that there are', () => {
    expect(said(['sources'], { without: ['time.earlier'] })).toBe(
      ' ▲ Back in time  r now  > by an hour   on and off by the audit trail',
    );
    expect(said(['sources'], { without: ['refresh'] })).toBe(
      ' ▲ Back in time  < > by an hour   on and off by the audit trail',
    );
    expect(said([], { without: ['time.earlier', 'time.later'] })).toBe(' ▲ Back in time  r now');
  });

  it('is not there now', () => {
    const runtime = { store: createAppStore({}), glyphs: glyphs(false), poller: {} } as unknown as Runtime;
    expect(pastLine(runtime, needsOf('sources'), 80)).toBeUndefined();
  });
});
