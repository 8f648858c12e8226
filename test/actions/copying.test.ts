import { describe, expect, test } from 'vitest';
import type { Environment } from '../../source/actions/environment.ts';
import { chooseMenu } from '../../source/actions/menu.ts';
import { copyId } from '../../source/actions/program.ts';
import { sanitise, t } from '../../source/domain/text.ts';
import type { Pane, PaneRow, Subject } from '../../source/state/pane.ts';
import { placeOf, withPane } from '../../source/state/place.ts';
import { createAppStore } from '../../source/state/store.ts';
import { longestCopy } from '../../source/terminal/clipboard.ts';

const subjectOf = (id: string): Subject => ({ kind: 'source', id, name: sanitise(id) });
const rowOf = (id: string): PaneRow => ({ key: id, subject: subjectOf(id) });

/** A list of these rows, those of them marked, on a page that may be about a thing itself. */
function desk(rows: readonly PaneRow[], marked: readonly string[] = [], about?: Subject) {
  const store = createAppStore({ stack: [withPane(placeOf('sources'), 'list', { marked })] });
  const copied: string[] = [];
  const panes = (): readonly Pane[] => [{ id: 'list', rows, scope: 'rows', subject: about }];
  const copy = (text: string) => {
    copied.push(text);
    return t`Copied`;
  };
  const stateOf = () => ({ enabled: true, whenEnabled: t``, whenDisabled: t`` });
  const environment = { store, now: () => 0, panes, copy, stateOf } as unknown as Environment;
  return { environment, store, copied, said: () => store.getState().toast?.text };
}

const tooLong = 'Too long for the clipboard of a terminal: mark fewer rows';

describe('ids are copied', () => {
  const three = ['a', 'b', 'c'].map(rowOf);
  test.each<[string, ReturnType<typeof desk>, string | undefined, string]>([
    ['of the selected row', desk(three), 'a', 'Copied'],
    ['of marked rows, one a line', desk(three, ['c', 'b']), 'b\nc', 'Copied: 2 ids'],
    ['of rows that have one', desk([rowOf('a'), { key: 'x' }], ['a', 'x']), 'a', 'Copied'],
    ['of what the page is about', desk([{ key: 'x' }], [], subjectOf('page')), 'page', 'Copied'],
    ['of as many as a terminal takes', desk([rowOf('x'.repeat(longestCopy))]), 'x'.repeat(longestCopy), 'Copied'],
    [
      'not of more',
      desk([rowOf('x'.repeat(longestCopy - 1)), rowOf('é')], ['é', 'x'.repeat(longestCopy - 1)]),
      undefined,
      tooLong,
    ],
  ])('%s', (_, { environment, copied, said }, text, words) => {
    expect(copyId.why?.(environment)).toBeUndefined();
    copyId.run(environment);
    expect([copied, said()]).toEqual([text === undefined ? [] : [text], words]);
  });

  test('and of nothing there is none', () => {
    const { environment } = desk([{ key: 'x' }]);
    expect(copyId.why?.(environment)).toEqual({ why: 'nothing is selected that has an id' });
  });

  test.each<[readonly string[], string | undefined, string]>([
    [['a', 'b'], 'a\nb', 'Copied: 2 ids'],
    [['a', 'x'.repeat(longestCopy)], undefined, tooLong],
  ])('by the menu of marked rows as well: %#', (ids, text, words) => {
    const { environment, store, copied, said } = desk(ids.map(rowOf), ids);
    const about = { subject: subjectOf('a'), all: ids.map(subjectOf) };
    store.setState({ overlay: { kind: 'menu', title: t`2 marked rows`, items: [], about } });
    chooseMenu(environment, 'copy');
    expect([copied, said()]).toEqual([text === undefined ? [] : [text], words]);
  });
});
