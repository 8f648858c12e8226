import { expect, test } from 'vitest';
import { errorLine } from '../../../source/commands/reading/error-line.ts';

test.each([
  [
    "error: missing required argument 'type/id'\n",
    "missing required argument 'type/id'; use a type and an id or name, such as source/iOS",
  ],
  [
    "error: missing required argument 'connection'\n",
    "missing required argument 'connection'; use the id or name of a connection; segtop list connections names them",
  ],
  ["error: missing required argument 'shell'\n", "missing required argument 'shell'; use bash, zsh, fish"],
  [
    "error: missing required argument 'file'\n",
    "missing required argument 'file'; use the files to read, or - for standard input",
  ],
  [
    "error: missing required argument 'channel'\n",
    "missing required argument 'channel'; use the name of a channel of alerts.channels in the configuration",
  ],
  ["error: missing required argument 'constructor'\n", "missing required argument 'constructor'"],
  ["error: unknown option '--jsn'\n\n(Did you mean --json?)\n", "unknown option '--jsn' (Did you mean --json?)"],
  ["error: unknown option '--\u001b[2Jx'\n", "unknown option '--x'"],
])('%j is told as segtop tells things, with what is allowed', (text, said) => {
  expect(errorLine(text)).toBe(`segtop: ${said}\n`);
});
