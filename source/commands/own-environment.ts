import type { Environment } from '../config/settings.ts';
import { UsageError } from '../config/usage-error.ts';
import { secrets } from '../log/redact.ts';

const secretNames = ['SEGTOP_TOKEN', 'SEGTOP_COLLECT_SECRET'] as const;

/** The secrets, once they were taken out of the environment, since another workspace may be opened and this one again. */
const taken: Partial<Record<(typeof secretNames)[number], string>> = {};

/**
 * The environment as segtop reads it. Secrets are taken out of the one of this process: a pager, a browser, a command that
 * gets another token, have no business with them.
 * @throws UsageError for a folder that is named by an empty text, which would be another one than was meant
 */
export function ownEnvironment(env: NodeJS.ProcessEnv): Environment {
  for (const name of ['SEGTOP_CONFIG_DIR', 'SEGTOP_STATE_DIR'])
    if (env[name] === '') throw new UsageError(name, '', 'the path of a folder, or leave it unset');
  for (const name of secretNames) {
    const secret = env[name];
    if (secret === undefined) continue;
    taken[name] = secret;
    secrets.register(secret);
    delete env[name];
  }
  return { ...env, ...taken };
}
