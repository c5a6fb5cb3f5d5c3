import { doubleClaimsExport } from "./invariants/double-claims.ts";

// node scripts/double-claims.ts: says the statement that lists, as CSV, days that two runs have paid. Needs Node 24 and this checkout; it reads nothing itself.
process.stdout.write(`${doubleClaimsExport.replaceAll(/\s+/g, " ")}\n`);
