import { expect, it } from 'vitest';
import { collectedDoor } from '../../source/collect/door.ts';
import { collectedFile, openCollected } from '../../source/collect/file.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';

it('one reader is opened, however many look at once, and one of another workspace takes its place', async () => {
  const stateDir = await temporaryFolder();
  let id: string | undefined;
  const door = collectedDoor(stateDir, async () => id);
  const looked = () => Promise.all([door(), door()]);
  expect(await looked()).toEqual([undefined, undefined]);
  id = 'one';
  expect(await looked()).toEqual([undefined, undefined]);
  for (const each of ['one', 'other']) (await openCollected(collectedFile(stateDir, each), () => undefined))?.close();
  const [first, second] = await looked();
  expect(first?.isOpen).toBe(true);
  expect(second).toBe(first);
  id = 'other';
  const [third] = await looked();
  expect([first?.isOpen, third?.isOpen, third === first]).toEqual([false, true, false]);
  third?.close();
  expect((await door())?.isOpen).toBe(true);
  (await door())?.close();
});
