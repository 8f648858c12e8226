import { Command, CommanderError } from 'commander';
import { version } from '../app/version.ts';
import { exitCode } from './exit-codes.ts';
import type { GlobalOptions } from './global-options.ts';
import { mockApiOptionList } from './mock-api-options.ts';
import { reportFailure } from './report-failure.ts';

/** The command line (design §7). Each command is loaded only when it runs. */
export function createProgram(): Command {
  const program = new Command('segtop')
    .description('What is failing in a Segment workspace, since when, is data being lost, who changed what.')
    .version(version)
    .option('--demo', 'show the bundled mock workspace; needs no account')
    .option(
      '--scenario <name>',
      'scenario of the mock workspace, such as everything or destination-401; implies --demo',
    )
    .option('--profile <name>', 'profile of config.json to use')
    .option('--api-url <url>', 'address of the Public API, in place of the one of the region')
    .option('--period <period>', '24h or 7d')
    .option('--write', 'allow changes; without it segtop only reads')
    .option('--config <file>', 'configuration file to read')
    .option('--no-color', 'no colours (NO_COLOR does the same)')
    .option('--ascii', 'plain ASCII characters only')
    .option('--debug', 'write a log file into the state folder')
    .exitOverride()
    .action(async (options: GlobalOptions) => (await import('./dashboard.ts')).dashboard(options));

  program
    .command('status')
    .description('print what is failing and exit: 0 nothing, 1 something, 3 no answer, 4 answered in part')
    .option('--json', 'print one JSON object')
    .action(async (options: { readonly json?: boolean }, command: Command) =>
      (await import('./status.ts')).status({ ...command.optsWithGlobals<GlobalOptions>(), ...options }),
    );

  const mock = program.command('mock-api').description('serve the mock workspace over HTTP, like the Public API');
  for (const { flags, description, default: value } of mockApiOptionList) mock.option(flags, description, value);
  mock.action(async (_: unknown, command: Command) => {
    const { mockApi } = await import('./mock-api.ts');
    await mockApi(command.optsWithGlobals());
  });
  return program;
}

/** Runs a command line; every failure ends in one clear line on stderr and the exit code of its kind. */
export async function run(argv: readonly string[]): Promise<void> {
  const program = createProgram();
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (thrown) {
    if (thrown instanceof CommanderError) {
      process.exitCode = thrown.exitCode === 0 ? exitCode.good : exitCode.usage;
      return;
    }
    reportFailure(thrown);
  }
}
