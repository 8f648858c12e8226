import { describe, expect, it } from 'vitest';
import { addressOf, isAskedHere, isLoopback } from '../../source/serve/address.ts';

describe('addressOf', () => {
  it.each([
    ['127.0.0.1:9612', { host: '127.0.0.1', port: 9612 }],
    ['[::1]:0', { host: '::1', port: 0 }],
    ['0.0.0.0:65535', { host: '0.0.0.0', port: 65_535 }],
    ['metrics.internal:80', { host: 'metrics.internal', port: 80 }],
  ])('%s', (text, address) => {
    expect(addressOf(text)).toEqual(address);
  });

  it.each(['9612', ':9612', '127.0.0.1', '127.0.0.1:65536', '::1:80', 'a b:80', ''])('refuses %j', (text) => {
    expect(() => addressOf(text)).toThrow('--listen');
  });
});

it.each([
  ['127.0.0.1', true],
  ['127.8.9.1', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['localhost', true],
  ['LOCALHOST', true],
  ['0.0.0.0', false],
  ['::', false],
  ['10.0.0.1', false],
  ['127.0.0.1.example.com', false],
  ['', false],
])('%s is reachable from this machine alone: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});

it.each([
  ['127.0.0.1', '127.0.0.1:9612', true],
  ['::1', '[::1]:9612', true],
  ['127.0.0.1', 'localhost:9612', true],
  ['127.0.0.1', 'metrics.localhost', true],
  ['127.0.1.1', 'db-7:9612', true],
  ['127.0.0.1', undefined, true],
  ['127.0.0.1', 'rebound.example.com:9612', false],
  ['127.0.0.1', '1.2.3.4.example.com', false],
  ['127.0.0.1', 'localhost.example.com', false],
  ['10.0.0.7', 'localhost:9612', false],
])('%s that asks %s is on this machine and means it: %s', (address, name, expected) => {
  expect(isAskedHere(address, name)).toBe(expected);
});
