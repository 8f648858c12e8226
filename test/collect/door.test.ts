import { rename } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { collectedDoor } from '../../source/collect/door.ts';
import { collectedFile, openCollected } from '../../source/collect/file.ts';
import { collectMigrations } from '../../source/collect/schema.ts';
import { keepCollected } from '../../source/collect/write.ts';
import { temporaryFolder } from '../harness/temporary-folder.ts';
import { event, now, understood } from './stage.ts';

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

it('a file that is there and cannot be used is told once, however often it is looked for', async () => {
  const stateDir = await temporaryFolder();
  const problems: string[] = [];
  const door = collectedDoor(
    stateDir,
    async () => 'one',
    ({ message }) => problems.push(message),
  );
  expect([await door(), problems]).toEqual([undefined, []]);
  const file = collectedFile(stateDir, 'one');
  (await openCollected(file, () => undefined))?.close();
  const newer = new DatabaseSync(file);
  newer.exec(`PRAGMA user_version = ${collectMigrations.length + 1}`);
  newer.close();
  expect([await door(), await door()]).toEqual([undefined, undefined]);
  expect(problems).toEqual([`The store ${file} was written by a newer segtop; this one works without it.`]);
});

it('a file that was set aside or deleted is read no more, and one in its place is', async () => {
  const stateDir = await temporaryFolder();
  const file = collectedFile(stateDir, 'one');
  const door = collectedDoor(stateDir, async () => 'one');
  const made = async (messageId: string) => {
    const database = await openCollected(file, () => undefined);
    database?.write(() => keepCollected(database, understood([event(messageId)]), now));
    database?.close();
  };
  await made('before');
  const first = await door();
  expect(first?.event('before')).toBeDefined();
  expect(await door()).toBe(first);
  await rename(file, `${file}.corrupt-1`);
  expect([await door(), first?.isOpen]).toEqual([undefined, false]);
  await made('after');
  const second = await door();
  expect(['before', 'after'].map((id) => second?.event(id) !== undefined)).toEqual([false, true]);
  second?.close();
});
