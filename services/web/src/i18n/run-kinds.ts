import { type Words } from "./define.ts";

/** What the kinds of runs are called, wherever they are shown. */
export const runKindWords: Words<Readonly<Record<string, string>>> = {
  id: {
    REGULAR: "Tunjangan bulanan",
    THR: "Tunjangan Hari Raya",
    GAJI13: "Gaji ketiga belas",
    RAPEL: "Rapel dan koreksi",
  },
  en: {
    REGULAR: "Monthly allowance",
    THR: "Holiday allowance (THR)",
    GAJI13: "Thirteenth month",
    RAPEL: "Arrears and corrections",
  },
};
