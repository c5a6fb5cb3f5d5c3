import { type FileMaker } from "../../app/exports-ports.ts";
import { sealed } from "../../domain/exports/file.ts";
import { sha256OfBytes } from "./hash.ts";
import { payslipFile } from "./payslip-pdf.ts";
import { workbookCells } from "./read-workbook.ts";
import { slipsZip } from "./slips-zip.ts";
import { workbookFile } from "./workbook.ts";

/** Workbooks, PDF and archives by their libraries. */
export const fileMaker: FileMaker = {
  async finish(built, at) {
    switch (built.kind) {
      case "file":
        return built.file;
      case "sheet":
        return workbookFile(built.sheet, sha256OfBytes);
      case "slip":
        return payslipFile(built.slip, at, sha256OfBytes);
      case "slips": {
        const bytes = await slipsZip(built.slips, at);
        const { name, slips, amount } = built;
        const file = { name, contentType: "application/zip", bytes, rows: slips.length, totals: { amount } };
        return sealed(file, sha256OfBytes);
      }
    }
  },
  cells: workbookCells,
};
