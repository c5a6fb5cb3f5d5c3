import { type Scope } from "@kinerja/common/postgres";

import { type Grant } from "../../app/authorise.ts";

export const scopeOf = ({ agencies, person }: Grant): Scope => ({ agencies, person });
