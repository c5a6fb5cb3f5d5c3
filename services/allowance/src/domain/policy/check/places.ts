import { type Cite, type PolicyDocument } from "../document.ts";
import { type Path, type Report } from "../fault.ts";

type Found = { readonly path: Path; readonly cite: Cite };

/** Every `cite` of a part of the document, at any depth. */
function citesOf(value: unknown, path: Path): Found[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]): Found[] => {
    const place = [...path, Array.isArray(value) ? Number(key) : key];
    return key === "cite" ? [{ path: place, cite: inner as Cite }] : citesOf(inner, place);
  });
}

/** Every `cite` names a law that is listed, every law is cited, and every wording is of an article that is cited. */
export function checkCites(document: PolicyDocument, report: Report): void {
  const { legal, facts, notices, tables, steps, payout, approval_timeout } = document;
  const found = citesOf({ approval_timeout, facts, notices, tables, steps, payout }, []);
  for (const { path, cite } of found)
    if (!Object.hasOwn(legal, cite.legal)) report([...path, "legal"], "POLICY_REFERENCE_UNKNOWN", { name: cite.legal });
  for (const [law, { wording = {} }] of Object.entries(legal)) {
    const cited = new Set(found.flatMap(({ cite }) => (cite.legal === law ? [cite.article] : [])));
    if (cited.size === 0) report(["legal", law], "POLICY_LAW_UNUSED", { name: law });
    for (const article of Object.keys(wording))
      if (!cited.has(article)) report(["legal", law, "wording", article], "POLICY_ARTICLE_UNUSED", { name: article });
  }
}

/** What a list is told apart by, where it has it; else its places, from 0. */
const identities = ["id", "valid_from", "events_from", "format"];

function childOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  if (!Array.isArray(value)) return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
  const items = value as readonly Readonly<Record<string, unknown>>[];
  return items.find((item) => identities.some((key) => item[key] === name)) ?? items[Number(name)];
}

/** The items of a step can be named without the word `items`. */
const insideOf = (value: unknown, name: string): readonly unknown[] =>
  [childOf(value, name), childOf(childOf(value, "items"), name)].filter((inner) => inner !== undefined);

/** A name can hold dots, so that every way to cut the place into names is tried. */
export function isPlace(value: unknown, place: string): boolean {
  const parts = place.split(".");
  return parts.some((_, index) => {
    const name = parts.slice(0, index + 1).join(".");
    const rest = parts.slice(index + 1).join(".");
    return insideOf(value, name).some((inner) => rest === "" || isPlace(inner, rest));
  });
}

/** A choice and a doubt name the places of the document that they are about. */
export function checkPlaces(document: PolicyDocument, report: Report): void {
  const check = (place: string, path: Path): void => {
    if (!isPlace(document, place)) report(path, "POLICY_PLACE_UNKNOWN", { name: place });
  };
  const seen = new Set<string>();
  document.choices?.forEach(({ id, at }, index) => {
    const path = ["choices", index];
    if (seen.has(id)) report([...path, "id"], "POLICY_ID_REPEATED", { name: id });
    seen.add(id);
    at.forEach((place, position) => check(place, [...path, "at", position]));
  });
  document.unverified?.forEach(({ at }, index) => check(at, ["unverified", index, "at"]));
}
