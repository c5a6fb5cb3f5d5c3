import { type FieldError } from "../../api/problem.ts";
import { type Fact, type Kind, type Wish } from "./calls.ts";

/** What is typed, by the names of the contract. */
export interface FactForm {
  readonly personId: string;
  readonly unitId: string;
  readonly cells: Readonly<Record<string, string>>;
  readonly reason: string;
}

export interface TimeColumn {
  readonly name: string;
  readonly input: "date" | "month" | "year";
  readonly isOptional: boolean;
}

const columns: Readonly<Record<string, readonly (readonly [name: string, input: TimeColumn["input"]])[]>> = {
  SPAN: [
    ["from", "date"],
    ["to", "date"],
  ],
  MONTHS: [
    ["from_month", "month"],
    ["to_month", "month"],
  ],
  YEAR: [["year", "year"]],
};

/** The fields that say when, by the kind's form of time; what need not end may lack its second one. */
export const timeColumns = ({ time, ends }: Pick<Kind, "time" | "ends">): readonly TimeColumn[] =>
  (columns[time] ?? []).map(([name, input], place) => ({ name, input, isOptional: place > 0 && !ends }));

/** An empty form, with what the kind takes when nothing is said. */
export function emptyForm(kind: Kind): FactForm {
  const given = kind.fields.filter(({ otherwise }) => otherwise !== "");
  return {
    personId: "",
    unitId: "",
    reason: "",
    cells: Object.fromEntries(given.map((one) => [one.name, one.otherwise])),
  };
}

function timeCells({ time }: Kind, { validFrom, validTo }: Fact): Record<string, string> {
  if (time === "YEAR") return { year: validFrom.slice(0, 4) };
  if (time === "MONTHS") return { from_month: validFrom.slice(0, 7), to_month: validTo.slice(0, 7) };
  return { from: validFrom, to: validTo };
}

/** The form of a correction: what the fact says now. */
export function formOf(kind: Kind, fact: Fact): FactForm {
  const said = Object.fromEntries(fact.fields.map(({ name, value }) => [name, value]));
  const cells = { ...said, ...timeCells(kind, fact), decree: fact.decree };
  return { personId: fact.personId, unitId: fact.unitId, cells, reason: "" };
}

export type FormFault = "missing" | "order" | "reason" | "person";

const isShort = (reason: string): boolean => Array.from(reason.trim()).length < 3;

/** The fields that a fact of this kind cannot lack. */
const neededOf = (kind: Kind): string[] => [
  ...kind.fields.filter(({ optional }) => !optional).map(({ name }) => name),
  ...timeColumns(kind)
    .filter(({ isOptional }) => !isOptional)
    .map(({ name }) => name),
  ...(kind.decreeRequired ? ["decree"] : []),
];

/** What can be seen before anything is sent, by the name of the field. */
export function formFaults(kind: Kind, form: FactForm): Readonly<Partial<Record<string, FormFault>>> {
  const { cells } = form;
  const [first, last] = timeColumns(kind);
  const [from, to] = [first, last].map((column) => cells[column?.name ?? ""] ?? "");
  const isBackward = from !== undefined && to !== undefined && to !== "" && to < from;
  const missing = neededOf(kind).filter((name) => (cells[name] ?? "").trim() === "");
  return {
    ...Object.fromEntries(missing.map((name) => [name, "missing" as const])),
    ...(isBackward && last && { [last.name]: "order" as const }),
    ...(!kind.shared && form.personId === "" && { person: "person" as const }),
    ...(isShort(form.reason) && { reason: "reason" as const }),
  };
}

/** What is sent: only what was said. */
export function wishOf(kind: Kind, { personId, unitId, cells, reason }: FactForm): Wish {
  const names = [...timeColumns(kind).map(({ name }) => name), ...kind.fields.map(({ name }) => name), "decree"];
  const fields = names.flatMap((name) => {
    const value = (cells[name] ?? "").trim();
    return value === "" ? [] : [{ name, value }];
  });
  const whom = kind.shared ? (unitId === "" ? {} : { unitId }) : { personId };
  return { kind: kind.kind, ...whom, fields, reason: reason.trim() };
}

/** What the server says about single fields: its violations point to "/fields/from" and "/reason". */
export const fieldErrors = (errors: readonly FieldError[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    errors.flatMap(({ pointer, detail }) => {
      const match = /^\/(?:fields\/)?([a-z_]+)$/.exec(pointer);
      return match?.[1] === undefined ? [] : [[match[1], detail]];
    }),
  );

export interface FileGroup {
  /** Empty: proposals one by one. */
  readonly fileId: string;
  readonly facts: readonly Fact[];
}

/** Proposals as they are decided: those of a file together, all others by themselves, in the order in which they came. */
export function groupsOf(facts: readonly Fact[]): FileGroup[] {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const key = fact.fileId === "" ? fact.factId : `${fact.fileId} ${fact.kind}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [fact]);
    else group.push(fact);
  }
  return [...groups.values()].map((members) => ({ fileId: members[0]?.fileId ?? "", facts: members }));
}
