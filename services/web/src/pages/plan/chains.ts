/** The ways up from the results of an SKP, as they are drawn: the agreement first, the own result last. */
import { type ChainLink } from "./types.ts";

export interface Way {
  /** Top first; without the result itself. */
  readonly above: readonly ChainLink[];
  readonly own: ChainLink | undefined;
  readonly isAnchored: boolean;
  /** The nearest step is not set, or last year's. */
  readonly isProvisional: boolean;
}

export function waysOf(chains: readonly ChainLink[]): ReadonlyMap<string, Way> {
  const byResult = new Map<string, ChainLink[]>();
  for (const link of chains) byResult.set(link.rhkId, [...(byResult.get(link.rhkId) ?? []), link]);
  return new Map(
    [...byResult].map(([rhkId, links]) => {
      const sorted = [...links].sort((one, other) => other.level - one.level);
      const above = sorted.filter(({ level }) => level > 0);
      return [
        rhkId,
        {
          above,
          own: sorted.find(({ level }) => level === 0),
          isAnchored: above[0]?.kind === "AGREEMENT_INDICATOR",
          isProvisional: above.at(-1)?.kind === "PROVISIONAL",
        },
      ];
    }),
  );
}
