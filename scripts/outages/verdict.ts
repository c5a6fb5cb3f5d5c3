import { mostMb } from "../load/memory.ts";
import { type OutageReport } from "./run.ts";

/** What does not hold, each in a sentence. */
export function failuresOf(report: OutageReport): string[] {
  const { compared, missing, invented, peakMb, notAcknowledged } = report;
  const tooMuch = Object.entries(peakMb).filter(([, mb]) => mb >= mostMb);
  return [
    ...(compared === 0 ? ["nothing was acknowledged"] : []),
    ...(missing > 0 ? [`${missing} of ${compared} acknowledged entries are not stored so`] : []),
    ...(invented > 0 ? [`${invented} stored entries were never sent`] : []),
    ...(notAcknowledged > 0 ? [`${notAcknowledged} entries were never acknowledged`] : []),
    ...tooMuch.map(([role, mb]) => `${role} needed ${mb} MB`),
  ];
}
