import { finding, type Finding } from "./finding.ts";
import { probesOf, type ForeignObjects, type Probe, type Route } from "./probes.ts";

/** What stands for one agency's data: ids of its objects, and words that only its texts have. */
export interface Markers {
  /** Agency by marker. */
  readonly agencyOf: ReadonlyMap<string, string>;
  /** Markers that are no ids: few, since each text is searched for all of them. */
  readonly words: readonly string[];
}

export const markersFrom = (agencyOf: ReadonlyMap<string, string>): Markers => ({
  agencyOf,
  words: [...agencyOf.keys()].filter((marker) => marker.length < 36),
});

/** Somebody of one agency who is signed in. */
export interface Prober {
  readonly agencyId: string;
  readonly who: string;
  readonly token: string;
}

export interface Isolated {
  readonly routes: readonly Route[];
  readonly probers: readonly Prober[];
  readonly markers: Markers;
  /** Objects that exist, of agencies that the prober may not see. */
  readonly objectsOf: (agencyId: string) => ForeignObjects;
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The first marker in a text that is of none of these agencies and that the one who asked did not name. */
export function strangeMarker(
  text: string,
  { agencyOf, words }: Markers,
  own: readonly string[],
  asked: string,
): string | undefined {
  const isStrange = (marker: string): boolean => {
    const agency = agencyOf.get(marker);
    return agency !== undefined && !own.includes(agency) && !asked.includes(marker);
  };
  const id = text.match(uuid)?.find(isStrange);
  return id ?? words.find((word) => text.includes(word) && isStrange(word));
}

/** True when an answer says nothing: no item, no figure, no text. */
function saysNothing(json: unknown): boolean {
  if (Array.isArray(json)) return json.length === 0;
  if (typeof json === "object" && json !== null) return Object.values(json).every(saysNothing);
  return json === false || json === null || ["", "0", 0].includes(json as string | number);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What is wrong with the answer to a question about another agency; undefined when nothing is. */
export function leakIn(
  { names, isShared }: Pick<Probe, "names" | "isShared">,
  status: number,
  text: string,
  strange: string | undefined,
): string | undefined {
  if (status >= 500) return `answered ${status}`;
  if (strange !== undefined) return `shows ${strange}`;
  const wasAnswered = status === 200 && names === "foreign" && !isShared;
  return wasAnswered && !saysNothing(parsed(text)) ? "answers about what the caller may not know" : undefined;
}

async function ask(base: string, { token }: Prober, { path }: Probe): Promise<{ status: number; text: string }> {
  const headers = { authorization: `Bearer ${token}`, accept: "application/json" };
  const answer = await fetch(base + path, { headers, signal: AbortSignal.timeout(10_000) });
  return { status: answer.status, text: await answer.text() };
}

/** Calls for which there is nothing to ask with: what is not asked is not shown to hold. */
function unasked(routes: readonly Route[], probes: readonly Probe[]): string[] {
  const asked = new Set(probes.map(({ operation }) => operation));
  return routes.filter(({ operation }) => !asked.has(operation)).map(({ operation, path }) => `${operation} ${path}`);
}

/** I10, responses: everybody asks for everything of another agency, and gets nothing of it. */
export async function checkResponses(
  base: string,
  { routes, probers, markers, objectsOf }: Isolated,
): Promise<Finding> {
  const wrong: string[] = [];
  let checked = 0;
  for (const prober of probers) {
    const probes = probesOf(routes, objectsOf(prober.agencyId), prober.agencyId);
    checked += probes.length;
    wrong.push(...unasked(routes, probes).map((route) => `${prober.who} was not made to ask ${route}`));
    for (const probe of probes) {
      const { status, text } = await ask(base, prober, probe);
      const leak = leakIn(probe, status, text, strangeMarker(text, markers, [prober.agencyId], probe.path));
      if (leak !== undefined) wrong.push(`${prober.who} asks ${probe.path}: ${leak}`);
    }
  }
  return finding(checked, wrong);
}
