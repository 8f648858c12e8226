import { describe, expect, it } from 'vitest';
import { masked } from '../../../source/domain/privacy/pii.ts';
import { maskedRow } from '../../../source/domain/privacy/row-mask.ts';

describe('a row of the workspace', () => {
  it('keeps the names of things, and hides keys, secrets and personal values', () => {
    const row = {
      name: 'Web (prod)',
      writeKeys: ['IGA8Ur1riMfS'],
      actor: 'ana@acme.example',
      settings: { apiKey: 'k', phone: '+1 555 010 0199', region: 'eu' },
      destinations: [{ name: 'Braze', state: 'failing' }],
    };
    expect(maskedRow(row)).toEqual({
      name: 'Web (prod)',
      writeKeys: [masked],
      actor: masked,
      settings: { apiKey: masked, phone: masked, region: 'eu' },
      destinations: [{ name: 'Braze', state: 'failing' }],
    });
  });

  it('hides of settings all that the page of the configuration hides', () => {
    const settings = {
      webhookUrl: 'https://relay.example/services/T0/B0/xyz',
      accessKeyId: 'AKIA0123456789ABCDEF',
      passphrase: 'short',
      headers: { Auth: 'abc', Accept: 'json' },
      accounts: [{ salt: 'abc', deep: { er: { than: { a: { page: 'eu' } } } } }],
      masked: '••••••••••b4bb',
      port: 5439,
      empty: '',
      none: null,
    };
    expect(maskedRow({ settings })).toEqual({
      settings: {
        ...settings,
        webhookUrl: `https://relay.example/${masked}`,
        accessKeyId: `${masked}CDEF`,
        passphrase: masked,
        headers: { Auth: masked, Accept: 'json' },
        accounts: [{ salt: masked, deep: { er: { than: { a: { page: 'eu' } } } } }],
      },
    });
  });

  it('ends in hostile depth', () => {
    const deep = JSON.parse(`${'{"settings":['.repeat(2000)}1${']}'.repeat(2000)}`);
    expect(JSON.stringify(maskedRow(deep)).length).toBeLessThan(5000);
  });
});

describe('what is hidden of a row', () => {
  it('by the names of settings is hidden only below settings', () => {
    const hook = { webhookUrl: 'https://h.example/x' };
    expect(maskedRow({ settings: hook, mapping: hook })).toEqual({
      settings: { webhookUrl: `https://h.example/${masked}` },
      mapping: hook,
    });
  });
});
