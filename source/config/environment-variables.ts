/** A variable of the environment that changes what segtop does. */
export interface EnvironmentVariable {
  readonly name: string;
  /** What it overrides, in Markdown; empty where nothing else says the same. */
  readonly instead: string;
  readonly meaning: string;
}

/** All of them; a test holds this list against the sources. */
export const environmentVariables: readonly EnvironmentVariable[] = [
  {
    name: 'SEGTOP_TOKEN',
    instead: '`token`, `tokenCommand`, `tokenFile` of a profile that is not named by `--profile`',
    meaning:
      'Public API token; without a named profile nothing is taken from any, and the start says what was left out',
  },
  { name: 'SEGTOP_PROFILE', instead: '`profile`', meaning: 'profile to open; `--profile` comes before it' },
  {
    name: 'SEGTOP_API_URL',
    instead: '`apiUrl` of the profile',
    meaning: 'address of the API; `--api-url` comes before it',
  },
  { name: 'SEGTOP_CONFIG_DIR', instead: '`XDG_CONFIG_HOME/segtop`', meaning: 'folder of the configuration' },
  { name: 'SEGTOP_STATE_DIR', instead: '`XDG_STATE_HOME/segtop`', meaning: 'folder of what segtop keeps' },
  { name: 'SEGTOP_LOG', instead: '`--debug`', meaning: 'keeps a log: `trace`, `debug`, `info`, `warn` or `error`' },
  {
    name: 'SEGTOP_COLLECT_SECRET',
    instead: '`collect.secret` of a profile that has none',
    meaning: 'what the webhooks that `segtop serve` takes are signed with',
  },
  {
    name: 'SEGTOP_COLLECT_KEEP',
    instead: '`collect.keep` of a profile that has none',
    meaning: 'what `segtop serve` keeps of them: `violations`, `samples` or `all`',
  },
  { name: 'XDG_CONFIG_HOME', instead: '`~/.config`', meaning: 'where folders of configuration are; absolute' },
  { name: 'XDG_STATE_HOME', instead: '`~/.local/state`', meaning: 'where folders of state are; absolute' },
  { name: 'XDG_CACHE_HOME', instead: '`~/.cache`', meaning: 'where folders are that may be deleted; absolute' },
  { name: 'NO_COLOR', instead: '`--no-color`', meaning: 'no colours, when it is not empty' },
  {
    name: 'FORCE_COLOR',
    instead: '',
    meaning: 'colours whatever the terminal says: `0` none, `1` 16, `2` 256, `3` true colour',
  },
  {
    name: 'LC_ALL',
    instead: '`--ascii`',
    meaning: 'ASCII only where it, `LC_CTYPE` or `LANG` names another character set than UTF-8',
  },
  {
    name: 'INK_SCREEN_READER',
    instead: '`--plain`',
    meaning: 'lines in place of a screen, for screen readers, when it is `true`; `TERM=dumb` does the same',
  },
  { name: 'SEGTOP_PAGER', instead: '`PAGER`, else `less`', meaning: 'program that shows long texts' },
  {
    name: 'VISUAL',
    instead: '',
    meaning: 'editor that shows what is on screen, to read; else `EDITOR`, `vi` or `nano`',
  },
  { name: 'BROWSER', instead: '', meaning: 'program that opens links' },
  {
    name: 'HTTPS_PROXY',
    instead: '',
    meaning: 'proxy for https; `HTTP_PROXY` for http, `ALL_PROXY` for both, `NO_PROXY` for what is reached without',
  },
];
