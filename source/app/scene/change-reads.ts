import type { ChangeReads } from '../../actions/environment.ts';
import { type Problem, ReadError } from '../../domain/problem.ts';
import { protocolsReason } from '../../domain/protocols/violation.ts';
import { t } from '../../domain/text.ts';
import type { SyncChoice, SyncChoices } from '../../state/menu-part.ts';
import type { Subject } from '../../state/pane.ts';
import type { Backend } from '../../workspace/polling/backend.ts';
import { destinations } from '../../workspace/resources/common.ts';
import { sourcePipeline } from '../../workspace/sources/pipeline.ts';
import type { Scene } from './context.ts';
import type { Runtime } from './runtime.ts';

/** Reads what a dialog about a change needs, when it is opened: what a page read minutes ago could have changed since. */
export function changeReads({ backend }: Pick<Runtime, 'backend'>, scene: () => Scene): ChangeReads {
  return {
    controls: async (sourceId) => (await backend.sourceSettings(sourceId)).value,
    labels: async (sourceId) => {
      const [source, known] = await Promise.all([backend.source(sourceId), backend.labels()]);
      return { own: source.value.labels, known: known.value };
    },
    syncs: (subject) => syncChoices(backend, scene(), subject),
    lastSync: async ({ modelId, subscriptionId }) => {
      const { value, problems } = await backend.reverseEtlSyncs({ modelId, subscriptionId, count: 1 });
      const [last] = value.items;
      // A run that could not be read is no run that never was.
      if (!last && problems[0]) throw new ReadError(problems[0]);
      return last;
    },
    controlNumbers: (sourceId) => {
      const { overview, read, period } = scene().context;
      const filtered = sourcePipeline(read, period, sourceId).find(({ step }) => step === 'filtered-at-source');
      const blocked = (kind: 'schema' | 'unplanned') =>
        filtered?.count === undefined
          ? undefined
          : filtered.reasons.reduce((sum, { code, count }) => (protocolsReason(code) === kind ? sum + count : sum), 0);
      return {
        span: period === '24h' ? t`24 hours` : t`7 days`,
        events: overview.flow.bySource.get(sourceId)?.events,
        unplanned: blocked('unplanned'),
        violating: blocked('schema'),
        forwardedTo: (id) => overview.flow.bySource.get(id)?.source.name ?? t`another source`,
      };
    },
  };
}

/** A model is sent through mappings of destinations that its source feeds; a mapping may be fed by a model (rule 119). */
async function syncChoices(backend: Backend, { context }: Scene, subject: Subject): Promise<SyncChoices> {
  const { value: models, problems } = await backend.reverseEtlModels();
  const lost = [...problems];
  const { connections } = context.overview.fleet;
  const model = subject.kind === 'model' ? models.find(({ id }) => id === subject.id) : undefined;
  const fed = connections.filter(({ id, destination }) =>
    subject.kind === 'mapping' ? id === subject.parent : destination.sourceId === model?.sourceId,
  );
  const choices = await Promise.all(
    fed.map(async ({ id, destination }) => {
      const answer = await backend.mappings(id);
      const mappings = answer.value;
      lost.push(...answer.problems);
      return mappings.flatMap((mapping): SyncChoice[] => {
        const of = models.find((each) => each.id === mapping.modelId);
        const isMeant = subject.kind === 'mapping' ? mapping.id === subject.id : of?.id === subject.id;
        if (!of || !isMeant) return [];
        const to = t`${destination.name} · ${mapping.name}`;
        return [{ sourceId: of.sourceId, modelId: of.id, model: of.name, subscriptionId: mapping.id, to }];
      });
    }),
  );
  const found = choices.flat();
  // That no mapping takes the model, or no other one, is proven only by all lists that could name one.
  const missing = lost[0] ?? (context.overview.fleet.isWhole ? undefined : unlisted(context));
  if (found.length === 0 && missing) throw new ReadError(missing);
  // A mapping that was found is the one that was meant.
  return { choices: found, missing: subject.kind === 'mapping' ? undefined : missing };
}

/** Why the destinations of a model are not known. */
function unlisted({ read }: Scene['context']): Problem {
  const { error, problems } = read(destinations);
  return (
    // Where rows of the list were lost nothing is being read any more.
    error ??
    problems.find(({ kind }) => kind !== 'odd-fields') ?? {
      kind: 'internal',
      message: t`destinations are still being read`,
      status: 0,
      operation: t`GET /destinations`,
    }
  );
}
