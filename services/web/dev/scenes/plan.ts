import { type Page } from "playwright-core";
import { type Fake } from "../fake-api.ts";
import { agreement } from "../fake/plan.ts";
import { dialog, enter, type Scene } from "./scene.ts";

const ownPlan = async (page: Page, fake: Fake): Promise<void> => {
  await enter(page, fake, 0, "/rencana");
  await page.getByText("rencana aksi November").first().waitFor();
};

/** Somebody else's plan, by place: 2 submitted, 4 returned, 5 draft. */
const planOf = async (page: Page, fake: Fake, person: number): Promise<void> => {
  await enter(page, fake, person, "/rencana");
  await page.getByRole("heading", { name: "Yang disepakati" }).waitFor();
};

const writing = async (page: Page, fake: Fake): Promise<void> => {
  await planOf(page, fake, 4);
  await page.getByRole("link", { name: "Lanjutkan menulis" }).click();
  await page.getByRole("heading", { name: "Menulis SKP 2026" }).waitFor();
};

const openResult = async (page: Page, fake: Fake): Promise<void> => {
  await writing(page, fake);
  await page.getByRole("button", { name: /^Ubah: Data/ }).click();
  await dialog(page).getByLabel("Indikator", { exact: true }).first().waitFor();
};

const ownScenes: readonly Scene[] = [
  { name: "rencana", show: ownPlan },
  { name: "rencana-utuh", isWhole: true, show: ownPlan },
  {
    name: "rencana-kosong",
    isWhole: true,
    async show(page, fake) {
      await enter(page, fake, 7, "/rencana");
      await page.getByText("SKP 2026 belum dibuat").waitFor();
    },
  },
  {
    name: "rencana-gagal",
    async show(page, fake) {
      fake.trouble.read = "down";
      await enter(page, fake, 0, "/rencana");
      await page.getByText("Rencana belum dapat dimuat").waitFor();
    },
  },
  {
    name: "rencana-memuat",
    async show(page, fake) {
      fake.trouble.read = "never";
      await enter(page, fake, 0, "/rencana");
      await page.getByText("Memuat").first().waitFor({ state: "attached" });
    },
  },
  { name: "rencana-dikembalikan", isWhole: true, show: (page, fake) => planOf(page, fake, 4) },
  { name: "rencana-menunggu", show: (page, fake) => planOf(page, fake, 2) },
  {
    name: "rencana-bulan",
    async show(page, fake) {
      await ownPlan(page, fake);
      await page.getByRole("button", { name: "Ubah rencana aksi" }).click();
      await dialog(page).getByRole("button", { name: "Tambah butir" }).click();
      await dialog(page)
        .getByRole("button", { name: /^Simpan 4 butir/ })
        .click();
      await dialog(page).getByText("Tuliskan 3 sampai 300 huruf.").waitFor();
    },
  },
  {
    name: "rencana-usul",
    async show(page, fake) {
      await ownPlan(page, fake);
      await page.getByRole("button", { name: "Usulkan perubahan" }).click();
      await dialog(page).getByText("disalin ke draf baru").waitFor();
    },
  },
];

const writingScenes: readonly Scene[] = [
  { name: "rencana-tulis", isWhole: true, show: writing },
  { name: "rencana-tulis-hasil", show: openResult },
  {
    name: "rencana-tulis-keliru",
    isWhole: true,
    async show(page, fake) {
      await openResult(page, fake);
      await dialog(page).getByLabel("Hasil kerja", { exact: true }).fill("a");
      await dialog(page).getByLabel("Target").first().fill("");
      await dialog(page).getByRole("button", { name: "Selesai" }).click();
      await dialog(page).getByText("Tuliskan paling sedikit 3 huruf.").waitFor();
      await dialog(page).getByRole("button", { name: "Tutup" }).click();
      await page.getByRole("button", { name: /^Ajukan/ }).click();
      await page.getByText("Draf belum dapat disimpan").waitFor();
    },
  },
  {
    name: "rencana-tulis-bentrok",
    async show(page, fake) {
      await writing(page, fake);
      await page.getByLabel(/^Konsekuensi/).fill("Dukungan pelatihan dihentikan");
      await page.evaluate(async () => {
        const skpId = new URLSearchParams(location.search).get("skp") ?? "";
        const { skp } = (await (await fetch(`/v1/skps/${skpId}`)).json()) as {
          skp: { version: number; content: object };
        };
        const body = JSON.stringify({
          expectedVersion: skp.version,
          content: { ...skp.content, consequences: ["Lain"] },
        });
        await fetch(`/v1/skps/${skpId}:save`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body,
        });
      });
      await page.getByRole("button", { name: "Simpan draf" }).click();
      await page.getByText("SKP ini berubah di tempat lain.").waitFor();
    },
  },
  {
    name: "rencana-tulis-pulih",
    async show(page, fake) {
      await writing(page, fake);
      await page.getByLabel(/^Konsekuensi/).fill("Dukungan pelatihan dihentikan");
      await page.reload();
      await page.getByText("dipulihkan").waitFor();
    },
  },
];

const teamPlans = async (page: Page, fake: Fake): Promise<void> => {
  await enter(page, fake, 1, "/tim/rencana");
  await page.getByRole("heading", { name: "2 SKP menunggu Anda" }).waitFor();
};

const read = async (page: Page, name: RegExp): Promise<void> => {
  await page.getByRole("link", { name }).click();
  await page.getByRole("button", { name: "Tetapkan SKP" }).waitFor();
};

const teamScenes: readonly Scene[] = [
  { name: "tim-rencana", isWhole: true, show: teamPlans },
  {
    name: "tim-rencana-satu",
    isWhole: true,
    async show(page, fake) {
      await teamPlans(page, fake);
      await read(page, /Gading/);
    },
  },
  {
    name: "tim-rencana-ditolak",
    isWhole: true,
    async show(page, fake) {
      await teamPlans(page, fake);
      await read(page, /Yuliana/);
      await page.getByRole("button", { name: "Tetapkan SKP" }).click();
      await page.getByText("SKP belum ditetapkan.").waitFor();
    },
  },
  {
    name: "tim-rencana-kembalikan",
    async show(page, fake) {
      await teamPlans(page, fake);
      await read(page, /Gading/);
      await page.getByRole("button", { name: "Kembalikan" }).click();
      await dialog(page).getByRole("button", { name: "Kembalikan kepada pegawai" }).click();
      await dialog(page).getByText("Tuliskan paling sedikit 3 huruf.").waitFor();
    },
  },
  {
    name: "tim-rencana-bukan",
    async show(page, fake) {
      await enter(page, fake, 0, "/tim/rencana");
      await page.getByText("Halaman ini untuk pejabat penilai.").waitFor();
    },
  },
];

/** The tree's double has an agreement that is set; a draft is put in its place. */
const withAgreement = async (page: Page, fake: Fake, agreements: readonly object[], person = 1): Promise<void> => {
  await page.route(/\/agreements\?/, (route) => route.fulfill({ json: { agreements, nextPageToken: "" } }));
  await enter(page, fake, person, "/perjanjian");
  await page.getByRole("heading", { name: "Sasaran dan indikator" }).waitFor();
};

const agreementScenes: readonly Scene[] = [
  { name: "perjanjian", isWhole: true, show: (page, fake) => withAgreement(page, fake, [agreement]) },
  {
    name: "perjanjian-tulis",
    isWhole: true,
    async show(page, fake) {
      await withAgreement(page, fake, []);
      await page.getByRole("button", { name: "Mulai mencatat" }).click();
      await page.getByRole("button", { name: "Simpan draf perjanjian" }).click();
      await page.getByText("Tuliskan 3 sampai 500 huruf.").first().waitFor();
    },
  },
  {
    name: "perjanjian-baca",
    isWhole: true,
    show: (page, fake) => withAgreement(page, fake, [], 0),
  },
];

export const planScenes: readonly Scene[] = [...ownScenes, ...writingScenes, ...teamScenes, ...agreementScenes];
