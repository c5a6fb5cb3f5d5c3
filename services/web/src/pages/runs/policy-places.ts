import { type PolicyContent } from "./policy-document.ts";
import { type PolicyWords } from "./policy-words.ts";
import { tableName, type Telling } from "./rules-telling.ts";

interface Labelled {
  readonly id: string;
  readonly label: string;
  readonly items?: readonly Labelled[];
}

const labelIn = (list: readonly Labelled[] | undefined, id: string | undefined): Labelled | undefined =>
  list?.find((one) => one.id === id);

/** A step, or its item where the place names one. */
function stepText({ steps }: PolicyContent, [id, ...rest]: readonly string[]): string | undefined {
  const step = labelIn(steps, id);
  const item = rest.map((name) => labelIn(step?.items, name)).find((found) => found !== undefined);
  return item === undefined ? step?.label : `${step?.label ?? ""}: ${item.label}`;
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What a place of the document, as `steps.att_cut.on_exceed`, is called by people. */
export function placeText(place: string, telling: Telling, w: PolicyWords): string {
  const { content } = telling;
  const [part = "", ...path] = place.split(".");
  const [id = ""] = path;
  const named: Readonly<Record<string, string | undefined>> = {
    steps: stepText(content, path),
    facts: labelIn(content.facts, id)?.label,
    notices: labelIn(content.notices, id)?.label,
    inputs: content.inputs[id]?.label,
    tables: content.tables[id] === undefined ? undefined : capitalised(tableName(id, telling)),
  };
  return named[part] ?? w.places[part] ?? place;
}

/** Several places, each name once. */
export const placesText = (places: readonly string[], telling: Telling, w: PolicyWords): string =>
  [...new Set(places.map((place) => placeText(place, telling, w)))].join("; ");
