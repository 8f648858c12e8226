import { environmentVariables } from '../../config/environment-variables.ts';
import { ProxyError, proxyFor } from '../../segment-api/transport/proxy.ts';
import { isInteractive, terminalSize } from '../../terminal/capabilities.ts';
import { copyAttempts } from '../../terminal/clipboard.ts';
import { canOpenLinks } from '../../terminal/open-link.ts';
import { pagers } from '../../terminal/pager.ts';
import { asciiOnly, colorLevel } from '../../theme/color-level.ts';

type Environment = Readonly<Record<string, string | undefined>>;

interface Streams {
  readonly stdin: Pick<NodeJS.ReadStream, 'isTTY'>;
  readonly stdout: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'rows'>;
}

export interface TerminalFound {
  readonly term: string | null;
  readonly program: string | null;
  readonly columns: number;
  readonly rows: number;
  /** A person sits at both ends. */
  readonly interactive: boolean;
  readonly colors: string;
  readonly characters: 'unicode' | 'ascii';
  /** What lies between segtop and the terminal. */
  readonly through: readonly string[];
  /** The ways to the clipboard in their order; `terminal` is OSC 52. */
  readonly clipboard: readonly string[];
  readonly browser: boolean;
  readonly pager: string | null;
}

/** The terminal as its environment tells of it; nothing is asked of it, as the output may be a file. */
export function terminalOf(
  env: Environment,
  { stdin, stdout }: Streams,
  { platform, color, ascii }: { platform: NodeJS.Platform; color?: boolean | undefined; ascii?: boolean | undefined },
): TerminalFound {
  const { columns, rows } = terminalSize(stdout, env);
  const names: readonly (readonly [string | undefined, string])[] = [
    [env.TMUX, 'tmux'],
    [env.STY, 'screen'],
    [env.SSH_CONNECTION ?? env.SSH_TTY, 'ssh'],
  ];
  return {
    term: env.TERM || null,
    program: [env.TERM_PROGRAM, env.TERM_PROGRAM_VERSION].filter(Boolean).join(' ') || null,
    columns,
    rows,
    interactive: isInteractive(stdin, stdout),
    colors: colorLevel(env, stdout.isTTY === true, { noColor: color === false }),
    characters: asciiOnly(env, ascii || undefined) ? 'ascii' : 'unicode',
    through: names.filter(([value]) => value).map(([, name]) => name),
    clipboard: copyAttempts('', env, platform).map((way) =>
      way.kind === 'program' ? (way.argv[0] ?? '') : 'terminal',
    ),
    browser: canOpenLinks(env, platform),
    pager: pagers(env)[0]?.[0] ?? null,
  };
}

export interface ProxyFound {
  /** Host and port, never a user name or password. */
  readonly name: string | null;
  readonly wrong: string | null;
}

/** The proxy on the way to an address. */
export function proxyOf(address: string, env: Environment): ProxyFound {
  try {
    return { name: proxyFor(new URL(address), env)?.name ?? null, wrong: null };
  } catch (thrown) {
    if (!(thrown instanceof ProxyError)) throw thrown;
    return { name: null, wrong: thrown.message };
  }
}

/** Names of variables whose values say nothing of the user. */
const open: readonly string[] = ['SEGTOP_LOG', 'SEGTOP_COLLECT_KEEP', 'NO_COLOR', 'FORCE_COLOR', 'LC_ALL'];
/** Variables that are not told in the README because segtop only follows them, and what else decides how requests go. */
const others: readonly string[] = ['LC_CTYPE', 'LANG', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS'];
const isTold = (name: string): boolean => open.includes(name) || name === 'LC_CTYPE' || name === 'LANG';

/** Variables that are set, as `NAME` or where it is harmless as `NAME=value`. */
export function variablesOf(env: Environment): readonly string[] {
  const names = [...environmentVariables.map(({ name }) => name), ...others];
  const spelled = names.flatMap((name) => (name.endsWith('_PROXY') ? [name.toLowerCase(), name] : [name]));
  return spelled
    .filter((name) => env[name] !== undefined && env[name] !== '')
    .map((name) => (isTold(name) ? `${name}=${env[name]}` : name));
}
