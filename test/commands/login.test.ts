import { describe, expect, test } from 'vitest';
import { addressOf, unusedWhy } from '../../source/commands/login.ts';

test.each<[string | undefined, string | undefined]>([
  ['prod', 'https://prod.example'],
  ['bare', undefined],
  ['new', undefined],
  // What is kept without a name is the token of the profile default.
  [undefined, 'https://default.example'],
  ['default', 'https://default.example'],
  ['toString', undefined],
])('a token for %s is tried at %s', (name, address) => {
  const profiles = {
    prod: { apiUrl: 'https://prod.example' },
    bare: {},
    default: { apiUrl: 'https://default.example' },
  };
  expect(addressOf(name, profiles)).toBe(address);
  expect(addressOf(name, { prod: profiles.prod })).toBe(name === 'prod' ? address : undefined);
});

describe('a token that is kept and not used is told so', () => {
  const unnamed = 'it is not used while there are profiles: segtop login NAME keeps it as one';
  const other = (name: string, key: string) =>
    `it is not used: the profile ${name} has ${key} in the configuration, which comes before it`;
  test.each<[string | undefined, Parameters<typeof unusedWhy>[1], string | undefined]>([
    [undefined, {}, undefined],
    ['prod', {}, undefined],
    ['prod', { dev: { token: 'x' } }, undefined],
    ['prod', { prod: {} }, undefined],
    ['prod', { prod: { region: 'eu' } }, undefined],
    // The token that was kept before.
    ['prod', { prod: { tokenFile: 'FILE' } }, undefined],
    ['prod', { prod: { tokenFile: 'OTHER' } }, other('prod', 'tokenFile')],
    ['prod', { prod: { token: 'x' } }, other('prod', 'token')],
    ['prod', { prod: { tokenCommand: ['x'], token: 'y' } }, other('prod', 'tokenCommand')],
    [undefined, { prod: { token: 'x' } }, unnamed],
    ['default', { prod: { token: 'x' } }, unnamed],
    [undefined, { default: {}, prod: { token: 'x' } }, undefined],
    ['default', { default: { token: 'x' } }, other('default', 'token')],
    [undefined, { default: { token: 'x' } }, other('default', 'token')],
  ])('%j among %j', (name, profiles, expected) => expect(unusedWhy(name, profiles, 'FILE')).toBe(expected));
});
