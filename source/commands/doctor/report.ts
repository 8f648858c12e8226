import { sanitise } from '../../domain/text.ts';
import type { OperationAnswer } from './operations.ts';
import type { PlaceFound } from './places.ts';
import type { ProxyFound, TerminalFound } from './surroundings.ts';

/** All that `segtop doctor` says, stable from its first release. No secret, no value of a payload and no home folder is in it. */
export interface DoctorReport {
  readonly version: 1;
  readonly generatedAt: string;
  readonly segtop: string;
  readonly node: string;
  readonly sqlite: string | null;
  readonly system: string;
  readonly terminal: TerminalFound;
  readonly variables: readonly string[];
  readonly mode: 'demo' | 'api' | 'first-run' | null;
  readonly profile: string | null;
  /** Where the token comes from, never the token. */
  readonly token: { readonly from: string; readonly wrong: string | null };
  readonly api: {
    /** Undecided between the regions until one has answered. */
    readonly address: string | null;
    readonly region: string | null;
    readonly proxy: ProxyFound;
    readonly clockAheadSeconds: number | null;
    readonly changes: string;
  };
  readonly workspace: { readonly id: string; readonly slug: string; readonly name: string } | null;
  /** Null where nothing was asked. */
  readonly operations: readonly OperationAnswer[] | null;
  /** Why nothing was asked. */
  readonly notAsked: string | null;
  readonly places: readonly PlaceFound[];
  readonly configuration: readonly string[];
  /** What is wrong here, in sentences. */
  readonly wrong: readonly string[];
}

/** What of the report is a fault of this machine. */
export function faultsOf({
  token,
  api,
  places,
  sqlite,
}: Pick<DoctorReport, 'token' | 'api' | 'places' | 'sqlite'>): readonly string[] {
  return [
    ...(token.wrong === null ? [] : [token.wrong]),
    ...(api.proxy.wrong === null ? [] : [api.proxy.wrong]),
    ...(sqlite === null ? ['this Node has no SQLite: nothing that was read is kept'] : []),
    ...places.flatMap(({ what, path, wrong }) => (wrong === null ? [] : [`${what} ${path}: ${wrong}`])),
  ];
}

/** As text: sections of names and values, one a line, that stay readable when a chat or a ticket takes their columns away. */
export function doctorText(report: DoctorReport): string {
  const { terminal, api, token, workspace, operations } = report;
  const or = (value: string | null, instead = '–') => value ?? instead;
  const sections: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
    [
      'segtop',
      [
        ['version', report.segtop],
        ['node', report.node],
        ['sqlite', or(report.sqlite, 'none')],
        ['system', report.system],
        ['at', report.generatedAt],
      ],
    ],
    [
      'terminal',
      [
        ['TERM', or(terminal.term)],
        ['program', or(terminal.program)],
        ['size', `${terminal.columns}×${terminal.rows}${terminal.interactive ? '' : ', not interactive'}`],
        ['colors', terminal.colors],
        ['characters', terminal.characters],
        ['through', terminal.through.join(', ') || 'nothing'],
        ['clipboard', terminal.clipboard.join(', then ') || 'none'],
        ['browser', terminal.browser ? 'yes' : 'no'],
        ['pager', or(terminal.pager)],
        ['variables', report.variables.join(', ') || 'none'],
      ],
    ],
    [
      'workspace',
      [
        ['mode', or(report.mode)],
        ['profile', or(report.profile)],
        ['token', token.from],
        ['address', or(api.address, 'either region')],
        ['region', or(api.region, 'not known')],
        ['proxy', or(api.proxy.name, api.proxy.wrong ?? 'none')],
        ['clock', clockWords(api.clockAheadSeconds)],
        ['changes', api.changes],
        ['workspace', workspace ? `${workspace.name} (${workspace.slug}, ${workspace.id})` : 'not known'],
      ],
    ],
    [
      'operations of this token',
      operations?.map((each) => [each.operation, accessWords(each)] as const) ?? [['not asked', or(report.notAsked)]],
    ],
    ['files', report.places.map((place) => [place.what, placeWords(place)] as const)],
  ];
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['configuration', report.configuration],
    ['wrong', report.wrong],
  ];
  return [
    ...sections.flatMap(([title, rows]) => [title, ...aligned(rows), '']),
    ...lists.flatMap(([title, lines]) => [
      title,
      ...(lines.length > 0 ? lines : ['nothing']).map((one) => `  ${sanitise(one)}`),
      '',
    ]),
  ]
    .join('\n')
    .replace(/\n$/, '');
}

function aligned(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = rows.reduce((most, [name]) => Math.max(most, name.length), 0);
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${sanitise(value)}`);
}

/** A difference below this is what a request takes, s. */
const noticed = 60;

function clockWords(ahead: number | null): string {
  if (ahead === null) return 'not compared';
  if (Math.abs(ahead) < noticed) return 'as that of the API';
  return `${Math.abs(ahead)} s ${ahead > 0 ? 'ahead of' : 'behind'} that of the API`;
}

function accessWords({ access, status, message, limit }: OperationAnswer): string {
  const why = message === null ? '' : `: ${message}`;
  const answer = `${access}${status === null ? '' : ` (${status})`}${why}`;
  return limit === null ? answer : `${answer}; ${limit} a minute`;
}

function placeWords({ path, kind, mode, bytes, wrong }: PlaceFound): string {
  const facts = [kind === 'none' ? 'there is none' : kind, mode, bytes === null ? null : `${bytes} bytes`, wrong];
  return `${path}  ${facts.filter((fact) => fact !== null).join(', ')}`;
}
