import { defineWords } from "../i18n/define.ts";

export const evidenceWords = defineWords({
  id: {
    file: (n: number) => `Bukti ${String(n)}`,
    download: (name: string) => `Unduh ${name}`,
  },
  en: {
    file: (n: number) => `Evidence ${String(n)}`,
    download: (name: string) => `Download ${name}`,
  },
});
