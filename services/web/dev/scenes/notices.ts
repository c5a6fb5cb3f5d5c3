import { enter, type Scene } from "./scene.ts";

export const noticesScenes: readonly Scene[] = [
  {
    name: "pemberitahuan",
    isWhole: true,
    async show(page, fake) {
      await enter(page, fake, 0, "/pemberitahuan");
      await page.getByText("Yuliana Tefa, S.Tr.Keb. mengajukan SKP").waitFor();
    },
  },
  {
    name: "pemberitahuan-lonceng",
    async show(page, fake) {
      await enter(page, fake, 0);
      await page.locator(".bell em").waitFor();
    },
  },
  {
    name: "pemberitahuan-sebagian",
    async show(page, fake) {
      await enter(page, fake, 2, "/pemberitahuan");
      await page.getByText("Kabar dari evaluasi menyusul").waitFor();
    },
  },
  {
    name: "pemberitahuan-kosong",
    async show(page, fake) {
      await enter(page, fake, 3, "/pemberitahuan");
      await page.getByText("Belum ada pemberitahuan").waitFor();
    },
  },
  {
    name: "pemberitahuan-gagal",
    async show(page, fake) {
      fake.trouble.read = "down";
      await enter(page, fake, 0, "/pemberitahuan");
      await page.getByText("belum dapat dimuat").waitFor();
    },
  },
  {
    name: "masuk-terganggu",
    async show(page, fake) {
      fake.trouble.read = "down";
      await page.goto("/masuk");
      await page.getByText("Layanan belum menjawab").waitFor();
    },
  },
];
