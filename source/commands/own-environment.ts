import type { Environment } from '../config/settings.ts';
import { UsageError } from '../config/usage-error.ts';
import { secrets } from '../log/redact.ts';

/** The token, once it was taken out of the environment, since another workspace may be opened and this one again. */
let taken: string | undefined;

/**
 * The environment as segtop reads it. The token is taken out of the one of this process: a pager, a browser, a command that gets
 * another token, have no business with it.
 * @throws UsageError for a folder that is named by an empty text, which would be another one than was meant
 */
export function ownEnvironment(env: NodeJS.ProcessEnv): Environment {
  for (const name of ['SEGTOP_CONFIG_DIR', 'SEGTOP_STATE_DIR'])
    if (env[name] === '') throw new UsageError(name, '', 'the path of a folder, or leave it unset');
  if (env.SEGTOP_TOKEN !== undefined) {
    taken = env.SEGTOP_TOKEN;
    secrets.register(taken);
    delete env.SEGTOP_TOKEN;
  }
  return { ...env, SEGTOP_TOKEN: taken };
}
