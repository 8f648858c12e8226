import { describe, expect, it } from 'vitest';
import { waitFor } from '../../../../source/mock/http/limits/latency.ts';

describe('latency', () => {
  it.each([
    [0, 'GET /', 0.5, 0],
    [120, 'GET /', 0.9, 120],
    [[80, 900], 'GET /', 0, 80],
    [[80, 900], undefined, 0.5, 490],
    [[80, 900], 'GET /warehouses/{warehouseId}/connection-state', 0.5, 2450],
  ] as const)('%j of %s', (latency, operation, drawn, ms) => {
    expect(waitFor(latency, operation, () => drawn)).toBe(ms);
  });
});
