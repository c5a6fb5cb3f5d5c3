import { defineWords } from "../../i18n/define.ts";

export const words = defineWords({
  id: {
    asking: "Menanyakan layanan …",
    runs: "Layanan berjalan.",
    at: (time: string, day: string) => `${day}, ${time} WIB.`,
    limit: "Batas waktu mencatat terlihat setelah masuk.",
    awayTitle: "Layanan belum menjawab.",
    awayText: "Dicoba lagi sendiri. Catatan yang sudah ditulis di perangkat ini aman.",
  },
  en: {
    asking: "Asking the service …",
    runs: "The service is running.",
    at: (time: string, day: string) => `${day}, ${time} WIB.`,
    limit: "The limit for logging is shown after you sign in.",
    awayTitle: "The service doesn't answer yet.",
    awayText: "It is tried again by itself. Entries written on this device are safe.",
  },
});
