/** A moment of what is read through. */
export interface Mark {
  /** Marks of one are no marks of another. */
  readonly of: object;
  readonly at: number;
  /** That of what it is read through in turn. */
  readonly inner?: Mark;
}

export interface Changes {
  /** As of now, to ask with the next time. */
  readonly mark: Mark;
  /** Keys of all that may read otherwise than it did then; undefined where that may be anything. */
  readonly keys: ReadonlySet<string> | undefined;
}
