import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { version } from '../../app/version.ts';
import { redactedLines } from '../../log/redact.ts';
import { documentOf } from '../../views/kit/listing/documents.ts';
import { readHistory, subjectOf, uncounted, windowOf } from '../history/history.ts';
import { chosenFields } from '../lists/chosen.ts';
import { factsOf, noneLine, ownerOf, readList } from '../lists/list.ts';
import { type ListId, type ListName, listNamed, lists } from '../lists/names.ts';
import { type OnUnread, targetOf } from '../pages/address.ts';
import { askedOf, type PayloadOptions, readPayload } from '../pages/payload.ts';
import { jsonText, pageDocument, readPage } from '../pages/show.ts';
import { asOf } from '../reading/as-of.ts';
import type { OpenWorkspace } from '../reading/open-workspace.ts';

/** Nothing is changed, and the same question may be asked again. */
const annotations = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true } as const;

const instructions = `What is failing in one Segment workspace, read by segtop. Begin with triage: everything that is wrong, worst
first. list gives any list as rows; the ref of a row is what show and payload take. Nothing here changes the workspace, and personal
values are hidden. null means not known, never zero; problems names what could not be read: do not say that there is none of it.`;

const rowsShape = {
  version: z.literal(1),
  list: z.string(),
  workspace: z.object({ id: z.string(), slug: z.string(), name: z.string() }).nullable(),
  period: z.string(),
  /** The moment of the past that the rows are of, and what of them is not as of then. */
  at: z.string().optional(),
  notes: z.array(z.string()).optional(),
  generatedAt: z.string(),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
  /** There are rows besides these, or may be. */
  more: z.boolean(),
  problems: z.array(z.object({ resource: z.string(), status: z.number(), message: z.string() })),
  /** Why there are no rows, where there are none. */
  note: z.string().optional(),
};

const at = z
  .string()
  .optional()
  .describe('as of a moment of the last thirty days: 02:00, yesterday 02:00, 2026-11-28T02:00 or -3h');

const limit = z.number().int().min(1).max(1000).default(100).describe('not more rows than this');

const count = z.number().nullable();

/** What `segtop history --json` prints: of a source other counts than of a connection. */
const historyShape = {
  version: z.literal(1),
  ref: z.string(),
  name: z.string().nullable(),
  workspace: rowsShape.workspace,
  from: z.string(),
  to: z.string(),
  generatedAt: z.string(),
  hours: z.array(
    z.object({
      at: z.string(),
      received: count.optional(),
      blocked: count.optional(),
      delivered: count.optional(),
      failed: count.optional(),
      filtered: count.optional(),
      failedPercent: count.optional(),
      /** All of it is known, and the hour is over. */
      complete: z.boolean(),
    }),
  ),
  problems: rowsShape.problems,
  /** Why no hour is known, where none ever is. */
  note: z.string().optional(),
};

/** The server with its tools: the one-shot commands, by the same code. */
export function mcpServer(fresh: () => OpenWorkspace): McpServer {
  const server = new McpServer({ name: 'segtop', version }, { instructions });
  const names = lists.map(({ name }) => name) as [ListId, ...ListId[]];
  const about = lists
    .map((each: ListName) => `${each.name}${each.of ? ` (of: a ${each.of.type})` : ''}: ${each.about}`)
    .join('; ');

  server.registerTool(
    'triage',
    {
      title: 'What is wrong now',
      description:
        'Everything that is wrong in the workspace, worst first: verdict, since when, events lost, what changed before.',
      inputSchema: { at },
      outputSchema: rowsShape,
      annotations,
    },
    ({ at: then }) => answered(() => rowsOf(fresh(), { name: 'triage', limit: 1000 }, then)),
  );

  server.registerTool(
    'list',
    {
      title: 'A list of the workspace',
      description: `Rows of one list. ${about}.`,
      inputSchema: {
        list: z.enum(names),
        of: z.string().optional().describe('id or name of what the list belongs to, for lists of one thing'),
        filter: z.string().optional().describe('words, !not, /regex/, column:word, since:2h, as in the dashboard'),
        sort: z.string().optional().describe('column, column:asc or column:desc'),
        columns: z.string().optional().describe('only these, separated by commas'),
        at,
        limit,
      },
      outputSchema: rowsShape,
      annotations,
    },
    ({ list: name, of, filter, sort, columns, at: then, limit: most }) =>
      answered(() => rowsOf(fresh(), { name, of, filter, sort, columns, limit: most }, then)),
  );

  server.registerTool(
    'audit',
    {
      title: 'Who changed what',
      description: 'The audit trail, newest first: events, what they are about and who did them.',
      inputSchema: {
        filter: z.string().optional().describe('such as since:2h, actor:ana or the name of a resource'),
        limit,
      },
      outputSchema: rowsShape,
      annotations,
    },
    ({ filter, limit: most }) => answered(() => rowsOf(fresh(), { name: 'activity', filter, limit: most })),
  );

  server.registerTool(
    'show',
    {
      title: 'The page of one thing',
      description: 'What is known of one thing, and its page as lines of text.',
      inputSchema: {
        ref: z
          .string()
          .describe(
            'the ref of a row, or TYPE/NAME: source/iOS, destination/Braze ← Web (prod), warehouse/…, tracking-plan/…',
          ),
        at,
      },
      annotations,
    },
    ({ ref, at: then }) => answered(() => pageOf(fresh(), ref, then)),
  );

  server.registerTool(
    'history',
    {
      title: 'The hours of a source or a connection',
      description:
        'Counts by the hour: received and blocked of a source, delivered, failed and filtered of a connection. null is not known, never zero.',
      inputSchema: {
        ref: z.string().describe('the ref of a row, or a name: source/iOS, destination/Braze ← Web (prod)'),
        from: z
          .string()
          .optional()
          .describe('first hour: 02:00, yesterday 02:00, 2026-11-28T02:00 or -3d; a day before to'),
        to: z.string().optional().describe('where the hours end, in the same words; now unless given'),
      },
      outputSchema: historyShape,
      annotations,
    },
    ({ ref, from, to }) => answered(() => hoursOf(fresh(), ref, { from, to })),
  );

  server.registerTool(
    'payload',
    {
      title: 'A failed delivery',
      description:
        'One sample of an error of a connection: event sent, request and response. Personal values and credentials are hidden.',
      inputSchema: {
        connection: z
          .string()
          .describe(
            'id or name of the destination, such as Braze ← Web (prod), or the ref of a row, such as payload/ID/401',
          ),
        code: z
          .string()
          .optional()
          .describe('reason, such as 401; unless given that of the ref, else the one with the most events'),
        sample: z.number().int().min(1).default(1),
      },
      annotations,
    },
    ({ connection, code, sample }) =>
      answered(
        () => sampleOf(fresh(), askedOf(connection, { sample, ...(code !== undefined && { code }) })),
        // Of numbers that were sent nobody knows which are moments.
        (document) => JSON.stringify(document, null, 2),
      ),
  );
  return server;
}

async function hoursOf(
  workspace: OpenWorkspace,
  ref: string,
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
) {
  const window = windowOf(
    { ...(from !== undefined && { from }), ...(to !== undefined && { to }) },
    workspace.clock.now(),
  );
  const target = await subjectOf(workspace, ref, refuse);
  const { document, isAnswered, isUncounted } = await readHistory(workspace, target!, window);
  if (!isAnswered) throw new Error(document.problems[0]?.message ?? unread);
  return isUncounted ? { ...document, note: uncounted } : document;
}

interface RowsQuery {
  readonly name: ListId;
  readonly of?: string | undefined;
  readonly filter?: string | undefined;
  readonly sort?: string | undefined;
  readonly columns?: string | undefined;
  readonly limit: number;
}

const unread = 'Segment did not answer, or not in time: nothing is known';

/** Whoever asks sees no stderr and no exit code: why something could not be looked up is the answer. */
const refuse: OnUnread = ({ problem }) => {
  throw new Error(problem?.message ?? unread);
};

async function rowsOf(
  workspace: OpenWorkspace,
  { name, of, columns, filter, sort, limit: most }: RowsQuery,
  then?: string,
) {
  const owner = await ownerOf(workspace, listNamed(name)!, of, refuse);
  const query = {
    name,
    owner: owner ?? undefined,
    limit: most,
    ...(filter !== undefined && { filter }),
    ...(sort !== undefined && { sort }),
  };
  const answer = await readList(asOf(workspace, then), query);
  if (!answer.read.isAnswered) throw new Error(answer.problems[0]?.message ?? unread);
  const fields = columns === undefined ? answer.fields : chosenFields(answer.fields, columns);
  const document = documentOf(factsOf(answer), fields);
  return answer.count > 0 ? document : { ...document, note: noneLine(answer.listing) };
}

async function pageOf(workspace: OpenWorkspace, ref: string, then: string | undefined) {
  const target = (await targetOf(workspace, ref, refuse))!;
  const read = await readPage(asOf(workspace, then), target);
  if (!read.isAnswered) throw new Error(read.problems[0]?.message ?? unread);
  return pageDocument(read, target);
}

async function sampleOf(
  workspace: OpenWorkspace,
  { address, ...asked }: PayloadOptions & { readonly address: string },
) {
  const target = await targetOf(workspace, address, refuse);
  const { document, why } = await readPayload(workspace, target?.params.id ?? '', asked);
  if (!document) throw new Error(why);
  return document;
}

/** The answer as JSON and as text; a failure is one line that says what to do else, never the end of the server. */
async function answered(work: () => Promise<object>, textOf = jsonText): Promise<CallToolResult> {
  try {
    const text = textOf(await work());
    return { content: [{ type: 'text', text }], structuredContent: JSON.parse(text) as Record<string, unknown> };
  } catch (thrown) {
    const [line = unread] = redactedLines(thrown instanceof Error ? thrown.message : String(thrown));
    return { content: [{ type: 'text', text: line }], isError: true };
  }
}
