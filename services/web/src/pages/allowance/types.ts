/** Short names for the messages of the allowance page. Rupiah come as texts and stay bigint: they are never numbers. */
import type { components } from "../../api/schema.d.ts";

type Schemas = components["schemas"];
type With<Message, Parts> = Readonly<Omit<Message, keyof Parts>> & Readonly<Parts>;

export type Step = With<Schemas["StatementStep"], { inputs: Readonly<Record<string, string>> }>;
export type Statement = With<Schemas["Statement"], { steps: readonly Step[]; flags: readonly string[] }>;
export type Summary = Readonly<Schemas["StatementSummary"]>;
export type Policy = Readonly<Schemas["Policy"]>;
