import type { ConfigContent } from '../../config/shape.ts';
import { nearest } from '../../domain/nearest.ts';
import { type SafeText, sanitise, t } from '../../domain/text.ts';
import { addressAliases, addressed, addressTypes, isAddress } from '../../state/address.ts';
import { allowedWords } from '../reading/allowed-words.ts';

interface Trouble {
  readonly path: readonly string[];
  readonly words: SafeText;
}

/** What is wrong with the addresses of hotkeys, and of aliases that are addresses. */
export function addressTroubles({ hotkeys = {}, aliases = {} }: ConfigContent): readonly Trouble[] {
  const given = [
    ...Object.entries(hotkeys).map(([key, address]) => ({ path: ['hotkeys', key], address })),
    ...Object.entries(aliases).flatMap(([name, line]) =>
      isAddress(line) ? [{ path: ['aliases', name], address: line }] : [],
    ),
  ];
  return given.flatMap(({ path, address }) => {
    const words = troubleOf(address);
    return words === undefined ? [] : [{ path, words }];
  });
}

function troubleOf(address: string): SafeText | undefined {
  const read = addressed(address);
  if (read.kind === 'target') return undefined;
  const shown = sanitise(JSON.stringify(address), 60);
  if (read.kind === 'short') return t`${shown} is not allowed; use ${sanitise(read.view)}/ID`;
  if (read.kind === 'long') return t`${shown} is not allowed; nothing more may follow ${sanitise(read.view)}`;
  if (read.kind === 'wrong')
    return t`${shown} is not allowed; use ${sanitise(read.view)}/ and ${sanitise(allowedWords(read.given, read.allowed))}`;
  const meant = nearest(read.view, [...addressTypes, ...Object.keys(addressAliases)]);
  const tail = meant === undefined ? t`` : t`; did you mean ${sanitise(meant)}?`;
  return t`${shown} is not allowed; use a page and its id such as destination/ID${tail}`;
}
