import { describe, expect, test } from 'vitest';
import { fieldProblem, plannedOf } from '../../../source/actions/changes/field.ts';
import { t } from '../../../source/domain/text.ts';
import type { Confirm, DialogField } from '../../../source/state/dialogs.ts';

const field = (kind: DialogField['kind'], text: string, wanted = 'Web (prod)'): DialogField => ({
  ...{ kind, text, cursor: 0, label: t`x` },
  wanted: t`${wanted as never}`,
});
const long = (length: number) => 'n'.repeat(length);
const typeIt = 'type the name to delete it';
const typeLabel = 'type key:value';

describe('why what was typed cannot be sent', () => {
  test.each<[string, string, string | undefined]>([
    ['Web (prod)', 'Web (prod)', undefined],
    [' Web (prod) ', 'Web (prod)', undefined],
    ['Web (prod)', ' Web (prod) ', undefined],
    ['Caf\u00e9', 'Cafe\u0301', undefined],
    ['web (prod)', 'Web (prod)', typeIt],
    ['Web (prod', 'Web (prod)', typeIt],
    ['Web (prod)x', 'Web (prod)', typeIt],
    ['', 'Web (prod)', typeIt],
    [' ', ' ', typeIt],
    ['', '', typeIt],
  ])('to delete: %j where it is called %j', (text, wanted, why) => {
    expect(fieldProblem(field('delete', text, wanted))).toBe(why);
  });

  test.each<[string, string | undefined]>([
    ['Web', undefined],
    [' Web ', undefined],
    ['Web (prod)', 'that is its name already'],
    [' Web (prod) ', 'that is its name already'],
    ['web (prod)', undefined],
    ['', 'a name cannot be empty'],
    ['  ', 'a name cannot be empty'],
    [long(100), undefined],
    [` ${long(100)} `, undefined],
    [long(101), '101 characters, at most 100'],
  ])('to rename: %j', (text, why) => expect(fieldProblem(field('rename', text))).toBe(why));

  test('to rename: a blank at the end of its name goes with the same name typed', () => {
    expect(fieldProblem(field('rename', 'Braze', 'Braze '))).toBeUndefined();
  });

  test.each<[string, string | undefined]>([
    ['env:prod', undefined],
    [' env : prod ', undefined],
    ['env:a:b', undefined],
    ['', typeLabel],
    ['env', typeLabel],
    ['env:', typeLabel],
    ['env: ', typeLabel],
    [':prod', typeLabel],
    [' :prod', typeLabel],
    [`${long(60)}:${long(60)}`, undefined],
    [`${long(61)}:a`, 'at most 60 characters each'],
    [`a:${long(61)}`, 'at most 60 characters each'],
  ])('as a label: %j', (text, why) => expect(fieldProblem(field('label', text, ''))).toBe(why));
});

describe('what is sent', () => {
  const planned = (change: Confirm['planned'][number]['change'], of?: DialogField) => {
    const asked = { planned: [{ change, name: t`N` }], field: of } as unknown as Confirm;
    return plannedOf(asked).map((each) => each.change);
  };
  const rename = { kind: 'rename', of: 'source', id: 's1', name: 'Web (prod)' } as const;
  const label = { kind: 'add-label', sourceId: 's1', label: { key: t``, value: t`` } } as unknown as typeof rename;
  const remove = { kind: 'delete', of: 'source', id: 's1' } as const;

  test.each<[unknown, unknown]>([
    [planned(rename, field('rename', ' Web ')), [{ ...rename, name: 'Web' }]],
    [planned(rename), [rename]],
    [planned(remove, field('delete', 'Web (prod)')), [remove]],
    [planned(label, field('label', ' env : a:b ')), [{ ...label, label: { key: 'env', value: 'a:b' } }]],
  ])('%#', (sent, expected) => expect(sent).toEqual(expected));
});
