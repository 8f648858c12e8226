import { expect, test } from 'vitest';
import { Showing, type Shown } from '../../../source/app/frame/shown.ts';

const blank: Shown = { lines: ['a', 'b'], loading: false, columns: 80, rows: 24 };
const overlay = { kind: 'quit' } as unknown as Shown['overlay'];

/** What was told of each of these pictures, one after the other: rows straight to the terminal, and to whom else. */
function told(pictures: readonly Partial<Shown>[], hasPainter = true): readonly string[] {
  const showing = new Showing();
  const said: string[] = [];
  if (hasPainter)
    showing.painter = {
      show: (lines) => said.push(`rows ${lines.join('')}`),
      release: () => said.push('released'),
    };
  showing.subscribe(() => said.push('all'));
  showing.subscribeLayers(() => said.push('layers'));
  showing.show(blank);
  for (const picture of pictures) {
    said.length = 0;
    showing.show({ ...blank, ...picture });
  }
  return said;
}

test.each<[string, Partial<Shown>[], readonly string[]]>([
  ['the same picture is not told again', [{ lines: ['a', 'b'] }], []],
  ['other rows go straight to the terminal', [{ lines: ['a', 'c'] }], ['rows ac', 'all']],
  ['as do fewer rows', [{ lines: ['a'] }], ['rows a', 'all']],
  ['and more of them', [{ lines: ['a', 'b', 'c'] }], ['rows abc', 'all']],
  ['another width is another picture', [{ columns: 81 }], ['rows ab', 'all']],
  ['another height too', [{ rows: 25 }], ['rows ab', 'all']],
  ['an overlay is drawn by React, which gets the screen back', [{ overlay }], ['layers', 'released', 'all']],
  ['the spinner too', [{ loading: true }], ['layers', 'released', 'all']],
  ['what React drew is taken away by it', [{ overlay }, {}], ['layers', 'rows ab', 'all']],
  ['and after that the rows go straight again', [{ overlay }, {}, { lines: ['c'] }], ['rows c', 'all']],
])('%s', (_, pictures, expected) => expect(told(pictures)).toEqual(expected));

test('without a painter React draws all of it', () => {
  expect(told([{ lines: ['c'] }], false)).toEqual(['layers', 'all']);
});

test('nobody sees what nobody draws or waits for', () => {
  const showing = new Showing();
  const seen = [showing.isSeen];
  const ends = [showing.subscribe(() => undefined), showing.subscribeLayers(() => undefined)];
  for (const end of ends) {
    seen.push(showing.isSeen);
    end();
  }
  seen.push(showing.isSeen);
  showing.painter = { show: () => undefined, release: () => undefined };
  expect([...seen, showing.isSeen]).toEqual([false, true, true, false, true]);
});

test('either who waits for rows or who waits for what lies over them sees', () => {
  const showing = new Showing();
  const end = showing.subscribe(() => undefined);
  expect(showing.isSeen).toBe(true);
  end();
  expect(showing.isSeen).toBe(false);
  showing.subscribeLayers(() => undefined);
  expect(showing.isSeen).toBe(true);
});
