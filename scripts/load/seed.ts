import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openAccounts } from "../demo/accounts.ts";
import { noLogTotals, record, untilStored } from "../demo/days.ts";
import { openDiaries, type Diarist } from "../demo/diaries.ts";
import { each } from "../demo/each.ts";
import { entriesOfDay } from "../demo/entries.ts";
import { openHttp } from "../demo/http.ts";
import { activateEverybody, importPeople, openOffice } from "../demo/people.ts";
import { makeProvince } from "../demo/province.ts";
import { random } from "../demo/random.ts";
import { at, monthOf, type Stage } from "../demo/stage.ts";
import { weeksOf } from "../demo/team.ts";
import { recordHistory } from "../invariants/history.ts";
import { type LoadPerson, type LoadSite } from "../k6/lib/site.ts";
import { type Platform } from "../platform/start-platform.ts";
import { type LoadOptions } from "./options.ts";

const month = monthOf("2026-10");
const lastDay = month.workingDays.at(-1) ?? "";

/** The load comes on the afternoon of the month's last working day. */
export const startAt = at(lastDay, "15:00");

function stageOf(platform: Platform, { seed, users }: Pick<LoadOptions, "seed" | "users">, historyFile: string): Stage {
  const http = openHttp(platform.url);
  return {
    platform,
    http,
    ingest: openHttp(platform.ingestUrl),
    accounts: openAccounts(http, platform.clock),
    province: makeProvince(seed, users),
    chance: random(seed),
    history: recordHistory(historyFile),
    month,
    say: () => undefined,
  };
}

/** The month so far, so that there is something to read: each person's two to four entries a day, in one request. */
async function writeMonth(stage: Stage, diarists: readonly Diarist[]): Promise<void> {
  const totals = noLogTotals();
  await each(diarists, 8, async (who) => {
    const employmentIds = who.employments.map(({ employmentId }) => employmentId);
    const entries = month.workingDays.slice(0, -1).flatMap((date) => {
      const day = { person: who.person, employmentIds, date, nowMs: at(date, "15:30"), plan: [] };
      return entriesOfDay(day, who.chance.fork(date));
    });
    await record(stage, stage.ingest, who, entries, totals);
  });
  await untilStored(stage, diarists);
}

async function signedIn(stage: Stage, diarists: readonly Diarist[]): Promise<{ people: LoadPerson[]; nips: string[] }> {
  const [people, nips]: [LoadPerson[], string[]] = [[], []];
  const superiors = new Set(stage.province.people.map(({ superiorNip }) => superiorNip));
  await each(diarists, 8, async ({ person: { nip }, personId, employments: [main] }) => {
    if (main === undefined) return;
    const [accessToken, diaryToken] = [await stage.accounts.access(nip), await stage.accounts.diary(nip)];
    const { employmentId, agencyId } = main;
    people.push({ personId, employmentId, agencyId, accessToken, diaryToken, isSuperior: superiors.has(nip) });
    nips.push(nip);
  });
  return { people, nips };
}

const siteOf = ({ url, ingestUrl, tls, clock, environment }: Platform): LoadSite => ({
  url,
  ingestUrl,
  clockOffsetMs: clock.now() - Date.now(),
  period: month.period,
  days: month.workingDays,
  monday: weeksOf([lastDay])[0] ?? "",
  grpc: {
    address: `127.0.0.1:${environment("activity")["INGEST_GRPC_PORT"] ?? ""}`,
    image: join(import.meta.dirname, "../../proto/gen/image.binpb"),
    ca: join(tls, "ca.pem"),
    certificate: join(tls, "launcher.pem"),
    key: join(tls, "launcher.key"),
  },
});

export interface Seeded {
  readonly people: readonly LoadPerson[];
  /** By which each of them signs in, in the same order. */
  readonly nips: readonly string[];
  readonly site: LoadSite;
  readonly peopleFile: string;
  readonly siteFile: string;
  readonly historyFile: string;
}

/** An invented agency's people with passwords of their own, who have logged their month, each signed in; as files for k6. */
export async function seed(platform: Platform, options: Pick<LoadOptions, "seed" | "users">): Promise<Seeded> {
  const historyFile = join(platform.dir, "history.jsonl");
  const stage = stageOf(platform, options, historyFile);
  try {
    const first = await openOffice(stage);
    await importPeople(stage, first);
    await activateEverybody(stage, first);
    const diarists = await openDiaries(stage);
    await writeMonth(stage, diarists);
    const { people, nips } = await signedIn(stage, diarists);
    const files = { peopleFile: join(platform.dir, "people.json"), siteFile: join(platform.dir, "site.json") };
    writeFileSync(files.peopleFile, JSON.stringify(people), { mode: 0o600 });
    const site = siteOf(platform);
    writeFileSync(files.siteFile, JSON.stringify(site), { mode: 0o600 });
    return { people, nips, site, historyFile, ...files };
  } finally {
    for (const part of [stage.http, stage.ingest, stage.history]) part.close();
  }
}
