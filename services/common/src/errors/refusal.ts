/** Why the answer is no. One row in each of the two tables of `status.ts` belongs to each kind. */
export type Kind =
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "not-found"
  | "exists"
  | "conflict"
  | "refused"
  | "limit"
  | "unavailable"
  | "deadline";

export type Params = Readonly<Record<string, string | number | bigint>>;

/** One thing wrong with one field: where (JSON pointer, "/entries/0/workDate"), and the catalogue key that says what. */
export type Violation = { readonly pointer: string; readonly code: string; readonly params?: Params };

/** Every expected no. Carries keys and values, never a sentence: texts are chosen by the language of the reader. Anything else thrown is a bug. */
export class Refusal extends Error {
  readonly kind: Kind;
  readonly code: string;
  readonly params: Params;
  readonly violations: readonly Violation[];

  constructor(kind: Kind, code: string, params: Params = {}, violations: readonly Violation[] = []) {
    super(code);
    this.name = "Refusal";
    this.kind = kind;
    this.code = code;
    this.params = params;
    this.violations = violations;
  }
}

/** A request that can never succeed because of one field. */
export const invalid = (pointer: string, code: string, params: Params = {}): Refusal =>
  new Refusal("invalid", "REQUEST_INVALID", {}, [{ pointer, code, params }]);
