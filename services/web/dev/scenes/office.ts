import { type Page } from "playwright-core";
import { type Role } from "../../src/api/types.ts";
import { type Fake } from "../fake-api.ts";
import { officeAgencies, officeUnits } from "../fake/people.ts";
import { idOf } from "../fake-data.ts";
import { enter } from "./scene.ts";

/** Somebody of the invented office works as its officer, of one agency or of the whole site. */
export async function asOfficer(
  page: Page,
  fake: Fake,
  path: string,
  role: Role = "PERSONNEL_OFFICER",
  agency = idOf(2, 0),
) {
  const me = fake.people[2]?.me;
  if (me) Object.assign(me, { roles: [{ role, agencyId: agency }] });
  await page.addInitScript(() => localStorage.setItem("kinerja.settings", '{"desk":"office"}'));
  if (fake.trouble.read === "ok") {
    await page.route("**/v1/agencies", (route) => route.fulfill({ json: { agencies: officeAgencies } }));
    await page.route("**/v1/agencies/*/units", (route) => route.fulfill({ json: { units: officeUnits } }));
  }
  await enter(page, fake, 2, `/pegawai${path}`);
}

export const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name }).first().waitFor();
