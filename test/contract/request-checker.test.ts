import { describe, expect, it } from 'vitest';
import { undocumented } from './request-checker.ts';

const now = Date.parse('2026-01-15T12:30:00Z');
const metrics = '/destinations/d/delivery-metrics?sourceId=s';
const failed = '/delivery-overview/failed-delivery?sourceId=s&destinationConfigId=d&granularity=HOUR';

describe('requests by the contract', () => {
  it.each([
    ['/', []],
    ['/sources?pagination.count=1000&pagination.cursor=MA%3D%3D', []],
    [`${metrics}&granularity=HOUR&startTime=2026-01-14T13:00:00Z&endTime=2026-01-15T12:30:00Z`, []],
    [`${failed}&startTime=2026-01-14T13:00:00Z&endTime=2026-01-15T12:30:00Z&groupBy.0=discardReason`, []],
    [`${failed}&startTime=2026-01-14T13:00:00Z&endTime=2026-01-15T12:30:00Z&filter.discardReason.0=401`, []],
    ['/no/such/path', ['GET /no/such/path is no operation']],
    ['/sources?count=5', ['GET /sources: count is not documented']],
    ['/sources?pagination.count=1001', ['GET /sources: pagination.count=1001']],
    ['/functions', ['GET /functions: resourceType is missing']],
    ['/functions?resourceType=CAT', [expect.stringContaining('resourceType=CAT is not among')]],
    [
      `${metrics}&granularity=HOUR&startTime=2026-01-01T00:00:00Z&endTime=2026-01-02T00:00:00Z`,
      [expect.stringContaining('older than 7d')],
    ],
    [
      `${metrics}&granularity=MINUTE&startTime=2026-01-15T00:00:00Z&endTime=2026-01-15T12:00:00Z`,
      [expect.stringContaining('longer than 4h')],
    ],
    [
      `${metrics}&granularity=HOUR&startTime=2026-01-15T00:00:00Z&endTime=2026-01-15T13:00:00Z`,
      [expect.stringContaining('in the future')],
    ],
    [`${metrics}&granularity=HOUR&startTime=2026-01-15T00:00:00Z`, [expect.stringContaining('no window')]],
  ])('GET %s', (url, problems) => {
    expect(undocumented('GET', url, now)).toEqual(problems);
  });
});
