/** Files of evidence, tasks and templates on Today. */
import { type Page } from "playwright-core";
import { type Fake } from "../fake-api.ts";
import { dialog, enter, type Scene } from "./scene.ts";

const asEmployee = async (page: Page, fake: Fake): Promise<void> => {
  await enter(page, fake, 0);
  await page.getByRole("heading", { name: "Tugas dari atasan" }).waitFor();
};

const file = (name: string, text: string) => ({ name, mimeType: "application/pdf", buffer: Buffer.from(text) });

async function chooseFiles(page: Page, names: readonly string[]): Promise<void> {
  await dialog(page).getByText("Rincian lain").click();
  await dialog(page)
    .getByLabel("Pilih berkas")
    .setInputFiles(names.map((name) => file(name, name.repeat(40))));
  await dialog(page)
    .getByText(names.at(-1) ?? "")
    .waitFor();
}

async function recordWithFiles(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Catat pekerjaan: Siapkan bahan rapat" }).click();
  await chooseFiles(page, ["bahan-rapat.pdf", "daftar-hadir.pdf"]);
  await dialog(page).getByLabel("Mulai").fill("13:00");
  await dialog(page).getByLabel("Selesai").fill("13:45");
  await dialog(page).getByLabel("Tempat").selectOption({ label: "Dinas luar" });
  await dialog(page).getByRole("button", { name: "Simpan catatan" }).click();
  await dialog(page).waitFor({ state: "detached" });
}

/** A photo as a phone takes it: 12 million points, several megabytes. */
const photo = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [4000, 3000];
    const pen = canvas.getContext("2d");
    for (let turn = 0; turn < 30_000 && pen; turn += 1) {
      pen.fillStyle = `hsl(${String((turn * 47) % 360)} 60% ${String(30 + (turn % 40))}%)`;
      pen.fillRect((turn * 131) % 4000, (turn * 197) % 3000, 60, 45);
    }
    return canvas.toDataURL("image/jpeg", 0.95);
  });

export const workScenes: readonly Scene[] = [
  {
    name: "catat-foto",
    async show(page, fake) {
      await asEmployee(page, fake);
      const buffer = Buffer.from((await photo(page)).split(",")[1] ?? "", "base64");
      if (buffer.length < 1_000_000) throw new Error("the photo is not large enough to be made smaller");
      await page.getByRole("button", { name: "Catat kegiatan" }).first().click();
      await dialog(page).getByText("Rincian lain").click();
      await dialog(page)
        .getByLabel("Pilih berkas")
        .setInputFiles({ name: "IMG_1.jpeg", mimeType: "image/jpeg", buffer });
      const chosen = dialog(page).getByRole("listitem").filter({ hasText: "IMG_1.jpg" });
      const size = await chosen.getByText(/kB|MB/).textContent();
      if (size === null || !/^\d+\skB$/.test(size)) throw new Error(`the photo was not made smaller: ${size ?? ""}`);
      await chosen.scrollIntoViewIfNeeded();
    },
  },
  {
    name: "bulan-dibuka-lagi",
    isWhole: true,
    async show(page, fake) {
      const month = { state: "REOPENED", deadline: "2026-11-03T15:59:59Z" };
      const empty = { days: [], pending: false, flagged: 0, byFlag: [], archivedWeeks: [] };
      await page.route("**/v1/months/2026-10*", (route) => route.fulfill({ json: { ...empty, ...month } }));
      await enter(page, fake, 0);
      await page.getByText("Oktober 2026 dibuka kembali").waitFor();
    },
  },
  {
    name: "tugas-awal",
    async show(page, fake) {
      await asEmployee(page, fake);
      await page.getByRole("heading", { name: "Tugas dari atasan" }).evaluate((heading) => heading.scrollIntoView());
    },
  },
  {
    name: "catat-tugas",
    isWhole: true,
    async show(page, fake) {
      await asEmployee(page, fake);
      await page.getByRole("button", { name: "Catat pekerjaan: Siapkan bahan rapat" }).click();
      await chooseFiles(page, ["bahan-rapat-koordinasi-imunisasi-triwulan-empat.pdf", "daftar-hadir.pdf"]);
    },
  },
  {
    name: "catat-berkas-salah",
    isWhole: true,
    async show(page, fake) {
      await asEmployee(page, fake);
      await page.getByRole("button", { name: "Catat kegiatan" }).first().click();
      await dialog(page).getByText("Rincian lain").click();
      await dialog(page)
        .getByLabel("Pilih berkas")
        .setInputFiles(["1", "2", "3", "4", "5", "6"].map((name) => file(`${name}.pdf`, name === "2" ? "" : name)));
      await dialog(page).getByText("2.pdf kosong").waitFor();
    },
  },
  {
    name: "berkas-terkirim",
    isWhole: true,
    async show(page, fake) {
      await asEmployee(page, fake);
      await recordWithFiles(page);
      const row = page.locator("li.item.stored", { hasText: "Siapkan bahan rapat" });
      await row.getByText("Dinas luar").waitFor();
      const downloading = page.waitForEvent("download");
      await row.getByRole("button", { name: "Unduh bahan-rapat.pdf" }).click();
      if ((await downloading).suggestedFilename() !== "bahan-rapat.pdf") throw new Error("another file");
      if (fake.calls.filter((call) => call === "PUT /v1/files").length !== 2) throw new Error("files were not sent");
    },
  },
  {
    name: "berkas-menunggu",
    isWhole: true,
    async show(page, fake) {
      await asEmployee(page, fake);
      fake.trouble.upload = "cut";
      await recordWithFiles(page);
      const row = page.locator("li.item.stored", { hasText: "Siapkan bahan rapat" });
      await row.getByText("menunggu dikirim").first().waitFor();
      await page.reload();
      await row.getByText("menunggu dikirim").first().waitFor();
      fake.trouble.upload = "ok";
      await page.evaluate(() => dispatchEvent(new Event("online")));
    },
  },
  {
    name: "tugas-selesai",
    async show(page, fake) {
      await asEmployee(page, fake);
      await page.getByRole("button", { name: "Nyatakan selesai: Dampingi tim BPK" }).click();
      await dialog(page).getByLabel("Yang dihasilkan").fill("ok");
      await dialog(page).getByRole("button", { name: "Nyatakan selesai" }).click();
      await dialog(page).getByText("paling sedikit 3 huruf").waitFor();
    },
  },
  {
    name: "tugas-bentrok",
    async show(page, fake) {
      await asEmployee(page, fake);
      await page.getByRole("button", { name: "Nyatakan selesai: Dampingi tim BPK" }).click();
      await dialog(page).getByLabel("Yang dihasilkan").fill("berubah, bentrok");
      await dialog(page).getByRole("button", { name: "Nyatakan selesai" }).click();
      await dialog(page).getByText("sudah berubah").waitFor();
    },
  },
  {
    name: "templat",
    isWhole: true,
    async show(page, fake) {
      await asEmployee(page, fake);
      for (const name of ["Apel pagi", "Supervisi rantai dingin vaksin di puskesmas wilayah timur"]) {
        await page.getByRole("button", { name: "Catat kegiatan" }).first().click();
        await dialog(page).getByLabel("Kegiatan").fill(name);
        await dialog(page).getByRole("button", { name: "Simpan sebagai templat" }).click();
        await dialog(page).getByRole("button", { name: "Simpan templat" }).click();
        await page.getByText("tersimpan di perangkat ini").waitFor();
        await page.keyboard.press("Escape");
        await dialog(page).getByRole("button", { name: "Buang isian" }).click();
      }
      await page.getByRole("button", { name: "Pakai templat: Apel pagi" }).waitFor();
      await page.getByRole("status").getByRole("button", { name: "Tutup" }).click();
    },
  },
  {
    name: "templat-atur",
    async show(page, fake) {
      await asEmployee(page, fake);
      await page.getByRole("button", { name: "Catat kegiatan" }).first().click();
      await dialog(page).getByLabel("Kegiatan").fill("Apel pagi");
      await dialog(page).getByRole("button", { name: "Simpan sebagai templat" }).click();
      await dialog(page).getByRole("button", { name: "Simpan templat" }).click();
      await page.getByText("tersimpan di perangkat ini").waitFor();
      await page.keyboard.press("Escape");
      await dialog(page).getByRole("button", { name: "Buang isian" }).click();
      await page.getByRole("button", { name: "Atur templat" }).click();
      await dialog(page).getByRole("button", { name: "Ganti nama Apel pagi" }).click();
      await dialog(page).getByLabel("Nama templat").fill("");
      await dialog(page).getByRole("button", { name: "Simpan templat" }).click();
      await dialog(page).getByText("Beri nama").waitFor();
    },
  },
];
