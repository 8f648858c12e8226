import { describe, expect, test } from 'vitest';
import { readReport } from '../../../source/commands/pages/report.ts';
import { ReadError } from '../../../source/domain/problem.ts';
import { t } from '../../../source/domain/text.ts';
import { mockWorkspace } from '../reading/workspace.ts';

const workspace = await mockWorkspace();
const written = async (address: string, at = workspace) => (await readReport(at, address))?.lines ?? [];

describe('the report of an incident', () => {
  test('of a connection says what failed, since when, how much, who changed what, and what to ask', async () => {
    const text = (await written('connection/Braze ← Web (prod)')).join('\n');
    expect(text.match(/^#.*$/gm)).toEqual([
      '# Incident: Braze ← Web (prod)',
      '## What is wrong',
      '## Since when',
      '## Counts of the last 24 hours',
      '## Who changed what',
      '## Samples',
      '## Questions to Segment',
    ]);
    expect(text).toContain('- Workspace: Acme Production (slug acme-prod, id ');
    expect(text).toMatch(/- Braze ← Web \(prod\) {2}401 {2}94% failing {2}LOST {2}/);
    expect(text).toMatch(/- Began: 2026-11-21 \d\d:\d\d UTC .*, known to the minute/);
    expect(text).toMatch(/\| failed \| [\d,]+ \|/);
    expect(text).toMatch(/\| 401 \| [\d,]+ \|/);
    expect(text).toMatch(/Integration Modified, Braze, by ana@acme\.example \(may have begun it\)/);
    expect(text).toMatch(/Are the [\d,]+ failed events kept/);
  });

  test('has a curve of every hour of the period, also of those without failures', async () => {
    const lines = await written('connection/Braze ← Web (prod)');
    const at = lines.findIndex((line) => line.startsWith('failed deliveries by the hour'));
    expect([...lines[at - 1]!].length).toBe(25);
    expect(lines[at - 1]).toMatch(/^▁+[▂▃▄▅▆▇]+$/);
    expect(lines[at]).toContain('2026-11-20 14:00 UTC to 2026-11-21 14:12 UTC');
  });

  test('shows samples with personal values and credentials masked', async () => {
    const text = (await written('connection/Braze ← Web (prod)')).join('\n');
    expect(text).toContain('"authorization": "••••••"');
    expect(text).toContain('"email": "••••••"');
    expect(text.match(/```json/g)).toHaveLength(2);
  });

  test('of a source that is silent', async () => {
    const text = (await written('source/Billing server')).join('\n');
    expect(text).toMatch(/- Billing server {2}SILENT {2}since /);
    expect(text).toMatch(/\| events missed, by what it usually sends \| [\d,]+ \|/);
    expect(text).toMatch(/Did requests with a write key of this source arrive since 2026-11-21 \d\d:\d\d UTC/);
  });

  test('of a warehouse has its runs', async () => {
    const text = (await written('warehouse/Redshift')).join('\n');
    expect(text).toContain('- Failed in a row: 3');
    expect(text).toMatch(/\| 2026-11-21 \d\d:\d\d UTC \| failure \| 0 \| source \w+; permission denied/);
  });

  test('names what was not read, and calls none of it nothing', async () => {
    const closed = await mockWorkspace('everything', (backend) => ({
      ...backend,
      auditEvents: async () => {
        throw new ReadError({ kind: 'no-access', status: 403, message: t`no`, operation: t`GET /audit-events` });
      },
    }));
    const text = (await written('source/Billing server', closed)).join('\n');
    expect(text).toContain('The audit trail was not read to its end.');
    expect(text).not.toContain('No change in the audit trail');
    expect(text).toMatch(/## Not read\n\n- GET \/audit-events: /);
  });
});
