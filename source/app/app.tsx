import { Box, useApp, useWindowSize } from 'ink';
import { type ReactElement, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import type { Environment } from '../actions/environment.ts';
import { Loading } from '../components/loading.tsx';
import { Rows } from '../components/rows.tsx';
import { t } from '../domain/text.ts';
import { withViews } from '../views/loaded.ts';
import type { Screen } from './frame/screen.ts';
import { spinnerWidth } from './frame/shown.ts';
import { dispatch, likelyEscape, paste } from './input/dispatch.ts';
import type { AppKeyboard } from './input/own-terminal.ts';
import { pointerOn } from './input/pointer.ts';
import { useStrokes } from './input/use-strokes.ts';
import { definitionOf } from './overlays/registry.ts';
import type { Runtime } from './scene/runtime.ts';

export interface AppProps {
  readonly runtime: Runtime;
  readonly screen: Screen;
  readonly environment: Environment;
  readonly keyboard: AppKeyboard;
  /** The part of Ink that suspends the terminal. */
  readonly onReady: (ink: Pick<ReturnType<typeof useApp>, 'exit' | 'suspendTerminal'>) => void;
}

/** The root: painted rows, the one key listener, and what only React can draw on top. */
export function App({ runtime, screen, environment, keyboard, onReady }: AppProps): ReactElement {
  const { columns, rows } = useWindowSize();
  const shown = useSyncExternalStore(screen.subscribeLayers, screen.get);
  const { exit, suspendTerminal } = useApp();

  const [pointer] = useState(() => pointerOn(environment, screen));

  useEffect(() => onReady({ exit, suspendTerminal }), [onReady, exit, suspendTerminal]);
  useEffect(() => runtime.store.setState({ columns, rows }), [runtime, columns, rows]);
  useStrokes(
    keyboard,
    (presses) => withViews(() => dispatch(environment, screen, presses)),
    (text) => withViews(() => paste(environment, screen, text)),
    (act) => withViews(() => pointer(act)),
    () => likelyEscape(environment, screen),
  );

  const { overlay } = shown;
  const Drawn = overlay && definitionOf(overlay).component;
  return (
    // Rows are cut to the width already, and letting Ink clip them sideways would slice each of them again on every frame.
    <Box width="100%" height={rows} flexDirection="column" overflowY="hidden">
      <Rows lines={shown.lines.slice(0, rows)} />
      {Drawn && overlay && (
        <Suspense fallback={null}>
          <Drawn
            overlay={overlay}
            environment={environment}
            columns={columns}
            rows={rows}
            glyphs={runtime.glyphs}
            palette={runtime.palette}
          />
        </Suspense>
      )}
      {shown.loading && (
        <Box position="absolute" marginTop={Math.max(0, rows - 1)} marginLeft={Math.max(0, columns - spinnerWidth)}>
          <Loading label={t`Reading`} />
        </Box>
      )}
    </Box>
  );
}
