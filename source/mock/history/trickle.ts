import { day, hour, second } from '../../domain/time.ts';
import { chance, mix, pick } from '../hash.ts';
import type { Collection, Row } from '../world.ts';
import { type AuditFacts, nameOf } from './audit-row.ts';
import type { Cast } from './cast.ts';

type Actor = 'person' | 'token' | 'Segment';

/** What happens in a workspace on any day: type, collection, who does it, how often. */
const everyday: readonly (readonly [type: string, about: Collection, by: Actor, weight: number])[] = [
  ['Integration Modified', 'destinations', 'person', 9],
  ['Integration Modified', 'destinations', 'token', 5],
  ['Integration Created', 'destinations', 'person', 1],
  ['Destination Filter Modified', 'destination-filters', 'person', 3],
  ['Destination Filter Enabled', 'destination-filters', 'person', 1],
  ['Source Settings Modified', 'sources', 'person', 6],
  ['Source Modified', 'sources', 'token', 4],
  ['Source Run Failed', 'sources', 'Segment', 3],
  ['New Event Blocked', 'sources', 'Segment', 3],
  ['Tracking Plan Modified', 'tracking-plans', 'person', 5],
  ['Tracking Plan New Track Property Omitted', 'tracking-plans', 'Segment', 2],
  ['Source Connected To Tracking Plan', 'tracking-plans', 'person', 1],
  ['Violations Detected', 'sources', 'Segment', 3],
  ['Transformation Updated', 'transformations', 'person', 2],
  ['Storage Destination Modified', 'warehouses', 'person', 1],
  ['Audience Modified', 'audiences', 'person', 5],
  ['Audience Created', 'audiences', 'person', 1],
  ['Audience Run Complete', 'audiences', 'Segment', 8],
  ['Audience Run Failed', 'audiences', 'Segment', 3],
  ['Audience CSV Downloaded', 'audiences', 'person', 1],
  ['Computed Trait Modified', 'computed-traits', 'person', 2],
  ['Computed Trait CSV Downloaded', 'computed-traits', 'person', 1],
  ['Model State Change Toggled', 'reverse-etl-models', 'person', 2],
  ['Model Settings Saved', 'reverse-etl-models', 'token', 3],
  ['Model Settings Saved', 'reverse-etl-models', 'person', 1],
  ['Source Function Modified', 'functions', 'person', 2],
  ['Destination Function Modified', 'functions', 'person', 3],
  ['User Invite Sent', 'users', 'person', 1],
  ['User Added To User Group', 'user-groups', 'person', 1],
  ['User Policy Updated', 'users', 'person', 2],
  ['User Removed', 'users', 'person', 0.4],
  ['Access Request Created', 'users', 'person', 1],
  ['Label Created', 'labels', 'person', 0.4],
  ['Workspace Regulation Created', 'regulations', 'token', 1],
  ['Public API Tokens Without Owners Detected', 'users', 'Segment', 0.1],
];
const allWeights = everyday.reduce((sum, [, , , weight]) => sum + weight, 0);

/** How many events an hour brings: two to four by day, fewer at night and at the weekend. */
function busy(hash: number, at: number): number {
  const hours = Math.floor(at / hour) % 24;
  const weekday = (Math.floor(at / day) + 4) % 7;
  const usual = hours >= 8 && hours < 20 ? 3 : 0.7;
  return Math.floor(usual * (weekday === 0 || weekday === 6 ? 0.4 : 1) + 1.4 * chance(hash, 0, 31));
}

/**
 * Everyday audit events of the hour that starts at `at`: by hash, so any hour of the last 90 days can be told alone.
 * @returns newest first
 */
export function trickle(seed: number, at: number, cast: Cast): AuditFacts[] {
  const hash = mix(seed, at / hour, 30);
  const events: AuditFacts[] = [];
  for (let i = busy(hash, at) - 1; i >= 0; i--) {
    const facts = one(mix(hash, i, 32), at + slot(hash, i) * second, cast);
    if (!facts) continue;
    // An attempt of Engage that failed is logged although the next one works (rule 132): the everyday kind is no incident.
    if (facts.type === 'Audience Run Failed')
      events.push(facts.again(at + (i * 700 + 695) * second, 'Audience Run Complete'));
    events.push(facts);
  }
  return events;
}

/** A second of the hour that no other event of the hour has, later the later it is drawn. */
const slot = (hash: number, i: number): number => i * 700 + (mix(hash, i, 33) % 690);

function one(hash: number, at: number, cast: Cast): Everyday | undefined {
  const event = drawn(chance(hash, 1, 34));
  const rows = cast.rows(event[1]);
  return rows.length === 0 ? undefined : new Everyday(at, event[0], event, pick(rows, mix(hash, 2, 35)), hash, cast);
}

/** Says who and about what when it is asked: most reads of three months want the events of one resource. */
class Everyday implements AuditFacts {
  readonly at: number;
  readonly type: string;
  readonly #event: (typeof everyday)[number];
  readonly #row: Row;
  readonly #hash: number;
  readonly #cast: Cast;

  constructor(at: number, type: string, event: (typeof everyday)[number], row: Row, hash: number, cast: Cast) {
    this.at = at;
    this.type = type;
    this.#event = event;
    this.#row = row;
    this.#hash = hash;
    this.#cast = cast;
  }

  get collection(): Collection {
    return this.#event[1];
  }

  get resourceId(): string {
    return String(this.#row.id ?? this.#row.email ?? '');
  }

  get resourceName(): string {
    return nameOf(this.#row);
  }

  get actor(): string {
    const by = this.#event[2];
    if (by === 'person') return `users/${String(this.#user.id)}`;
    return by === 'token' ? pick(this.#cast.tokens, mix(this.#hash, 4, 37)) : 'Segment';
  }

  get actorEmail(): string | undefined {
    return this.#event[2] === 'person' ? String(this.#user.email) : undefined;
  }

  get #user(): Row {
    return pick(this.#cast.users, mix(this.#hash, 3, 36));
  }

  /** The same about another moment. */
  again(at: number, type: string): Everyday {
    return new Everyday(at, type, this.#event, this.#row, this.#hash, this.#cast);
  }
}

/** The everyday event at a point of all weights laid end to end. */
function drawn(point: number): (typeof everyday)[number] {
  let left = point * allWeights;
  for (const each of everyday) {
    left -= each[3];
    if (left < 0) return each;
  }
  return everyday[0] as (typeof everyday)[number];
}
