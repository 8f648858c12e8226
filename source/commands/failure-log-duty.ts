import type { Download } from '../app/kept/failure-logs.ts';
import { logDuty } from '../collect/log-duty.ts';
import type { DutyOf } from '../serve/ports.ts';
import { failingLogs } from '../workspace/delivery/failing-logs.ts';

/** The daemon reads the failure logs of what fails, as a dashboard does. */
export const failureLogDuty =
  (download: Download): DutyOf =>
  (post) => {
    const { settings, clock, backend, log } = post;
    const collections = () => ({ ...settings.failureLogs, ...post.local().failureLogs });
    const duty = logDuty({
      clock,
      store: post.store,
      failing: () => failingLogs(post.overview().fleet, post.read, settings.period, collections()),
      links: (query, signal) => backend.failureLogs(query, { signal }),
      download,
      onRead: (destination, hour, lines) =>
        log.info('failure log read', { destination, hour: new Date(hour).toISOString(), lines }),
      onProblem: (destination, reason) => log.warn('failure log', { destination, reason }),
    });
    return { end: duty.end };
  };
