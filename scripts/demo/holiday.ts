import { type FirstOfficers } from "./people.ts";
import { type Stage } from "./stage.ts";

/** The invented public holiday is set as a real one would be: by its decree, through an officer of the whole site. */
export async function declareHoliday({ http, accounts, month }: Stage, { maker }: FirstOfficers): Promise<void> {
  const { date, name } = month.holiday;
  const body = { date, name, collectiveLeave: false, decree: "SKB contoh 1017/2026" };
  await http.post("/v1/holidays:set", body, await accounts.access(maker));
}
