import { type Page } from "playwright-core";
import { type Fake } from "../fake-api.ts";
import { idOf } from "../fake-data.ts";
import { enter, type Scene } from "./scene.ts";

const show = async (page: Page, fake: Fake, path = "/pohon"): Promise<void> => {
  await enter(page, fake, 0, path);
  await page.getByRole("heading", { name: /^Sasaran|^Hasil kerja/ }).waitFor();
  await page.locator("main").getByText("Wulan Pratiwi").first().waitFor({ state: "attached" });
};

export const treeScenes: readonly Scene[] = [
  { name: "pohon", isWhole: true, show: (page, fake) => show(page, fake) },
  {
    name: "pohon-banyak",
    isWhole: true,
    async show(page, fake) {
      await show(page, fake, "/pohon?sasaran=2");
      await page.getByText("hasil kerja lain").click();
    },
  },
  {
    name: "pohon-unit",
    isWhole: true,
    show: (page, fake) => show(page, fake, `/pohon?unit=${idOf(3, 1)}`),
  },
  {
    name: "pohon-kosong",
    async show(page, fake) {
      await enter(page, fake, 0, `/pohon?unit=${idOf(3, 2)}`);
      await page.getByText("Pohon tumbuh dari").waitFor();
    },
  },
  {
    name: "pohon-besar",
    async show(page, fake) {
      await enter(page, fake, 0, "/pohon?tahun=2022");
      await page.getByText("Pilih unit di bawahnya").waitFor();
    },
  },
  {
    name: "pohon-gagal",
    async show(page, fake) {
      fake.trouble.read = "down";
      await enter(page, fake, 0, "/pohon");
      await page.getByText("belum dapat dimuat").waitFor();
    },
  },
];
