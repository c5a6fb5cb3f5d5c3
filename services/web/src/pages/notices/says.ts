import { type Format, type Language } from "../../i18n/format.ts";
import { type Notice } from "./notice.ts";

/** Title and sentence of a notice. */
type Says = (params: Notice["params"], f: Format, name: string) => readonly [string, string];

const term = (f: Format, period = ""): string => (period.length === 7 ? f.monthYear(period) : period);
const day = (f: Format, date = ""): string => (/^\d{4}-\d{2}-\d{2}$/.test(date) ? f.day(date) : date);
const span = (f: Format, from = "", to = ""): string =>
  from === to || from === "" || to === "" ? day(f, from) : f.days(from, to);

/** Words of notices by their code. */
export const says: Readonly<Record<Language, Readonly<Record<string, Says>>>> = {
  id: {
    SKP_SUBMITTED: ({ year = "" }, _, name) => [
      `${name} mengajukan SKP ${year}`,
      "Menunggu Anda membaca dan menetapkannya.",
    ],
    SKP_RETURNED: ({ year = "" }) => [
      `SKP ${year} dikembalikan`,
      "Atasan menulis alasannya. Perbaiki, lalu ajukan lagi.",
    ],
    SKP_SET: ({ year = "" }) => [`SKP ${year} ditetapkan`, "Rencana Anda berlaku dan menjadi dasar catatan."],
    SKP_MISSING: ({ year = "" }) => [`SKP ${year} belum ada`, "Tulis SKP supaya catatan dan evaluasi punya dasar."],
    EVALUATION_ISSUED: ({ period }, f) => [`Evaluasi ${term(f, period)} terbit`, "Lihat predikat dan alasannya."],
    EVALUATION_TO_RATE: ({ period, count, personId }, f, name) => [
      personId === undefined ? `${count ?? "Beberapa"} pegawai menunggu penilaian` : `${name} menunggu penilaian lagi`,
      `Evaluasi ${term(f, period)} belum dinilai.`,
    ],
    FEEDBACK_RECEIVED: ({ period }, f) => [
      "Anda menerima umpan balik",
      `Untuk ${term(f, period)}, di halaman evaluasi.`,
    ],
    STATEMENT_READY: ({ period }, f) => [`Tunjangan ${term(f, period)} siap`, "Setiap rupiah dapat dibuka."],
    CORRECTION_REFUSED: ({ period }, f) => [
      `Tunjangan ${term(f, period)} tidak dikoreksi`,
      "Keberatan Anda diterima, tetapi tunjangan tetap seperti yang dibayar. Tanyakan alasannya kepada petugas.",
    ],
    STATEMENT_CHANGED: ({ period }, f) => [
      `Tunjangan ${term(f, period)} dikoreksi`,
      "Perubahannya tertulis di rincian.",
    ],
    ENTRIES_MISSING: ({ days = "", fromDate, toDate }, f) => [
      `${days} hari kerja belum tercatat`,
      `${span(f, fromDate, toDate)}.`,
    ],
    ENTRIES_RETURNED: ({ count = "", fromDate, toDate }, f) => [
      `${count} catatan dikembalikan`,
      `${span(f, fromDate, toDate)}. Alasannya ada di catatan.`,
    ],
    PERIOD_CLOSING: ({ period, untilDate, missing = "0", returned = "0" }, f) => [
      `Catatan ${term(f, period)} segera ditutup`,
      `Terakhir dapat dicatat ${day(f, untilDate)}. ${missing} hari belum tercatat, ${returned} catatan dikembalikan.`,
    ],
    TASKS_OPEN: ({ count = "", dueDate = "" }, f) => [
      `${count} tugas dari atasan menunggu`,
      dueDate === ""
        ? "Catat pekerjaannya, lalu nyatakan selesai."
        : `Yang terdekat sampai ${day(f, dueDate)}. Catat pekerjaannya, lalu nyatakan selesai.`,
    ],
    TASKS_TO_CONFIRM: ({ count = "" }) => [
      `${count} tugas dinyatakan selesai`,
      "Periksa hasilnya, lalu setujui atau kembalikan.",
    ],
  },
  en: {
    SKP_SUBMITTED: ({ year = "" }, _, name) => [
      `${name} submitted the SKP ${year}`,
      "It waits for you to read and set it.",
    ],
    SKP_RETURNED: ({ year = "" }) => [
      `SKP ${year} was returned`,
      "Your superior wrote why. Correct it, then submit again.",
    ],
    SKP_SET: ({ year = "" }) => [`SKP ${year} was set`, "Your plan holds and your entries rest on it."],
    SKP_MISSING: ({ year = "" }) => [
      `There is no SKP ${year}`,
      "Write it, so that entries and evaluations have a basis.",
    ],
    EVALUATION_ISSUED: ({ period }, f) => [`Evaluation of ${term(f, period)} issued`, "See the predicate and why."],
    EVALUATION_TO_RATE: ({ period, count, personId }, f, name) => [
      personId === undefined ? `${count ?? "Some"} people wait to be rated` : `${name} waits to be rated again`,
      `The evaluation of ${term(f, period)} is not rated.`,
    ],
    FEEDBACK_RECEIVED: ({ period }, f) => [
      "You received feedback",
      `For ${term(f, period)}, on the page of the evaluation.`,
    ],
    STATEMENT_READY: ({ period }, f) => [`Allowance of ${term(f, period)} is ready`, "Every rupiah can be opened."],
    CORRECTION_REFUSED: ({ period }, f) => [
      `No correction of ${term(f, period)}`,
      "Your objection was accepted, but the allowance stays as paid. You can ask an officer why.",
    ],
    STATEMENT_CHANGED: ({ period }, f) => [
      `Allowance of ${term(f, period)} was corrected`,
      "What changed stands in the statement.",
    ],
    ENTRIES_MISSING: ({ days = "", fromDate, toDate }, f) => [
      `${days} working days without entries`,
      `${span(f, fromDate, toDate)}.`,
    ],
    ENTRIES_RETURNED: ({ count = "", fromDate, toDate }, f) => [
      `${count} entries returned`,
      `${span(f, fromDate, toDate)}. The reason stands in the entry.`,
    ],
    PERIOD_CLOSING: ({ period, untilDate, missing = "0", returned = "0" }, f) => [
      `Entries of ${term(f, period)} close soon`,
      `The last day to log is ${day(f, untilDate)}. ${missing} days are missing, ${returned} entries are returned.`,
    ],
    TASKS_OPEN: ({ count = "", dueDate = "" }, f) => [
      `${count} tasks from your superior wait`,
      dueDate === ""
        ? "Record the work, then say that it is done."
        : `The next is due ${day(f, dueDate)}. Record the work, then say that it is done.`,
    ],
    TASKS_TO_CONFIRM: ({ count = "" }) => [
      `${count} tasks are said to be done`,
      "Look at what came of them, then confirm or return them.",
    ],
  },
};
