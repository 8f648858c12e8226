import { UsageError } from '../../config/usage-error.ts';
import { sanitise } from '../../domain/text.ts';
import { redactedLines } from '../../log/redact.ts';
import { sampleMessage, sendOver } from '../../tell/courier.ts';
import { exitCode } from '../exit-codes.ts';
import type { GlobalOptions } from '../global-options.ts';
import { loadSettings } from '../load-settings.ts';
import { oneShot } from '../one-shot.ts';
import { alertMeans } from './means.ts';

/** `segtop alerts test CHANNEL`: sends a sample over a channel of the configuration. */
export function testChannel(name: string, options: GlobalOptions): Promise<void> {
  return oneShot(async () => {
    const { settings, problems } = await loadSettings(options, { periodOfLastTime: false });
    for (const problem of problems) process.stderr.write(`segtop: ${problem}\n`);
    const { channels } = settings.alerts;
    const channel = Object.hasOwn(channels, name) ? channels[name] : undefined;
    if (!channel) {
      const known = Object.keys(channels).join(', ');
      throw new UsageError('alerts test', name, known === '' ? 'no channel: none is configured' : known);
    }
    const message = sampleMessage('test', Date.now());
    const outcome = await sendOver(channel, { kind: 'edge', message }, alertMeans(process.env, Date.now));
    const shown = sanitise(name, 60);
    if (outcome.kind === 'sent') {
      process.stdout.write(`${shown}: sent\n`);
      return;
    }
    process.stderr.write(`segtop: ${shown}: ${redactedLines(outcome.reason).join(' ')}\n`);
    process.exitCode = exitCode.noAnswer;
  });
}
