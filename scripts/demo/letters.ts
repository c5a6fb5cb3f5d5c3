import { type DemoAgency } from "./province.ts";

/** What an agency's letters are numbered with. Its texts name them, and nobody else's: whoever sees the number sees a text of that agency. */
export const letterOf = ({ siasnId }: Pick<DemoAgency, "siasnId">): string =>
  `005/${siasnId.replace("DEMO-", "")}/2026`;
