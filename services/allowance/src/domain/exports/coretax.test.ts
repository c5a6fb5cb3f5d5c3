import { describe, expect, it } from "@jest/globals";
import { type Day, parseDay, parsePeriod, rupiah } from "@kinerja/common/kernel";

import { sha256 } from "../../testing/export-rows.ts";
import { coretaxFile, type CoretaxFrame, type CoretaxRow } from "./coretax.ts";
import { textOf } from "./file.ts";

const frame: CoretaxFrame = {
  tin: "0".repeat(13) + "901",
  place: "0".repeat(19) + "901",
  period: parsePeriod("2026-07"),
  withheldOn: parseDay("2026-07-31"),
};
const row = (more: Partial<CoretaxRow> = {}): CoretaxRow => ({
  tin: "0".repeat(13) + "902",
  passport: "",
  ptkp: "K/1",
  position: 'Analis <Umum> & "lain"',
  certificate: "DTP",
  objectCode: "21-100-01",
  gross: rupiah(9_896_000n),
  rate: "1.50",
  ...more,
});

describe("the XML for Coretax", () => {
  it("names each row's fields in their order, escaped, the same each time", () => {
    const file = coretaxFile([row()], frame, sha256);
    expect(textOf(file.bytes)).toBe(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<MmPayrollBulk xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
	<TIN>0000000000000901</TIN>
	<ListOfMmPayroll>
		<MmPayroll>
			<TaxPeriodMonth>7</TaxPeriodMonth>
			<TaxPeriodYear>2026</TaxPeriodYear>
			<CounterpartOpt>Resident</CounterpartOpt>
			<CounterpartPassport xsi:nil="true"/>
			<CounterpartTin>0000000000000902</CounterpartTin>
			<StatusTaxExemption>K/1</StatusTaxExemption>
			<Position>Analis &lt;Umum&gt; &amp; &quot;lain&quot;</Position>
			<TaxCertificate>DTP</TaxCertificate>
			<TaxObjectCode>21-100-01</TaxObjectCode>
			<Gross>9896000</Gross>
			<Rate>1.5</Rate>
			<IDPlaceOfBusinessActivity>0000000000000000000901</IDPlaceOfBusinessActivity>
			<WithholdingDate>2026-07-31</WithholdingDate>
		</MmPayroll>
	</ListOfMmPayroll>
</MmPayrollBulk>
`);
    expect(file).toMatchObject({
      name: "coretax-bpmp-2026-07.xml",
      contentType: "application/xml",
      rows: 1,
      totals: { gross: 9_896_000n },
    });
    expect(coretaxFile([row()], frame, sha256).sha256).toBe(file.sha256);
  });

  it("tells a foreigner by the passport, and adds the rows", () => {
    const file = coretaxFile([row(), row({ passport: "A1", gross: rupiah(1n) })], frame, sha256);
    expect(textOf(file.bytes)).toContain(
      "<CounterpartOpt>Foreign</CounterpartOpt>\n\t\t\t<CounterpartPassport>A1</CounterpartPassport>",
    );
    expect(file.totals).toEqual({ gross: 9_896_001n });
  });

  it.each([
    ["0", "0"],
    ["0.25", "0.25"],
    ["2.00", "2"],
    ["10", "10"],
    ["34", "34"],
    ["100", "100"],
    ["0.0", "0"],
  ])("writes the rate %s as %s", (rate, written) =>
    expect(textOf(coretaxFile([row({ rate })], frame, sha256).bytes)).toContain(`<Rate>${written}</Rate>`),
  );

  it("is refused with each thing that is wrong", () => {
    const wrong = row({
      tin: "12",
      ptkp: "TK/4",
      position: "",
      certificate: "ETC" as CoretaxRow["certificate"],
      objectCode: "21",
      gross: rupiah(0n),
      rate: "101",
    });
    const bad = { ...frame, tin: "x", place: "1", withheldOn: "2026-02-30" as Day };
    expect(() => coretaxFile([wrong], bad, sha256)).toThrow(
      expect.objectContaining({
        violations: [
          ["/tin", "EXPECTED_DIGITS"],
          ["/place", "TEXT_TOO_SHORT"],
          ["/withheldOn", "DATE_FORM"],
          ["/rows/0/tin", "TEXT_TOO_SHORT"],
          ["/rows/0/ptkp", "CHOICE_UNKNOWN"],
          ["/rows/0/position", "FIELD_REQUIRED"],
          ["/rows/0/certificate", "CHOICE_UNKNOWN"],
          ["/rows/0/objectCode", "CHOICE_UNKNOWN"],
          ["/rows/0/gross", "NUMBER_OUT_OF_RANGE"],
          ["/rows/0/rate", "NUMBER_OUT_OF_RANGE"],
        ].map(([pointer, code]) => expect.objectContaining({ pointer, code }) as unknown),
      }),
    );
  });
});
