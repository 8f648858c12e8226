import { readFileSync } from 'node:fs';

/** A type of the contract (its `typeLanguage`): a named model, or an inline one. */
export interface TypeSpec {
  readonly ref?: string;
  readonly type?: 'string' | 'number' | 'boolean' | 'array' | 'object' | 'any';
  readonly items?: TypeSpec;
  readonly additionalProperties?: TypeSpec;
  readonly nullable?: boolean;
  readonly required?: boolean;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface ObjectModel {
  readonly kind: 'object';
  readonly fields: Readonly<Record<string, TypeSpec>>;
  /** The SDK made one model out of a union and so requires what only some members have. */
  readonly unionFlattenedByTsSdk?: readonly string[];
}

interface EnumModel {
  readonly kind: 'enum';
  readonly values: readonly unknown[];
}

interface QueryParameter extends TypeSpec {
  readonly name: string;
  readonly knownValues?: readonly string[];
  /** Names it has in a query where they differ from its own, such as `groupBy.N`. */
  readonly wire?: readonly string[];
}

export interface Endpoint {
  readonly method: string;
  readonly path: string;
  readonly query: readonly QueryParameter[];
  readonly requestBody?: { readonly ref?: string; readonly contentTypes: readonly string[] };
  readonly success: { readonly status: number; readonly ref: string };
  readonly rateLimits?: readonly { readonly limit: number; readonly per: string }[];
  readonly requiresWorkspaceFeature?: readonly string[];
  readonly emitsAuditEventTypes?: readonly string[];
  readonly windowLimits?: Readonly<Record<string, { readonly maxRange: string; readonly oldestStart: string }>>;
}

export interface Contract {
  readonly endpoints: readonly Endpoint[];
  readonly models: Readonly<Record<string, ObjectModel | EnumModel>>;
}

/** The Public API 73.2.0 as data. */
export const contract: Contract = JSON.parse(readFileSync(new URL('contract.json', import.meta.url), 'utf8'));

export const reads = contract.endpoints.filter((endpoint) => endpoint.method === 'GET');
