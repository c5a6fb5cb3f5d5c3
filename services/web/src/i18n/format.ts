export type Language = "id" | "en";

/** Dates, times and numbers as a language writes them. Days and months are calendar facts, so they are formatted in UTC. */
export interface Format {
  /** Kamis, 19 November */
  day: (date: string) => string;
  /** Kamis 19 */
  shortDay: (date: string) => string;
  /** Kam, 19 Nov */
  tinyDay: (date: string) => string;
  /** Kamis, 19 November 2026 */
  fullDay: (date: string) => string;
  /** 19 Nov 2026 */
  date: (date: string) => string;
  /** November */
  month: (period: string) => string;
  /** November 2026 */
  monthYear: (period: string) => string;
  /** 9–13 November, 30 November – 4 Desember */
  days: (from: string, to: string) => string;
  /** 13.00 */
  time: (time: string) => string;
  /** 13.00–15.00 */
  span: (from: string, to: string) => string;
  /** 7 jam 30 menit */
  duration: (minutes: number) => string;
  /** 1.234 */
  number: (value: number) => string;
  /** 93,8% of 0.938 */
  percent: (share: number) => string;
  /** Rp1.234.567 or −Rp1.234.567: whole rupiah, as the API sends them. */
  rupiah: (value: string | bigint) => string;
}

const locales: Record<Language, string> = { id: "id-ID", en: "en-GB" };

const units: Record<Language, { hour: string; minute: string }> = {
  id: { hour: "jam", minute: "menit" },
  en: { hour: "h", minute: "min" },
};

export function createFormat(language: Language): Format {
  const locale = locales[language];
  const formatter = (options: Intl.DateTimeFormatOptions) => {
    const intl = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
    return (date: string) => intl.format(new Date(`${date.length === 7 ? `${date}-15` : date}T12:00:00Z`));
  };
  const day = formatter({ weekday: "long", day: "numeric", month: "long" });
  const weekday = formatter({ weekday: "long" });
  const dayAndMonth = formatter({ day: "numeric", month: "long" });
  const numeral = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const time = (text: string) => (language === "id" ? text.replace(":", ".") : text);
  const unit = units[language];
  return {
    day,
    shortDay: (date) => `${weekday(date)} ${String(Number(date.slice(8)))}`,
    tinyDay: formatter({ weekday: "short", day: "numeric", month: "short" }),
    fullDay: formatter({ weekday: "long", day: "numeric", month: "long", year: "numeric" }),
    date: formatter({ day: "numeric", month: "short", year: "numeric" }),
    month: formatter({ month: "long" }),
    monthYear: formatter({ month: "long", year: "numeric" }),
    days: (from, to) =>
      from.slice(0, 7) === to.slice(0, 7)
        ? `${String(Number(from.slice(8)))}–${dayAndMonth(to)}`
        : `${dayAndMonth(from)} – ${dayAndMonth(to)}`,
    time,
    span: (from, to) => `${time(from)}–${time(to)}`,
    duration(minutes) {
      const hours = Math.floor(minutes / 60);
      const rest = minutes % 60;
      const parts = [];
      if (hours > 0) parts.push(`${numeral.format(hours)} ${unit.hour}`);
      if (rest > 0 || hours === 0) parts.push(`${String(rest)} ${unit.minute}`);
      return parts.join(" ");
    },
    number: (value) => numeral.format(value),
    percent: (share) => percent.format(share),
    rupiah(value) {
      const amount = BigInt(value);
      const digits = numeral.format(amount < 0n ? -amount : amount);
      return `${amount < 0n ? "−" : ""}Rp${digits}`;
    },
  };
}
