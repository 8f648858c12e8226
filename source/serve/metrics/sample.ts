import { Counter, Gauge, Registry } from 'prom-client';

export type Labels = Readonly<Record<string, string>>;

/** One number under its labels. */
export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

/** A metric as Prometheus knows it: its name says its unit, and `_total` that it only grows. */
export interface Family {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

/** A number that is not known has no sample: it is never told as zero. */
export function sample(labels: Labels, value: number | bigint | undefined): readonly Sample[] {
  const number = value === undefined ? Number.NaN : Number(value);
  return Number.isFinite(number) ? [{ labels, value: number }] : [];
}

/** The same for what is or is not. */
export const flag = (labels: Labels, value: boolean | undefined): readonly Sample[] =>
  sample(labels, value === undefined ? undefined : Number(value));

/** A moment in the unit of Prometheus, seconds since 1970. */
export const moment = (labels: Labels, at: number | undefined): readonly Sample[] =>
  sample(labels, at === undefined ? undefined : at / 1000);

/** Metrics of several workspaces as one: samples of the same name stand together. */
export function joined(all: readonly Family[]): readonly Family[] {
  const byName = Map.groupBy(all, ({ name }) => name);
  return [...byName.values()].map((same) => ({ ...same[0]!, samples: same.flatMap(({ samples }) => samples) }));
}

/** The text format of Prometheus. Labels are escaped in it, whatever stands in them. */
export async function exposed(families: readonly Family[]): Promise<{ readonly text: string; readonly type: string }> {
  const registry = new Registry();
  for (const { name, help, samples } of families) {
    const [first] = samples;
    if (!first) continue;
    const options = { name, help, labelNames: Object.keys(first.labels), registers: [registry] };
    if (name.endsWith('_total')) {
      const counter = new Counter(options);
      for (const { labels, value } of samples) counter.inc(labels, value);
    } else {
      const gauge = new Gauge(options);
      for (const { labels, value } of samples) gauge.set(labels, value);
    }
  }
  return { text: await registry.metrics(), type: registry.contentType };
}
