/** What is typed of a relation, and what is missing of it. */
export interface RelationForm {
  readonly kind: "SUPERIOR" | "ACTING" | "TEAM_LEAD";
  readonly otherPersonId: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly decree: string;
}

export type RelationError = "otherMissing" | "otherSelf" | "fromMissing" | "toMissing" | "toBefore" | "decreeMissing";
type Errors = Partial<Record<"other" | "from" | "to" | "decree", RelationError>>;

function otherError(personId: string, otherPersonId: string): RelationError | undefined {
  if (otherPersonId === "") return "otherMissing";
  return otherPersonId === personId ? "otherSelf" : undefined;
}

/** Plt. and Plh. act between two days; the others may stay open. */
function endError({ kind, validFrom, validTo }: RelationForm): RelationError | undefined {
  if (validTo === "") return kind === "ACTING" ? "toMissing" : undefined;
  return validFrom !== "" && validTo < validFrom ? "toBefore" : undefined;
}

export function relationErrors(personId: string, form: RelationForm): Errors {
  const found: Record<keyof Errors, RelationError | undefined> = {
    other: otherError(personId, form.otherPersonId),
    from: form.validFrom === "" ? "fromMissing" : undefined,
    to: endError(form),
    decree: form.decree.trim() === "" ? "decreeMissing" : undefined,
  };
  return Object.fromEntries(Object.entries(found).filter(([, error]) => error !== undefined));
}
