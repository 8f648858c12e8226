import { describe, expect, it } from 'vitest';
import { masked, maskValue, piiColor, piiMatch } from '../../../source/domain/privacy/pii.ts';
import { valueSpans } from '../../../source/domain/privacy/pii-values.ts';

const red = 'social security number, password, visa, veteran, disability, credit card, passport, token';
const yellow =
  'race, birthdate, phone, address, gender, ethnicity, citizenship, name, street, city, zipcode, email, certificate, license, identification, serial, ip, photo, salary, religion, mac, sex, sexual orientation, medication, allergy, condition, diagnosis, procedure';
const matchers = [
  ...red.split(', ').map((name) => [name, 'red'] as const),
  ...yellow.split(', ').map((name) => [name, 'yellow'] as const),
];

const camel = (name: string) => name.replace(/ (.)/g, (_, letter: string) => letter.toUpperCase());

describe('piiColor by key', () => {
  it.each(matchers)('%s is %s in every spelling', (name, color) => {
    for (const key of [name, camel(name), name.replaceAll(' ', '_'), name.toUpperCase(), `user.${camel(name)}`]) {
      expect(piiColor(key, 'x'), key).toBe(color);
    }
  });

  it.each([
    ['firstName', 'yellow'],
    ['email_address', 'yellow'],
    ['customerIP', 'yellow'],
    ['IPAddress', 'yellow'],
    ['accessToken', 'red'],
    ['creditCardNumber', 'red'],
    ['phones', 'yellow'],
    ['description', undefined],
    ['shipping', undefined],
    ['capacity', undefined],
    ['machine', undefined],
    ['event_name', undefined],
    ['traced', undefined],
    ['', undefined],
  ])('%s: %s', (key, color) => {
    expect(piiColor(key, 'x')).toBe(color);
  });
});

describe('piiColor by value', () => {
  it.each([
    ['ana@acme.example', 'yellow'],
    ['write to ana@acme.example now', 'yellow'],
    ['10.20.30.40', 'yellow'],
    ['2001:db8::1', 'yellow'],
    ['00:1a:2b:3c:4d:5e', 'yellow'],
    ['+1 (555) 010-9999', 'yellow'],
    ['4111 1111 1111 1111', 'red'],
    [4111111111111111, 'red'],
    ['078-05-1120', 'red'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc', 'red'],
    ['4111 1111 1111 1112', undefined],
    ['1.2.3', undefined],
    ['12:30:59', undefined],
    ['2026-01-05T10:00:00Z', undefined],
    ['Order Completed', undefined],
    [1767607200000, undefined],
    [42, undefined],
    [true, undefined],
    [null, undefined],
    [{ a: 1 }, undefined],
  ])('%j: %s', (value, color) => {
    expect(piiColor('plain', value)).toBe(color);
  });

  it('lets red win over yellow', () => {
    expect(piiColor('email', '4111111111111111')).toBe('red');
  });
});

describe('piiMatch (P-02)', () => {
  it.each([
    ['email', undefined, 'email', 'key', true],
    ['traits.email', undefined, 'email', 'key', true],
    ['email_address', undefined, 'email', 'key', false],
    ['dob', undefined, 'birthdate', 'key', false],
    ['address.geo', undefined, 'address', 'key', false],
    ['note', 'ana@acme.example', 'email', 'value', true],
    ['note', 'write to ana@acme.example', 'email', 'value', false],
    ['card', '4111 1111 1111 1111', 'credit card', 'value', true],
    ['email', '4111 1111 1111 1111', 'credit card', 'value', true],
    ['email', 'not one', 'email', 'key', true],
  ])('%s holding %s: %s on the %s, exact %s', (key, value, matcher, on, exact) => {
    expect(piiMatch(key, value)).toMatchObject({ matcher, on, exact });
  });

  it('names no matcher of what is green', () => {
    expect(piiMatch('properties.total', 64.9)).toBeUndefined();
  });
});

describe('maskValue', () => {
  it('hides what is personal, whatever its length', () => {
    expect(maskValue('email', 'a@b.example')).toBe(masked);
    expect(maskValue('password', 'x'.repeat(300))).toBe(masked);
  });

  it('shows the rest, made safe', () => {
    expect(maskValue('plan', 'gold\u001b[31m')).toBe('gold');
    expect(maskValue('count', 3)).toBe('3');
    expect(maskValue('email', null)).toBe('');
  });
});

describe('what a text gives away by its form', () => {
  it.each<readonly [text: string, found: readonly string[]]>([
    ['id 4111 1111 1111 1111 2026 end', ['red credit card 4111 1111 1111 1111']],
    ['2026 4111111111111111', ['red credit card 4111111111111111']],
    ['4111111111111111 5500005555555559', ['red credit card 4111111111111111', 'red credit card 5500005555555559']],
    ['6240008631401148000', []],
    ['4111111111111112', []],
    ['9999999999999995', []],
    ['378282246310005', ['red credit card 378282246310005']],
    ['NO93 8601 1117 947 IBAN', ['red bank account NO93 8601 1117 947']],
    ['DE89370400440532013000', ['red bank account DE89370400440532013000']],
    ['DE88370400440532013000', []],
    ['MT84 MALT 0110 0001 2345 MTLC AST0 01S now', ['red bank account MT84 MALT 0110 0001 2345 MTLC AST0 01S']],
    ['078-05-1120', ['red social security number 078-05-1120']],
    ['000-05-1120', []],
    ['a@b.example, c@d.example', ['yellow email a@b.example', 'yellow email c@d.example']],
    ['+49 30 1234567', ['yellow phone +49 30 1234567']],
    ['(555) 010-9999', ['yellow phone (555) 010-9999']],
    ['from 10.20.30.40 on', ['yellow ip 10.20.30.40']],
    ['version 10.20.30.40', []],
    ['2001:db8::1', ['yellow ip 2001:db8::1']],
    ['00:1a:2b:3c:4d:5e', ['yellow mac 00:1a:2b:3c:4d:5e']],
    ['eyJhbGciOiJI.eyJzdWIiOiIx.abc', ['red secret token eyJhbGciOiJI.eyJzdWIiOiIx.abc']],
    ['key sk_live_0123456789abc!', ['red secret token sk_live_0123456789abc']],
    ['Bearer abcdefghij0', ['red secret token abcdefghij0']],
    ['Bearer abcdefghijklmnopqrst', ['red secret token abcdefghijklmnopqrst']],
    ['Bearer abcdefghijklmnopqrs', []],
    ['-----BEGIN PRIVATE KEY-----\nMIIE', ['red secret token -----BEGIN PRIVATE KEY-----\nMIIE']],
    // What stands first in the text comes first, and what a credential has in it is none of its own.
    [
      'a@b.example 4111111111111111 Bearer 4111111111111111',
      ['yellow email a@b.example', 'red credit card 4111111111111111', 'red secret token 4111111111111111'],
    ],
    ['1::1', []],
  ])('%j', (text, found) => {
    const spans = valueSpans(text).map(
      ({ color, isCredential, matcher, start, end }) =>
        `${color}${isCredential ? ' secret' : ''} ${matcher} ${text.slice(start, end)}`,
    );
    expect(spans).toEqual(found);
  });
});
