import { type Edges } from "../document.ts";
import { decimalScale } from "./inputs.ts";
import { printed } from "./tables.ts";

type Lower = { readonly edge: number; readonly included: boolean; readonly index: number };

/** A printed edge in ten-thousandths. */
function scaledEdge(edge: number | string): number {
  const { num, den } = printed(edge);
  return Number(num * BigInt(decimalScale)) / Number(den);
}

function lowerOf({ gte, gt }: Edges, index: number): Lower {
  if (gte !== undefined) return { edge: scaledEdge(gte), included: true, index };
  return { edge: scaledEdge(gt ?? 0), included: gt === undefined, index };
}

/** The index of the bracket that holds a number of ten-thousandths. They cover everything from 0 on: the check of the document saw to it. */
export function bracketFinder(brackets: readonly Edges[]): (scaled: number) => number {
  const lowers = brackets.map(lowerOf).toSorted((a, b) => a.edge - b.edge || Number(b.included) - Number(a.included));
  const [first] = lowers;
  if (!first) throw new Error("there is no bracket");
  return (scaled) => {
    for (let at = lowers.length - 1; at > 0; at--) {
      const { edge, included, index } = lowers[at] as Lower;
      if (scaled > edge || (included && scaled === edge)) return index;
    }
    return first.index;
  };
}
