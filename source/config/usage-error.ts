import { type SafeText, sanitise, t } from '../domain/text.ts';

/** A wrong option or variable: ends a command with exit code 2 and one line that names option, value and what is allowed. */
export class UsageError extends Error {
  readonly option: SafeText;
  readonly value: SafeText;
  readonly allowed: SafeText;
  constructor(option: string, value: string | undefined, allowed: string) {
    const [name, given, instead] = [sanitise(option), sanitise(value, 80), sanitise(allowed)];
    super(
      value === undefined
        ? t`${name} is not set; use ${instead}`
        : t`${name}: "${given}" is not allowed; use ${instead}`,
    );
    this.name = 'UsageError';
    this.option = name;
    this.value = given;
    this.allowed = instead;
  }
}
