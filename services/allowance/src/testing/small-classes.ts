import { type PolicyDocument } from "../domain/policy/document.ts";
import { base, example, may, must, named, resultOf, small, span, tariffTable } from "./small-frame.ts";

const effectiveClass = (starts: "same_month" | "next_month"): PolicyDocument =>
  small({
    id: `effective-class-${starts.replace("_", "-")}`,
    inputs: { own: must("roster.class"), demotions: may("discipline.demotions") },
    tables: { tariff: tariffTable() },
    facts: [
      {
        ...named("class"),
        rule: "effective_class",
        class: "own",
        demotions: "demotions",
        starts,
        on_overlap: "lowest",
      },
    ],
    steps: [base, resultOf("base")],
    tests: [
      ["2026-07", starts === "same_month" ? 3_510_400 : 3_915_950] as const,
      ["2026-08", 3_510_400] as const,
      ["2027-06", 3_510_400] as const,
      ["2027-07", 3_915_950] as const,
    ].map(([period, net]) =>
      example(period, { own: "7", demotions: [span("turun", "2026-07-01", "2027-06-30", { class: "6" })] }, { net }),
    ),
  });

const substituteClass = (otherwise: "keep" | "block"): PolicyDocument =>
  small({
    id: `substitute-class-${otherwise}`,
    inputs: {
      own: must("roster.class"),
      position: must("roster.position_kind"),
      study: may("study.spans"),
    },
    tables: { tariff: tariffTable() },
    facts: [
      {
        ...named("class"),
        rule: "substitute_class",
        class: "own",
        when: { spans: "study", active: "first_day" },
        by: "position",
        rows: { struktural: "7", fungsional: "6" },
        otherwise,
      },
    ],
    steps: [base, resultOf("base")],
    tests: [
      example("2026-07", { own: "12", position: "fungsional", study: [span("s2", "2026-07-01")] }, { net: 3_510_400 }),
      example("2026-07", { own: "12", position: "fungsional", study: [span("s2", "2026-07-02")] }, { net: 9_896_000 }),
      otherwise === "keep"
        ? example("2026-07", { own: "8", position: "pelaksana", study: [span("s2", "2026-01-01")] }, { net: 4_595_150 })
        : example("2026-07", { own: "8", position: "pelaksana", study: [span("s2", "2026-01-01")] }, { net: 0 }, "TABLE_ROW_MISSING"), // prettier-ignore
    ],
  });

const startRule = (effect: "next_month" | "same_day", on_first_day: "same_month" | "next_month", nets: number[]) =>
  small({
    id: `start-rule-${effect}-${on_first_day}`.replaceAll("_", "-"),
    inputs: { history: must("roster.class_history") },
    tables: { tariff: tariffTable() },
    facts: [{ ...named("class"), rule: "start_rule", history: "history", effect, on_first_day }],
    steps: [base, resultOf("base")],
    tests: [
      ["2026-05-10", "2026-06"] as const,
      ["2026-07-01", "2026-07"] as const,
      ["2026-07-02", "2026-07"] as const,
      ["2026-06-30", "2026-07"] as const,
    ].map(([from, period], index) =>
      example(period, { history: [span("9", from), span("8", "2024-01-01", "2026-07-01")] }, { net: nets[index] ?? 0 }),
    ),
  });

/** For each rule on classes a document that reaches it. */
export const smallClasses: Readonly<Record<string, PolicyDocument>> = {
  "facts.effective_class": effectiveClass("same_month"),
  "facts.effective_class.next_month": effectiveClass("next_month"),
  "facts.substitute_class": substituteClass("keep"),
  "facts.substitute_class.block": substituteClass("block"),
  "facts.start_rule": startRule("next_month", "same_month", [5_079_200, 5_079_200, 4_595_150, 5_079_200]),
  "facts.start_rule.next_month": startRule("next_month", "next_month", [5_079_200, 4_595_150, 4_595_150, 5_079_200]),
  "facts.start_rule.same_day": startRule("same_day", "same_month", [5_079_200, 5_079_200, 5_079_200, 5_079_200]),
};
