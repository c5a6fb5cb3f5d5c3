import { type Page } from "playwright-core";
import { type Role } from "../../src/api/types.ts";
import { type Fake } from "../fake-api.ts";
import { idOf } from "../fake-data.ts";
import { enter } from "./scene.ts";

/** Somebody of the invented office gets a role, and works at the office's desk. */
export async function asOfficer(page: Page, fake: Fake, person: number, role: Role, path: string): Promise<void> {
  const me = fake.people[person]?.me;
  if (me) Object.assign(me, { roles: [{ role, agencyId: idOf(2, 0) }] });
  await page.addInitScript(() => localStorage.setItem("kinerja.settings", '{"desk":"office"}'));
  await enter(page, fake, person, path);
}
