import { describe, expect, it } from 'vitest';
import { mediaType, sampleOf } from '../../../source/domain/delivery/sample.ts';

const row = {
  messageId: 'm-1',
  at: '2026-11-21T14:02:00Z',
  sent: { type: 'track' },
  request: { method: 'POST', url: 'https://partner.example/x', headers: { accept: '*/*' }, body: { a: 1 } },
  response: { status: 401, headers: {}, body: { error: 'invalid_grant' } },
};

describe('sampleOf', () => {
  it('takes a whole row over', () => {
    expect(sampleOf(row)).toEqual({ ...row, id: row.messageId, at: Date.parse(row.at) });
  });

  it.each([
    ['a body that is JSON in a text', '{"error":"x"}', { error: 'x' }],
    ['a body that only begins like JSON', '{"error":', '{"error":'],
    ['plain text', 'bad gateway', 'bad gateway'],
    ['a number in a text', '42', '42'],
    ['no body', undefined, undefined],
  ])('reads %s', (_, body, read) => {
    expect(sampleOf({ ...row, response: { status: 500, body } })?.response.body).toEqual(read);
  });

  it.each([[0], ['401'], [null], [undefined]])('has no status for %j', (status) => {
    expect(sampleOf({ ...row, response: { status } })?.response.status).toBeUndefined();
  });

  it('lets everything but the id be missing', () => {
    expect(sampleOf({ messageId: 'm', at: 'yesterday', request: 'none', response: [] })).toEqual({
      id: 'm',
      messageId: 'm',
      at: undefined,
      sent: undefined,
      request: { method: '', url: '', headers: undefined, body: undefined },
      response: { status: undefined, headers: undefined, body: undefined },
    });
  });

  it.each([
    [{ request: null, response: null }, undefined],
    [{ at: Date.parse(row.at) }, undefined],
    [{ at: null }, undefined],
    [{ response: { status: 1 } }, 1],
  ])('takes %j for what it is', (change, status) => {
    const sample = sampleOf({ ...row, ...change });
    expect([sample?.response.status, sample?.at]).toEqual(
      'at' in change ? [401, undefined] : [status, Date.parse(row.at)],
    );
  });

  it.each([[undefined], [null], ['m-1'], [[row]], [{}], [{ messageId: '' }], [{ messageId: 7 }]])(
    'makes no sample of %j',
    (value) => {
      expect(sampleOf(value)).toBeUndefined();
    },
  );
});

it.each([
  [{ 'Content-Type': 'text/html; charset=utf-8' }, 'text/html'],
  [{ 'content-type': 'application/json\u001b[2J' }, 'application/json'],
  [{ 'content-type': 'text/plain ; charset=utf-8' }, 'text/plain'],
  [{ 'content-type': 7 }, undefined],
  [{}, undefined],
  [undefined, undefined],
  ['content-type: text/html', undefined],
])('the media type of %j is %s', (headers, type) => {
  expect(mediaType(headers)).toBe(type);
});
