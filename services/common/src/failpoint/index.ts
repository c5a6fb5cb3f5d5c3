import { createFailpoint } from "./failpoint.ts";

/** This process's own; what it names is in docs/reliability.md. */
export const failpoint = createFailpoint(process.env);
