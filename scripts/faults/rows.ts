import { agencyIdOf } from "../demo/ids.ts";
import { officersOf } from "../demo/officers.ts";
import { type Stage } from "../demo/stage.ts";
import { type Platform } from "../platform/start-platform.ts";
import { emptyValkey } from "./empty-valkey.ts";
import { freeze } from "./rig/harm.ts";

/** A fault that is put in while people work. */
export interface Fault {
  readonly id: string;
  readonly what: string;
  /** In which part of the month; days take one each, in their order. */
  readonly during: "day" | "transfer" | "plans" | "evaluate" | "pay";
  /** It strikes when so many requests of a kind were sent. */
  readonly after: { readonly kind: RegExp; readonly times: number };
  /** Of the service's own database: waited for until it finds something, so that it is struck at work. */
  readonly atWork?: { readonly service: string; readonly sql: string };
  /** Who feels it: whoever asks a question that nobody can answer meanwhile, nobody at all, or perhaps somebody. */
  readonly felt: { readonly question: (stage: Stage) => Question } | "by nobody" | "perhaps";
  /** People go on logging while it is away: ingest does not need it. */
  readonly goesOn?: true;
  /** What they log meanwhile is acknowledged by the spool. */
  readonly spools?: true;
  readonly strike: (platform: Platform) => Promise<void>;
  /** Resolves when what was killed serves again: it comes back by itself. */
  readonly serving: (platform: Platform) => Promise<void>;
}

export interface Question {
  readonly path: string;
  /** NIP of who asks. */
  readonly nip: string;
}

const someone = ({ province }: Stage): string =>
  province.people.find(({ superiorNip }) => superiorNip !== "")?.nip ?? "";

const me = (stage: Stage): Question => ({ path: "/v1/me", nip: someone(stage) });
const ofTheMonth =
  (path: string) =>
  (stage: Stage): Question => ({ path: `${path}/${stage.month.period}`, nip: someone(stage) });

function runs(stage: Stage): Question {
  const [first] = Object.entries(officersOf(stage));
  return { path: `/v1/agencies/${agencyIdOf(first?.[0] ?? "")}/runs`, nip: first?.[1].maker.nip ?? "" };
}

const killService = (service: string): Pick<Fault, "id" | "what" | "strike" | "serving"> => ({
  id: `F1-${service}`,
  what: `kill -9 of ${service}`,
  strike: (platform) => platform.kill(service),
  serving: (platform) => platform.serving(service),
});

function serverOf({ parts }: Platform, name: string) {
  const server = parts.servers.get(name);
  if (server === undefined) throw new Error(`${name} is not ours to kill`);
  return server;
}

/** `downMs`: so long it stays away at least, as a machine would that starts again. */
const killServer = (name: string, downMs: number): Pick<Fault, "strike" | "serving"> => ({
  strike: (platform) => serverOf(platform, name).kill(downMs),
  serving: (platform) => serverOf(platform, name).serving(),
});

const logging = { during: "day", after: { kind: /entries:record$/, times: 15 } } as const;
/** Longer than ingest waits for Kafka before the spool takes what comes. */
const kafkaDownMs = 6_000;
const databaseDownMs = 2_000;
/** Longer than anybody's command to Valkey may take. */
const silentMs = 3_000;

/** kill -9 of each service in the middle of its own work, and of each server. */
export const faults: readonly Fault[] = [
  {
    ...killService("planning"),
    during: "plans",
    after: { kind: /skps\/[^/]+:set$/, times: 10 },
    felt: { question: ofTheMonth("/v1/plans") },
  },
  { ...killService("activity"), ...logging, felt: { question: ofTheMonth("/v1/months") } },
  {
    id: "F6",
    what: "kill -9 of Kafka, the only broker",
    ...logging,
    ...killServer("kafka-1", kafkaDownMs),
    goesOn: true,
    spools: true,
    felt: "by nobody",
  },
  {
    id: "F8",
    what: "kill -9 of PostgreSQL",
    ...logging,
    ...killServer("postgres", databaseDownMs),
    goesOn: true,
    felt: { question: me },
  },
  {
    ...killService("identity"),
    during: "transfer",
    after: { kind: /imports\/[^/]+:apply$/, times: 1 },
    felt: { question: me },
  },
  { ...killService("gateway"), ...logging, felt: { question: me } },
  {
    id: "F11",
    what: "Valkey emptied, silent for 3 s, then killed",
    ...logging,
    ...killServer("valkey", databaseDownMs),
    async strike(platform) {
      const valkey = serverOf(platform, "valkey");
      await emptyValkey(platform.parts.redisUrl);
      await freeze([valkey.pid()], silentMs);
      await valkey.kill(databaseDownMs);
    },
    goesOn: true,
    felt: "by nobody",
  },
  {
    ...killService("evaluation"),
    during: "evaluate",
    after: { kind: /evaluations\/[^/]+:rate$/, times: 10 },
    felt: { question: ofTheMonth("/v1/evaluations") },
  },
  {
    ...killService("allowance"),
    during: "pay",
    after: { kind: /runs:start$/, times: 1 },
    atWork: { service: "allowance", sql: "select from run where state in ('FREEZING', 'COMPUTING')" },
    felt: { question: runs },
  },
];

/** One of three: it leads a third of the partitions, and the two others go on at once. */
export const brokerFault: Fault = {
  id: "F5",
  what: "kill -9 of one of three brokers",
  ...logging,
  ...killServer("kafka-1", kafkaDownMs),
  felt: "perhaps",
};
