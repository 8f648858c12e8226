import type { Environment, Exported, RowFormat, ScreenFormat } from '../actions/environment.ts';
import { counted } from '../domain/format.ts';
import { sanitise, t } from '../domain/text.ts';
import { isoText } from '../domain/time.ts';
import { contentOf } from '../state/pane.ts';
import { stringWidth } from '../theme/string-width.ts';
import { csvOf, documentOf, documentText, markdownOf, missingOf } from '../views/kit/listing/documents.ts';
import { fieldsOf } from '../views/kit/listing/fields.ts';
import { familyOf } from '../workspace/polling/resource.ts';
import { problemsOf } from '../workspace/watch/status.ts';
import type { Screen } from './frame/screen.ts';
import type { Scene } from './scene/context.ts';
import type { Runtime } from './scene/runtime.ts';

const isOfRows = (format: RowFormat | ScreenFormat): format is RowFormat =>
  format === 'csv' || format === 'json' || format === 'md';

/** What can be kept of the screen, as texts. */
export function exporting({ poller }: Runtime, screen: Screen): Pick<Environment, 'exported'> {
  return {
    exported: async (format) => {
      // Keys that came before in the same read have not been painted yet.
      screen.update();
      const { scene } = screen;
      if (!isOfRows(format)) return pictured(format, scene, screen.get());
      const { listedOn } = await import('../views/listed.ts');
      const listed = listedOn(scene);
      if (!listed) return { why: t`this page is no list; text, ansi and svg keep the screen` };
      const { context, view, model, panes } = scene;
      const needs = view
        .needs(model, context, { privacy: context.local.privacy })
        .filter(({ resource }) => !listed.without.has(familyOf(resource)));
      const soFar = contentOf(panes[Math.min(context.place.pane, panes.length - 1)], 'table')?.soFar === true;
      const listing = { ...listed.listing, more: listed.listing.more || soFar };
      const { count, total } = listing;
      const facts = { name: listed.name, listing, context, count, problems: problemsOf(poller, needs, context.now) };
      const fields = fieldsOf(listing, context);
      const missing = missingOf(facts);
      const texts: Readonly<Record<RowFormat, () => string>> = {
        csv: () => csvOf(count, fields),
        json: () => documentText(documentOf(facts, fields)),
        md: () => markdownOf(count, listing.shown, { now: context.now, missing }),
      };
      return {
        text: texts[format](),
        what: total > count ? t`${count} of ${counted(total, t`row`)}` : counted(count, t`row`),
        missing,
        name: fileName(listed.name, scene),
      } satisfies Exported;
    },
  };
}

/** The screen as it is, without what lies over it. */
async function pictured(
  format: ScreenFormat,
  scene: Scene,
  { lines, columns }: Pick<ReturnType<Screen['get']>, 'lines' | 'columns'>,
): Promise<Exported> {
  const name = fileName(scene.view.id, scene);
  const what = t`The screen`;
  if (format === 'ansi') return { text: `${lines.map((line) => `${line}\u001b[0m`).join('\n')}\n`, what, name };
  if (format === 'text') return { text: `${lines.map(plain).join('\n')}\n`, what, name };
  const [{ paintedCells }, { screenToSvg }] = await Promise.all([
    import('../terminal/picture/painted.ts'),
    import('../terminal/picture/svg.ts'),
  ]);
  const title = `segtop: ${scene.view.title(scene.context)}`;
  return { text: screenToSvg(paintedCells(lines, columns, stringWidth), title), what, name };
}

const plain = (line: string): string => line.replace(/\u001b\[[\d;]*m/g, '').trimEnd();

/** Sorts by time in a folder, and says what it is. */
function fileName(name: string, { context }: Scene): string {
  const at = (isoText(context.now) ?? '').replace(/:|\.\d+/g, '');
  return `segtop-${sanitise(name)}-${at}`;
}
