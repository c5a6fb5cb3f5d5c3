import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import { openAccounts } from "../demo/accounts.ts";
import { demoPassword } from "../demo/constants.ts";
import { openHttp } from "../demo/http.ts";
import { agencyIdOf, personIdOf } from "../demo/ids.ts";
import { activateEverybody, type FirstOfficers, grantRoles, importPeople, openOffice } from "../demo/people.ts";
import { auditorOf, officersOf } from "../demo/officers.ts";
import { makePlans } from "../demo/plans.ts";
import { type DemoPerson, makeProvince } from "../demo/province.ts";
import { random } from "../demo/random.ts";
import { at, monthOf, type Stage } from "../demo/stage.ts";
import { recordHistory } from "../invariants/history.ts";
import { endOrphansIn, isRunAlive, thisRun } from "../parts/process.ts";
import { startPlatform, type Platform } from "../platform/start-platform.ts";
import { catchSpans, type SpanSink } from "./span-sink.ts";

const data = join(import.meta.dirname, "../../.data");
const prefix = "e2e-";
let platform: Platform | undefined;
let spanSink: SpanSink | undefined;

/** A run that was killed could not remove its folder, nor perhaps end its servers. */
async function sweep(): Promise<void> {
  mkdirSync(data, { recursive: true });
  for (const name of readdirSync(data)) {
    if (!name.startsWith(prefix) || isRunAlive(name.slice(prefix.length))) continue;
    await endOrphansIn(join(data, name));
    rmSync(join(data, name), { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Whoever fits, or the test world is not what the tests expect. */
function the<T>(what: string, found: T | undefined): T {
  if (found === undefined) throw new Error(`the invented province has no ${what}`);
  return found;
}

/** People who are one thing each towards the employee, for the matrix of access; those with an office of the agency work elsewhere. */
function castOf({ province }: Stage, strangerNip: string): Record<string, string> {
  const offices = officersOf({ province });
  const officers = new Set(Object.values(offices).flatMap((of) => Object.values(of).map(({ nip }) => nip)));
  officers.add(the("auditor", auditorOf(province)).nip);
  const twice = new Set(province.secondPosts.map(({ nip }) => nip));
  const free = province.people.filter(({ nip }) => !officers.has(nip) && !twice.has(nip));
  const byNip = new Map(province.people.map((person) => [person.nip, person]));
  const teams = Map.groupBy(
    free.filter(({ head }) => !head),
    ({ superiorNip }) => superiorNip,
  );
  const team = the(
    "team",
    [...teams.values()].find(([one, two]) => one && two && byNip.get(one.superiorNip)?.superiorNip),
  );
  const [employee, peer] = [the("employee", team[0]), the("peer", team[1])];
  const near = free.filter(
    (one) => !one.head && one.agency === employee.agency && one.superiorNip !== employee.superiorNip,
  );
  const far = free.filter(({ agency, nip }) => agency !== employee.agency && nip !== strangerNip);
  const other = the("office elsewhere", offices[far[0]?.agency.siasnId ?? ""]);
  const named = (names: readonly string[], people: readonly DemoPerson[]): [string, string][] =>
    names.map((name, index) => [name, the(name, people[index]).nip]);
  return Object.fromEntries([
    ["self", employee.nip],
    ["peer", peer.nip],
    ["superior", employee.superiorNip],
    ["second", the("superior's superior", byNip.get(employee.superiorNip)?.superiorNip)],
    ["officerB", other.personnel.nip],
    ["makerB", other.maker.nip],
    ...named(["acting", "lead", "colleague", "bystander", "onlooker", "moved"], near),
    ...named(["stranger", "officer", "maker", "checker", "approver", "auditor", "operator", "operations"], far),
  ]);
}

/** Tells the tests whom they can sign in as, by the environment: that is all they share with this process. */
function tellTests(running: Platform, stage: Stage, firstOfficers: FirstOfficers): void {
  const { url, ingestUrl, clock, dir } = running;
  const environments = Object.keys(running.pids()).map((name) => [name, running.environment(name)] as const);
  const { province } = stage;
  const { agencies, people } = province;
  const [first, second] = [the("agency", agencies[0]), the("second agency", agencies[1])];
  const superior = the("superior", people.find((person) => person.head && person.positionClass === 11)); // prettier-ignore
  const employees = people.filter(({ superiorNip }) => superiorNip === superior.nip);
  const stranger = the("stranger", people.find((person) => person.agency === second && !person.head)); // prettier-ignore
  Object.assign(process.env, {
    E2E_URL: url,
    E2E_INGEST_URL: ingestUrl,
    E2E_PASSWORD: demoPassword,
    E2E_EMPLOYEE: the("employee", employees[0]).nip,
    E2E_COLLEAGUE: the("colleague", employees[1]).nip,
    E2E_NEIGHBOUR: the("neighbour", employees[2]).nip,
    E2E_SUPERIOR: superior.nip,
    E2E_OFFICER: the("officer", officersOf({ province })[first.siasnId]).personnel.nip,
    E2E_CAST: JSON.stringify(castOf(stage, stranger.nip)),
    E2E_FIRST: JSON.stringify(firstOfficers),
    E2E_CLOCK: clock.file,
    E2E_DIR: dir,
    E2E_ENVIRONMENTS: JSON.stringify(Object.fromEntries(environments)),
    E2E_STRANGER: stranger.nip,
    E2E_STRANGER_ID: personIdOf(stranger),
    E2E_STRANGER_AGENCY: agencyIdOf(second.siasnId),
  });
}

/** Starts the whole platform on throw-away data, with a small province whose people can sign in. */
export async function startE2e(): Promise<void> {
  await sweep();
  const dir = join(data, prefix + thisRun);
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => void stopE2e().finally(() => process.exit(signal === "SIGINT" ? 130 : 143)));
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  spanSink = await catchSpans(dir);
  platform = await startPlatform({ dir, site: "e2e", startAt: at("2026-10-07", "08:00") });
  const http = openHttp(platform.url);
  const stage: Stage = {
    platform,
    http,
    ingest: http,
    accounts: openAccounts(http, platform.clock),
    province: makeProvince(7, 60),
    chance: random(7),
    history: recordHistory(join(dir, "history.jsonl")),
    month: monthOf("2026-10"),
    say: () => undefined,
  };
  const first = await openOffice(stage);
  await importPeople(stage, first);
  await grantRoles(stage, first);
  await activateEverybody(stage, first);
  await makePlans(stage);
  stage.history.close();
  http.close();
  tellTests(platform, stage, first);
  process.env["E2E_CHROMIUM"] = await chromium.executablePath();
  process.env["E2E_CHROMIUM_ARGS"] = JSON.stringify(chromium.args);
}

export async function stopE2e(): Promise<void> {
  const running = platform;
  platform = undefined;
  if (running === undefined) return;
  await running.stop();
  spanSink?.stop();
  rmSync(running.dir, { recursive: true, force: true, maxRetries: 3 });
}
