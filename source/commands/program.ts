import { Command, CommanderError, Option } from 'commander';
import { version } from '../app/version.ts';
import { UsageError } from '../config/usage-error.ts';
import { controlHelp } from '../mock/http/control/help.ts';
import { scenarioNames } from '../mock/scenario/load.ts';
import { usualAddress } from '../serve/address.ts';
import { limitToAscii } from '../terminal/ascii-output.ts';
import { asciiOnly } from '../theme/color-level.ts';
import { stringWidth } from '../theme/string-width.ts';
import { defineCheck } from './check/command.ts';
import { defineCompletion } from './completion/command.ts';
import { defineDoctor } from './doctor/command.ts';
import { exitCode } from './exit-codes.ts';
import { type GlobalOptions, timeoutOf } from './global-options.ts';
import { defineHistory } from './history/command.ts';
import { defineList } from './lists/command.ts';
import { defineMcp } from './mcp/command.ts';
import { mockApiOptionList } from './mock-api-options.ts';
import { outputFailed } from './one-shot.ts';
import { definePages } from './pages/command.ts';
import { allowedWords } from './reading/allowed-words.ts';
import { errorLine } from './reading/error-line.ts';
import { reportFailure } from './report-failure.ts';

const half = Math.ceil(scenarioNames.length / 2);
const scenarios = `Scenarios: ${scenarioNames.slice(0, half).join(', ')},
  ${scenarioNames.slice(half).join(', ')}`;

const helpEnd = `
${scenarios}

Environment: SEGTOP_TOKEN, SEGTOP_API_URL, SEGTOP_PROFILE, SEGTOP_CONFIG_DIR,
  SEGTOP_STATE_DIR, SEGTOP_LOG, NO_COLOR. Without a token segtop asks for one.`;

/** The command line. Each command is loaded only when it runs. */
export function createProgram(): Command {
  const profiles: string[] = [];
  const program = new Command('segtop')
    .description('What is failing in a Segment workspace, since when, is data being lost, who changed what.')
    .usage('[options] [command]')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help; also segtop <command> --help')
    .option('--demo', 'show the bundled mock workspace; needs no account')
    .addOption(
      new Option('--scenario <name>', 'what is going on in the mock workspace; implies --demo').argParser(scenario),
    )
    .addOption(
      new Option('--profile <name>', 'profile of the configuration to use; serve takes several').argParser(
        (name: string) => {
          profiles.push(name);
          return name;
        },
      ),
    )
    .option('--api-url <url>', 'address of the Public API, in place of the one of the region')
    .option('--period <period>', '24h or 7d')
    .option('--write', 'allow changes; without it segtop only reads')
    .option('--config <file>', 'configuration file to read')
    .option('--no-color', 'no colours (NO_COLOR does the same)')
    .option('--ascii', 'plain ASCII characters only')
    .option('--plain', 'lines in place of a screen, commands on stdin; for screen readers and pipes')
    .addOption(
      new Option('--timeout <seconds>', 'when a command that answers once answers with what it has (30)').argParser(
        timeoutOf,
      ),
    )
    .option('--debug', 'write a log file into the state folder')
    .addHelpText('after', helpEnd)
    .argument('[command]')
    .configureHelp({ visibleArguments: () => [] })
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(errorLine(text)) })
    .action(async (unknown: string | undefined, options: GlobalOptions, command: Command) => {
      if (unknown !== undefined) throw new UsageError('command', unknown, allowedWords(unknown, namesIn(command)));
      await (await import('./dashboard.ts')).dashboard(options);
    });

  program
    .command('status')
    .description('print what is failing and exit: 0 nothing, 1 something, 3 no answer, 4 answered in part')
    .option('--json', 'print one JSON object; with --watch one for each change')
    .option('--watch', 'print a line for each change until it is ended')
    .action(async (options: { readonly json?: boolean; readonly watch?: boolean }, command: Command) => {
      const given = { ...command.optsWithGlobals<GlobalOptions>(), ...options };
      if (options.watch) return (await import('./watch/watch.ts')).watchStatus(given);
      return (await import('./status.ts')).status(given);
    });

  program
    .command('serve')
    .description(
      'watch without a screen: keep what dashboards of this host show fresh, take webhooks; see docs/serve.md',
    )
    .option('--listen <address>', 'where to answer; port 0 picks a free one', usualAddress)
    .action(async (options: { readonly listen?: string }, command: Command) =>
      (await import('./serve.ts')).serve({ ...command.optsWithGlobals<GlobalOptions>(), ...options, profiles }),
    );

  program
    .command('import')
    .description('read failure logs and archives of events (S3, GCS) that were downloaded; - is standard input')
    .argument('<file...>')
    .option('--source <id>', 'source of events that do not name theirs')
    .action(async (files: string[], options: { readonly source?: string }, command: Command) =>
      (await import('./import.ts')).importFiles(files, { ...command.optsWithGlobals<GlobalOptions>(), ...options }),
    );

  defineList(program);
  definePages(program);
  defineHistory(program);
  defineCheck(program);
  defineDoctor(program);
  defineMcp(program);
  defineCompletion(program);

  const alerts = program
    .command('alerts')
    .description('alerts: `segtop alerts test CHANNEL` sends a sample over a channel of the configuration');
  alerts
    .command('test')
    .description('send a sample')
    .argument('<channel>')
    .action(async (name: string, _: unknown, command: Command) =>
      (await import('./alerts/test-channel.ts')).testChannel(name, command.optsWithGlobals<GlobalOptions>()),
    );

  refuseOthers(alerts);

  const mock = program.command('mock-api').description('serve the mock workspace over HTTP, like the Public API');
  for (const { flags, description, default: value } of mockApiOptionList) mock.option(flags, description, value);
  mock.addHelpText('after', ['', scenarios, '', ...controlHelp].join('\n'));
  mock.action(async (_: unknown, command: Command) => {
    const { mockApi } = await import('./mock-api.ts');
    await mockApi(command.optsWithGlobals());
  });

  const config = program.command('config').description('say what is wrong with the configuration, or what it does');
  config
    .command('check')
    .description('name every mistake of the configuration; exit code 2 where there is one')
    .option('--json', 'print a JSON list')
    .action(async (_: unknown, command: Command) =>
      (await import('./configuration/config.ts')).configCheck(command.optsWithGlobals()),
    );
  config
    .command('schema')
    .description('print the JSON Schema of the configuration, for editors')
    .action(async () => (await import('./configuration/config.ts')).configSchemaText());
  config
    .command('show')
    .description('print every setting in force and what set it; secrets are hidden')
    .option('--json', 'print a JSON list')
    .action(async (_: unknown, command: Command) =>
      (await import('./configuration/config.ts')).configShow(command.optsWithGlobals()),
    );
  refuseOthers(config);

  program
    .command('login')
    .description('ask for a token without showing it, check it, and keep it for later starts, as a profile if named')
    .argument('[profile]')
    .action(async (name: string | undefined, _: unknown, command: Command) =>
      (await import('./login.ts')).login(name, command.optsWithGlobals<GlobalOptions>()),
    );
  return program;
}

function scenario(name: string): string {
  if ((scenarioNames as readonly string[]).includes(name)) return name;
  throw new UsageError('--scenario', name, scenarioNames.join(', '));
}

const namesIn = (command: Command): readonly string[] =>
  command
    .createHelp()
    .visibleCommands(command)
    .map((one) => one.name());

/** A command that is only a group of others: alone it prints its help, and of another word it says which there are. */
function refuseOthers(group: Command): void {
  group
    .usage('[options] [command]')
    .argument('[command]')
    .action((unknown: string | undefined) => {
      if (unknown === undefined) group.help({ error: true });
      throw new UsageError(group.name(), unknown, allowedWords(unknown ?? '', namesIn(group)));
    });
}

/** @throws UsageError for the help of a command that there is not, in place of which the parser prints that of all */
function refuseHelpOfNothing(program: Command, argv: readonly string[]): void {
  const [word = ''] = argv;
  const isHelp = argv.length > 1 && argv.slice(1).every((one) => one === '--help' || one === '-h');
  if (!isHelp || word.startsWith('-') || namesIn(program).includes(word) || /^(?:complete|help)$/.test(word)) return;
  throw new UsageError('command', word, allowedWords(word, namesIn(program)));
}

/** Runs a command line; every failure ends in one clear line on stderr and the exit code of its kind. */
export async function run(argv: readonly string[]): Promise<void> {
  const program = createProgram();
  if (asciiOnly(process.env)) limitToAscii([process.stdout, process.stderr], stringWidth);
  process.stdout.on('error', outputFailed);
  // There is nowhere to print it.
  process.stderr.on('error', () => undefined);
  try {
    refuseHelpOfNothing(program, argv);
    await program.parseAsync([...argv], { from: 'user' });
  } catch (thrown) {
    if (thrown instanceof CommanderError) {
      process.exitCode = thrown.exitCode === 0 ? exitCode.good : exitCode.usage;
      return;
    }
    reportFailure(thrown);
  }
}
