import { useEffect, useState } from "preact/hooks";
import { type Zone } from "../api/types.ts";
import { dateIn } from "../time/zone.ts";
import { useApp } from "./context.ts";

/** Today in a zone by the platform's clock; it changes by itself at midnight. */
export function useDate(zone: Zone): string {
  const { clock } = useApp().platform;
  const [date, setDate] = useState(() => dateIn(zone, clock.now()));
  useEffect(() => {
    const tell = () => setDate(dateIn(zone, clock.now()));
    tell();
    const end = clock.onMove(tell);
    const timer = setInterval(tell, 15_000);
    return () => {
      end();
      clearInterval(timer);
    };
  }, [clock, zone]);
  return date;
}
