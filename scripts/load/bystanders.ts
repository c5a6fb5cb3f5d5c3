import { demoPassword } from "../demo/constants.ts";
import { type LoadPerson, type LoadSite } from "../k6/lib/site.ts";
import { ask, type Asked, atRate } from "./ask.ts";
import { type Seeded } from "./seed.ts";

export const services = ["identity", "planning", "evaluation", "allowance"] as const;
export type Service = (typeof services)[number];

/** What they waited for, in milliseconds, by service; and what was not answered well. */
export interface Times {
  readonly ms: Readonly<Record<Service, number[]>>;
  readonly wrong: Map<string, number>;
}

interface Bystander extends LoadPerson {
  access: string;
  refresh: string;
  readonly skpId: string;
  version: number;
  /** Of a superior. */
  readonly subordinate: string | undefined;
}

const bystandersAtMost = 40;
/** Of each kind of act. */
const perSecond = 5;

const content = {
  results: [
    {
      kind: "TAMBAHAN",
      text: "Laporan pelayanan loket tersusun tepat waktu",
      indicators: [{ text: "Jumlah laporan", target: "12", unit: "laporan", aspect: "KUANTITAS" }],
    },
  ],
  expectations: [],
  resources: ["Komputer dan jaringan"],
  accountability: ["Laporan bulanan"],
  consequences: ["Pembinaan"],
};

const good = (answer: Asked, what: string): Asked => {
  if (answer.status !== 200) throw new Error(`${what}: ${answer.status} ${JSON.stringify(answer.json)}`);
  return answer;
};

async function arrive(site: LoadSite, person: LoadPerson, nip: string): Promise<Bystander> {
  const signedIn = good(await ask(`${site.url}/v1/auth:signIn`, undefined, { nip, password: demoPassword }), "sign in");
  const { tokens } = signedIn.json as { tokens: { accessToken: string; refreshToken: string } };
  const plan = { employmentId: person.employmentId, year: Number(site.period.slice(0, 4)), positionKind: "STAFF" };
  const created = good(await ask(`${site.url}/v1/skps:create`, tokens.accessToken, plan), "create an SKP");
  const { skp } = created.json as { skp: { skpId: string; version: number } };
  const team = good(await ask(`${site.url}/v1/me/subordinates`, tokens.accessToken), "subordinates");
  const { subordinates } = team.json as { subordinates: { person: { personId: string } }[] };
  const own = { access: tokens.accessToken, refresh: tokens.refreshToken, ...skp };
  return { ...person, ...own, subordinate: subordinates[0]?.person.personId };
}

type Act = (site: LoadSite, who: Bystander) => Promise<Asked>;

const read =
  (path: string): Act =>
  ({ url }, { access }) =>
    ask(`${url}${path}`, access);

async function refresh({ url }: LoadSite, who: Bystander): Promise<Asked> {
  const answer = await ask(`${url}/v1/auth:refresh`, undefined, { refreshToken: who.refresh });
  const { tokens } = answer.json as { tokens?: { accessToken: string; refreshToken?: string } };
  if (tokens === undefined) return answer;
  who.access = tokens.accessToken;
  who.refresh = tokens.refreshToken === undefined || tokens.refreshToken === "" ? who.refresh : tokens.refreshToken;
  return answer;
}

async function savePlan({ url }: LoadSite, who: Bystander): Promise<Asked> {
  const body = { expectedVersion: who.version, content };
  const answer = await ask(`${url}/v1/skps/${who.skpId}:save`, who.access, body);
  who.version = (answer.json as { skp?: { version: number } }).skp?.version ?? who.version;
  return answer;
}

const giveFeedback: Act = ({ url, period }, { access, subordinate }) =>
  ask(`${url}/v1/people/${subordinate ?? ""}/feedback:give`, access, {
    ...{ period, behaviourValue: "KOLABORATIF", text: "Membantu rekan yang tertinggal tanpa diminta" },
  });

/** A read of each service, and a write of each in which an employee writes; of allowance a second read. */
const acts = (site: LoadSite): readonly (readonly [Service, Act])[] => [
  ["identity", read("/v1/me")],
  ["planning", read(`/v1/skps?year=${site.period.slice(0, 4)}`)],
  ["evaluation", read("/v1/notices/evaluation")],
  ["allowance", read("/v1/statements")],
  ["identity", refresh],
  ["planning", savePlan],
  ["evaluation", giveFeedback],
  ["allowance", read("/v1/notices/allowance")],
];

export interface Bystanders {
  /** They work for so long; what they waited for. */
  work(seconds: number): Promise<Times>;
}

/** People who have nothing to log: a small steady stream of reads and writes of the other services. */
export async function openBystanders({ people, nips, site }: Seeded): Promise<Bystanders> {
  const all: Bystander[] = [];
  for (const [index, person] of people.entries())
    if (person.isSuperior && all.length < bystandersAtMost) all.push(await arrive(site, person, nips[index] ?? ""));
  const able = all.filter(({ subordinate }) => subordinate !== undefined);
  if (able.length < 2) throw new Error("nobody has subordinates");
  const list = acts(site);
  let next = 0;
  return {
    async work(seconds) {
      const times: Times = { ms: { identity: [], planning: [], evaluation: [], allowance: [] }, wrong: new Map() };
      const going = new Set<Promise<void>>();
      const one = async (nth: number): Promise<void> => {
        const [service, act] = list[nth % list.length] as (typeof list)[number];
        const answer = await act(site, able[Math.floor(nth / list.length) % able.length] as Bystander);
        times.ms[service].push(answer.ms);
        const what = `${service} ${answer.status}`;
        if (answer.status !== 200) times.wrong.set(what, (times.wrong.get(what) ?? 0) + 1);
      };
      const stop = atRate(perSecond * list.length, () => {
        const work = one(next++).finally(() => going.delete(work));
        going.add(work);
        return work;
      });
      await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
      stop();
      await Promise.all(going);
      return times;
    },
  };
}
