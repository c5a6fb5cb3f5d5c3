import { type Step, type Version } from "./types.ts";

/** The source of each input by the words that the statement has for it. */
export type Sources = ReadonlyMap<string, string>;

interface InputText {
  readonly label: string;
  readonly from: string;
}

/** From the policy's text; nothing while it is not loaded. */
export function sourcesOf(documentJson: string | undefined): Sources {
  if (documentJson === undefined || documentJson === "") return new Map();
  const { inputs = {} } = JSON.parse(documentJson) as { readonly inputs?: Readonly<Record<string, InputText>> };
  return new Map(Object.values(inputs).map(({ label, from }) => [label, from]));
}

/** Which sealed register a source is read from, where no fact of pay stands behind it. */
const registers: Readonly<Record<string, string>> = {
  roster: "ROSTER",
  calendar: "CALENDAR",
  activity: "ACTIVITY",
  attendance: "ACTIVITY",
  evaluation: "EVALUATION",
};

/** The revisions behind the inputs of one step, each once; values that other steps or the rule bring have none. */
export function versionsOf({ inputs }: Step, sources: Sources, versions: readonly Version[]): readonly Version[] {
  const of = (name: string | undefined): Version | undefined => versions.find((one) => one.name === name);
  const found = Object.keys(inputs).flatMap((label) => {
    const source = sources.get(label);
    if (source === undefined) return [];
    return of(source) ?? of(registers[source.split(".")[0] ?? ""]) ?? [];
  });
  return [...new Set(found)];
}
