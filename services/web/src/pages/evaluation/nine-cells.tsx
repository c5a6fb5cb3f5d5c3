import { type ComponentChildren } from "preact";
import { Icon } from "../../components/icon.tsx";
import { useWords } from "../../i18n/words.ts";
import { behaviours, quadrant, results } from "./matrix.ts";
import { terms } from "./terms.ts";
import { type Predicate, type Rating } from "./types.ts";

export interface Place {
  readonly result: Rating;
  readonly behaviour: Rating;
}

const tones: Record<Predicate, string> = {
  SANGAT_BAIK: "p2",
  BAIK: "p1",
  BUTUH_PERBAIKAN: "p-1",
  KURANG: "p-2",
  SANGAT_KURANG: "p-2",
};

interface NineCellsProps {
  /** The cell that is meant; none is marked when missing. */
  readonly place?: Place | undefined;
  /** What stands in the marked cell, for example "Anda". */
  readonly mark: ComponentChildren;
}

/** Kuadran kinerja as a table: rows by result, columns by behaviour. */
export function NineCells({ place, mark }: NineCellsProps) {
  const w = useWords(terms);
  const here =
    place &&
    w.here(w.ratings[place.result], w.ratings[place.behaviour], w.predicates[quadrant[place.result][place.behaviour]]);
  return (
    <table class="nine">
      <caption class="vh">
        {w.matrixCaption} {here}
      </caption>
      <thead>
        <tr>
          <td />
          {behaviours.map((behaviour) => (
            <th key={behaviour} scope="col" class={place?.behaviour === behaviour ? "on" : undefined}>
              {w.column[behaviour]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {results.map((result) => (
          <tr key={result}>
            <th scope="row" class={place?.result === result ? "on" : undefined}>
              {w.row[result]}
            </th>
            {behaviours.map((behaviour) => {
              const predicate = quadrant[result][behaviour];
              const isHere = place?.result === result && place.behaviour === behaviour;
              return (
                <td key={behaviour} class={`${tones[predicate]} ${isHere ? "me" : ""}`}>
                  {w.predicates[predicate]}
                  {isHere && (
                    <span class="st info">
                      <Icon name="person" />
                      {mark}
                    </span>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
