import type { Label } from '../entities.ts';
import type { SafeText } from '../text.ts';

/** Who may see and do what in a workspace (rule 210). */
export interface Permission {
  readonly roleId: string;
  readonly role: SafeText;
  readonly resources: readonly { readonly id: string; readonly type: SafeText }[];
}

export interface User {
  readonly id: string;
  /** Falls back to the address. */
  readonly name: SafeText;
  readonly email: SafeText;
  /** Undefined where the answer does not tell: lists leave it out in practice (rule 211). */
  readonly permissions?: readonly Permission[] | undefined;
}

export interface UserGroup {
  readonly id: string;
  readonly name: SafeText;
  readonly members?: number | undefined;
  readonly permissions?: readonly Permission[] | undefined;
}

export interface Role {
  readonly id: string;
  readonly name: SafeText;
  readonly description: SafeText;
}

/** A label of the workspace, as sources and permissions may carry it. */
export interface DescribedLabel extends Label {
  readonly description: SafeText;
}
