/** How a rule that puts an amount in the place of another prints its percent; only the policy's text knows it. */
export interface Replacing {
  /** The percent is what is cut, or what is still paid. */
  readonly means: "cut" | "paid";
  readonly with_cuts: string;
}

export type Law = ReadonlyMap<string, Replacing>;

interface StepText {
  readonly id: string;
  readonly means?: Replacing["means"];
  readonly with_cuts?: string;
}

const nothing: Law = new Map();

/** What the sentences need of the policy; nothing while it is not loaded, or where the service could not read its text. */
export function lawOf(documentJson: string | undefined): Law {
  if (documentJson === undefined || documentJson === "") return nothing;
  const { steps = [] } = JSON.parse(documentJson) as { readonly steps?: readonly StepText[] };
  const replacing = steps.flatMap(({ id, means = "cut", with_cuts }) =>
    with_cuts === undefined ? [] : [[id, { means, with_cuts }] as const],
  );
  return new Map(replacing);
}
