import type { SafeText } from '../domain/text.ts';
import type { AppStore } from '../state/store.ts';
import type { ReportProblem } from '../storage/document.ts';
import type { Clock } from '../workspace/polling/clock.ts';
import { problemToast, withUnsaved } from './frame/problem-toast.ts';

/** Troubles with files: on screen at once, and printed when the dashboard has ended. */
export interface Problems {
  /** Takes a problem of any file. */
  readonly report: ReportProblem;
  /** Takes one of a file of the user's own: what could not be saved is told before the program ends. */
  readonly reportOwn: ReportProblem;
  /** Puts other troubles in the place of those that were found before the dashboard was built. */
  reread(first: readonly SafeText[]): void;
  /** Prints all of them, and from now on each as it comes. */
  end(): void;
}

/** @param first what was found before the dashboard was built */
export function problemsOf(
  store: AppStore,
  clock: Pick<Clock, 'now'>,
  first: readonly SafeText[],
  print: (text: string) => void,
): Problems {
  let before = first;
  const all: SafeText[] = [];
  let isOver = false;
  const line = (message: SafeText): void => print(`segtop: ${message}\n`);
  const report: ReportProblem = ({ message }) => {
    if (isOver) return line(message);
    all.push(message);
    store.setState({ toast: problemToast([message], clock.now()) });
  };
  return {
    report,
    reportOwn: (problem) => {
      store.setState(withUnsaved(store.getState(), problem));
      report(problem);
    },
    reread(next) {
      before = next;
    },
    end() {
      isOver = true;
      [...before, ...all].forEach(line);
    },
  };
}
