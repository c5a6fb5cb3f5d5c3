import { type Zippable, zipSync } from "fflate";

import { type PrintedSlip } from "../../domain/exports/payslip.ts";
import { payslipPdf } from "./payslip-pdf.ts";

/** Slips carry the last three digits of the NIP in their names, as on screens; a number keeps apart those that share them. */
export async function slipsZip(slips: readonly PrintedSlip[], at: Date): Promise<Uint8Array> {
  const digits = String(slips.length).length;
  const files: Zippable = {};
  for (const [index, slip] of slips.entries()) {
    const name = `${String(index + 1).padStart(digits, "0")}-${slip.name}`;
    files[name] = [await payslipPdf(slip, at), { level: 6, mtime: new Date(1980, 0, 1) }];
  }
  return zipSync(files);
}
