import { expect, test } from 'vitest';
import { addressTroubles } from '../../../source/commands/configuration/addresses.ts';

const page = 'use a page and its id such as destination/ID';

test.each<[address: string, words: string | undefined]>([
  ['destination/1', undefined],
  ['connection/1', undefined],
  ['triage', undefined],
  ['audit/', undefined],
  ['destination', '"destination" is not allowed; use destination/ID'],
  ['plan', '"plan" is not allowed; use tracking-plan/ID'],
  ['destnation/1', `"destnation/1" is not allowed; ${page}; did you mean destination?`],
  ['conection/1', `"conection/1" is not allowed; ${page}; did you mean connection?`],
  ['alerts/rules', undefined],
  ['alerts/rule', '"alerts/rule" is not allowed; use alerts/ and rules (did you mean that?), or raised, past, rules'],
  ['sources/iOS', '"sources/iOS" is not allowed; nothing more may follow sources'],
  ['nothingofthekind/1', `"nothingofthekind/1" is not allowed; ${page}`],
])('a hotkey to %s: %s', (address, words) => {
  expect(addressTroubles({ hotkeys: { 'alt+b': address } })).toEqual(
    words === undefined ? [] : [{ path: ['hotkeys', 'alt+b'], words }],
  );
});

test('of aliases only those that are addresses are looked at, after the hotkeys', () => {
  const troubles = addressTroubles({
    aliases: { br: 'sorce/1', fine: 'sources web', good: 'source/1' },
    hotkeys: { 'alt+c': 'destination' },
  });
  expect(troubles.map(({ path }) => path.join('.'))).toEqual(['hotkeys.alt+c', 'aliases.br']);
});
