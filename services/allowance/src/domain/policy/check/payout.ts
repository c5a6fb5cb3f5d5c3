import { checkItemIds } from "./items.ts";
import { checkPercent } from "./brackets.ts";
import { type Checked, checkKey, checkUse } from "./scope.ts";

/** Percents of what is taken from the net, and the key by which a final tax is chosen. */
export function checkPayout(checked: Checked): void {
  const { document, report } = checked;
  const { contributions = [], tax, recovery } = document.payout;
  checkItemIds(contributions, [], ["payout", "contributions"], report);
  contributions.forEach(({ percent, employer_percent }, index) => {
    checkPercent(percent, ["payout", "contributions", index, "percent"], report);
    checkPercent(employer_percent, ["payout", "contributions", index, "employer_percent"], report);
  });
  if (recovery) checkPercent(recovery.cap_percent, ["payout", "recovery", "cap_percent"], report);
  if (tax === "none" || tax.method === "ter") return;
  const by = checkUse(checked, tax.by, ["payout", "tax", "by"], { forms: ["text"], unit: "key" });
  for (const [key, percent] of Object.entries(tax.rows)) {
    checkPercent(percent, ["payout", "tax", "rows", key], report);
    checkKey(by, key, ["payout", "tax", "rows", key], report);
  }
}
