import { useApp, useMe } from "../../state/context.ts";
import { dateIn, timeIn } from "../../time/zone.ts";

/** Writes an instant of the API in the zone of the reader: "Rab, 4 Nov, 11.03 WITA"; "" for none. */
export function useMoment(): (instant: string | undefined) => string {
  const { f } = useApp();
  const zone = useMe().employments[0]?.zone ?? "WIB";
  return (instant) => {
    if (instant === undefined || instant === "") return "";
    const ms = Date.parse(instant);
    return `${f.tinyDay(dateIn(zone, ms))}, ${f.time(timeIn(zone, ms))} ${zone}`;
  };
}
