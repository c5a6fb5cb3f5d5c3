import { type Page } from "playwright-core";
import { type Fake } from "../fake-api.ts";

export interface Scene {
  readonly name: string;
  /** The picture shows the whole page, not only the first screen. */
  readonly isWhole?: boolean;
  show: (page: Page, fake: Fake) => Promise<void>;
}

export async function enter(page: Page, fake: Fake, person: number, path = "/"): Promise<void> {
  const { personId } = fake.people[person]?.me ?? { personId: "" };
  await page.context().addCookies([{ name: "person", value: personId, url: fake.url }]);
  await page.goto(path);
}

export const dialog = (page: Page) => page.getByRole("dialog");
