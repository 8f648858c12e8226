import type { SafeText } from '../text.ts';

/** A setting that a function asks for where it is used: its name and kind, never a value (rule 162). */
export interface FunctionSetting {
  readonly name: SafeText;
  readonly label: SafeText;
  readonly description: SafeText;
  /** STRING, BOOLEAN, ARRAY or TEXT_MAP. */
  readonly type: SafeText;
  readonly required: boolean;
  readonly sensitive: boolean;
}

/** What only one function's own call gives. */
export interface FunctionDetails {
  readonly id: string;
  /** Line by line; undefined where the API keeps it back. */
  readonly code: readonly SafeText[] | undefined;
  /** Lines at its end that are not among these. */
  readonly leftOut: number;
  readonly settings: readonly FunctionSetting[];
  /** Id of the user who made it. */
  readonly createdBy: SafeText;
  readonly deployedAt: number | undefined;
  /** Whether what runs is the newest code; undefined where that is not told. */
  readonly isLatest: boolean | undefined;
  /** Events handed over at once; 0 where it takes them one by one. */
  readonly batch: number | undefined;
}

export interface FunctionVersion {
  readonly id: string;
  readonly author: SafeText;
  readonly deployed: boolean;
  readonly createdAt: number | undefined;
  readonly deployedAt: number | undefined;
  /** Lines of its code; undefined where the API keeps it back. */
  readonly lines: number | undefined;
}

/** An insert function put before one source or destination. */
export interface FunctionInstance {
  readonly id: string;
  readonly name: SafeText;
  /** Id of the source or destination that it stands before. */
  readonly integrationId: string;
  readonly enabled: boolean;
  readonly createdAt: number | undefined;
  readonly settings: Readonly<Record<string, unknown>>;
}
