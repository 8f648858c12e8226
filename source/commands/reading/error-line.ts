import { sanitise } from '../../domain/text.ts';
import { shells } from '../completion/scripts.ts';
import { lists } from '../lists/names.ts';

/** What may stand where a command line lacks something, by its name. */
const wanted: Readonly<Record<string, () => string>> = {
  what: () => lists.map(({ name }) => name).join(', '),
  'type/id': () => 'a type and an id or name, such as source/iOS',
  connection: () => 'the id or name of a connection; segtop list connections names them',
  shell: () => shells.join(', '),
  file: () => 'the files to read, or - for standard input',
  channel: () => 'the name of a channel of alerts.channels in the configuration',
};

/** What commander says of a wrong command line, in one line and as segtop says things: with what is allowed. */
export function errorLine(text: string): string {
  const said = sanitise(
    text
      .replace(/^error: /, '')
      .trim()
      .replace(/\n+/g, ' '),
    300,
  );
  const [, lacking = ''] = /^missing required argument '(.+)'$/.exec(said) ?? [];
  const use = Object.hasOwn(wanted, lacking) ? `; use ${wanted[lacking]?.()}` : '';
  return `segtop: ${said}${use}\n`;
}
