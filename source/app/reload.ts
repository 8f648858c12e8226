import type { Settings } from '../config/settings.ts';
import { watchFiles } from '../config/watch.ts';
import { type SafeText, sanitise, t } from '../domain/text.ts';
import { second } from '../domain/time.ts';
import { boundKeymap } from '../keys/own.ts';
import type { Dashboard, Setup } from './build.ts';
import { shortPlace } from './frame/problem-toast.ts';
import type { OwnTerminal } from './input/own-terminal.ts';
import { showSettings } from './overlays/workspaces/choice.ts';
import type { Reread } from './reread.ts';
import { sessionOf } from './scene/session.ts';

/** What belongs to the connection, and who is told of alerts: it counts when the workspace is opened again. */
const fixed = ['mode', 'token', 'apiUrl', 'region', 'write', 'alerts'] as const;

const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

/**
 * Takes over a changed configuration without a restart, and says what of it waits for one.
 * @returns what ends it
 */
export function followConfig(
  dashboard: Dashboard,
  terminal: Pick<OwnTerminal, 'bind' | 'setMouse'>,
  setup: Setup,
): () => void {
  const { reload } = setup;
  if (!reload) return () => undefined;
  const { runtime, store, problems, intervals, logs } = dashboard;
  let before = setup.settings;
  const say = (text: SafeText, isGood: boolean): void =>
    store.setState({
      toast: { text, tone: isGood ? 'good' : 'warn', until: runtime.clock.now() + (isGood ? 5 : 10) * second },
    });
  const apply = (next: Extract<Reread, { kind: 'read' }>): void => {
    const { settings } = next;
    const waiting = [
      ...fixed.filter((key) => differs(setup.settings[key], settings[key])),
      // Whether the terminal can show more than ASCII is decided when it is opened.
      ...(setup.settings.ascii === settings.ascii ? [] : ['glyphs']),
    ];
    const { table: keymap } = boundKeymap(settings.keys, settings.own);
    terminal.bind(keymap);
    if (settings.mouse !== before.mouse) {
      terminal.setMouse(settings.mouse);
      store.setState({ mouse: settings.mouse });
    }
    dashboard.relook(settings);
    Object.assign(runtime, {
      session: {
        ...sessionOf({ ...settings, ...kept(setup.settings) }, next.allowance),
        configFile: runtime.session.configFile,
      },
    });
    for (const key of Object.keys(intervals)) delete intervals[key];
    Object.assign(intervals, settings.refresh);
    if (differs(before.failureLogs, settings.failureLogs)) logs.configure(settings.failureLogs);
    problems.reread(next.problems);
    store.setState({ keymap, own: settings.own, configProblems: next.problems });
    showSettings(store, { ...settings, ...kept(setup.settings) });
    before = settings;
    say(toldOf(next.problems, waiting), next.problems.length === 0 && waiting.length === 0);
  };
  return watchFiles(reload.files, runtime.clock, () => {
    void reload.read().then((next) => {
      if (next.kind === 'read') apply(next);
      else say(t`The settings of before stay: ${shortPlace(next.why)}`, false);
    });
  });
}

/** What an open workspace goes on with whatever the file says now. */
function kept({ mode, profile, token, apiUrl, region, write, choose, alerts }: Settings) {
  return { mode, profile, token, apiUrl, region, write, choose, alerts };
}

function toldOf([first, ...others]: readonly SafeText[], waiting: readonly string[]): SafeText {
  const later =
    waiting.length === 0 ? t`` : t`; ${sanitise(waiting.join(', '))} counts when the workspace is opened again`;
  if (first === undefined) return t`Configuration read again${later}`;
  const all = others.length === 0 ? t`` : t`${others.length + 1} mistakes (:config-check), `;
  return t`Configuration read again, but ${all}${shortPlace(first)}${later}`;
}
