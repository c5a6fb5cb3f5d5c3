import fc from "fast-check";

// KINERJA_PROPERTY_RUNS=5000 npm test -- PATH looks for counterexamples for longer than the usual hundred runs; a property's own numRuns wins.
const runs = Number(process.env["KINERJA_PROPERTY_RUNS"]);
if (runs > 0) fc.configureGlobal({ numRuns: runs });
