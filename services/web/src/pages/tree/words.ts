import { byCode, defineWords } from "../../i18n/define.ts";
import { type Figures } from "./picture.ts";

const plural = (n: number, one: string, many: string): string => `${String(n)} ${n === 1 ? one : many}`;

export const words = defineWords({
  id: {
    title: "Pohon kinerja",
    eye: (unit: string, year: number) => `${unit} · Perjanjian Kinerja ${String(year)}`,
    agency: "Instansi",
    unit: "Unit kerja",
    year: "Tahun",
    carriedAnswer: ({ carried, indicators }: Figures) =>
      carried === indicators
        ? `Semua ${String(indicators)} indikator punya pelaksana`
        : `${String(carried)} dari ${String(indicators)} indikator punya pelaksana`,
    connectedAnswer: ({ connected, results }: Figures) =>
      connected === results
        ? `Semua ${String(results)} hasil kerja punya induk`
        : `${String(results - connected)} hasil kerja belum punya induk`,
    gaps({ indicators, carried, results, connected }: Figures): string {
      const open = indicators - carried;
      const orphans = results - connected;
      const first = open > 0 ? `${String(open)} indikator belum dibagi` : "";
      const second = orphans > 0 ? `${String(orphans)} hasil kerja belum punya induk` : "";
      if (first === "" && second === "") return "Tidak ada celah dari perjanjian sampai pegawai.";
      const both = [first, second].filter((part) => part !== "").join(", dan ");
      return `${both.charAt(0).toUpperCase()}${both.slice(1)}.`;
    },
    noAgreement: "Unit ini tidak punya perjanjian kinerja sendiri. Indikatornya ada di unit di atasnya.",
    toParent: (unit: string) => `Lihat ${unit}`,
    coverage: "Cakupan",
    ofIndicators: ({ carried, indicators }: Figures) => `${String(carried)} dari ${String(indicators)} indikator`,
    noIndicators: "tanpa indikator sendiri",
    connected: "Tersambung",
    ofResults: ({ connected, results }: Figures) => `${String(connected)} dari ${String(results)} hasil kerja`,
    orphans: "Tanpa induk",
    orphansHint: "hasil kerja",
    provisional: "Sementara",
    provisionalHint: "SKP belum ditetapkan",
    objective: (at: number, of: number) => `Sasaran ${String(at)} dari ${String(of)}`,
    result: (at: number, of: number) => `Hasil kerja ${String(at)} dari ${String(of)}`,
    choose: "Ganti unit atau tahun",
    next: "Sasaran berikutnya",
    previous: "Sasaran sebelumnya",
    tree: "Pohon: dari sasaran ke pegawai",
    shared: (carried: number, all: number) => `${String(carried)} dari ${String(all)} indikator terbagi`,
    indicator: "Indikator",
    notCarried: "Belum ada pelaksana",
    notConnected: "Belum punya induk",
    states: byCode({
      DRAFT: "Sambungan sementara: SKP masih ditulis",
      SUBMITTED: "Sambungan sementara: SKP menunggu penetapan",
      RETURNED: "Sambungan sementara: SKP dikembalikan",
    }),
    notSet: "Sambungan sementara: SKP belum ditetapkan",
    people: (n: number) => `${String(n)} orang`,
    below: (n: number) => `${String(n)} hasil kerja di bawahnya`,
    others: (n: number) => `${String(n)} hasil kerja lain`,
    someone: "Seorang pegawai",
    uncarried: "Indikator tanpa pelaksana",
    uncarriedHint: "Kepala unit membagi indikator dengan memuatnya dalam SKP sendiri atau SKP pegawainya.",
    look: "Lihat",
    lookAt: (text: string) => `Lihat di pohon: ${text}`,
    share: "Bagi",
    shareThis: (text: string) => `Bagi indikator: ${text}`,
    orphanList: "Belum punya induk",
    connect: "Sambungkan",
    connectThis: (text: string) => `Sambungkan: ${text}`,
    emptyTitle: (year: number) => `Belum ada perjanjian atau SKP ${String(year)}`,
    emptyText: "Pohon tumbuh dari perjanjian kinerja unit dan SKP pegawainya. Pilih unit atau tahun lain.",
    failed: "Pohon belum dapat dimuat.",
    safe: "Rencana semua pegawai tetap tersimpan.",
    noUnitTitle: "Belum ada instansi untuk Anda",
    noUnitText: "Pohon dibuka untuk pegawai instansi dan pengelolanya. Jabatan Anda belum tercatat hari ini.",
  },
  en: {
    title: "Performance tree",
    eye: (unit: string, year: number) => `${unit} · Performance agreement ${String(year)}`,
    agency: "Agency",
    unit: "Unit",
    year: "Year",
    carriedAnswer: ({ carried, indicators }: Figures) =>
      carried === indicators
        ? `All ${plural(indicators, "indicator is", "indicators are")} carried by somebody`
        : `${String(carried)} of ${plural(indicators, "indicator is", "indicators are")} carried by somebody`,
    connectedAnswer: ({ connected, results }: Figures) =>
      connected === results
        ? `All ${plural(results, "result is", "results are")} connected`
        : `${plural(results - connected, "result has", "results have")} nothing above`,
    gaps({ indicators, carried, results, connected }: Figures): string {
      const open = indicators - carried;
      const orphans = results - connected;
      const first = open > 0 ? `${plural(open, "indicator is", "indicators are")} not shared out` : "";
      const second = orphans > 0 ? `${plural(orphans, "result has", "results have")} nothing above` : "";
      if (first === "" && second === "") return "There is no gap from the agreement to the employee.";
      return `${[first, second].filter((part) => part !== "").join(", and ")}.`;
    },
    noAgreement: "This unit has no agreement of its own. Its indicators stand in the unit above.",
    toParent: (unit: string) => `See ${unit}`,
    coverage: "Coverage",
    ofIndicators: ({ carried, indicators }: Figures) => `${String(carried)} of ${String(indicators)} indicators`,
    noIndicators: "no indicators of its own",
    connected: "Connected",
    ofResults: ({ connected, results }: Figures) => `${String(connected)} of ${String(results)} results`,
    orphans: "Nothing above",
    orphansHint: "results",
    provisional: "Provisional",
    provisionalHint: "SKP not set yet",
    objective: (at: number, of: number) => `Objective ${String(at)} of ${String(of)}`,
    result: (at: number, of: number) => `Result ${String(at)} of ${String(of)}`,
    choose: "Change unit or year",
    next: "Next objective",
    previous: "Previous objective",
    tree: "Tree: from the objective to the employee",
    shared: (carried: number, all: number) => `${String(carried)} of ${String(all)} indicators shared out`,
    indicator: "Indicator",
    notCarried: "Nobody carries it",
    notConnected: "Nothing above",
    states: byCode({
      DRAFT: "Provisional link: the SKP is being written",
      SUBMITTED: "Provisional link: the SKP waits to be set",
      RETURNED: "Provisional link: the SKP was returned",
    }),
    notSet: "Provisional link: the SKP is not set",
    people: (n: number) => plural(n, "person", "people"),
    below: (n: number) => `${plural(n, "result", "results")} below`,
    others: (n: number) => plural(n, "other result", "other results"),
    someone: "An employee",
    uncarried: "Indicators that nobody carries",
    uncarriedHint: "The head of the unit shares an indicator by putting it into the own SKP or into that of the staff.",
    look: "See",
    lookAt: (text: string) => `See in the tree: ${text}`,
    share: "Share out",
    shareThis: (text: string) => `Share out: ${text}`,
    orphanList: "Nothing above",
    connect: "Connect",
    connectThis: (text: string) => `Connect: ${text}`,
    emptyTitle: (year: number) => `No agreement or SKP of ${String(year)} yet`,
    emptyText: "The tree grows from the unit's agreement and the SKP of its people. Choose another unit or year.",
    failed: "The tree could not be loaded.",
    safe: "Everybody's plans are safe.",
    noUnitTitle: "No agency for you yet",
    noUnitText: "The tree is open to an agency's employees and its officers. No employment of yours is recorded today.",
  },
});
