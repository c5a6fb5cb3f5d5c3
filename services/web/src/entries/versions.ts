/** Two versions of one entry side by side. */
import { type Entry } from "../api/types.ts";

/** What is shown of versions only where they are not alike; day, time, result and description are shown anyway. */
const parts = {
  employment: ({ employmentId }: Entry) => employmentId,
  kind: ({ kind }: Entry) => kind,
  planItem: ({ planItemId }: Entry) => planItemId ?? "",
  task: ({ taskId }: Entry) => taskId ?? "",
  reason: ({ reason }: Entry) => reason ?? "",
  place: ({ place }: Entry) => place ?? "",
  links: ({ evidenceUrls }: Entry) => (evidenceUrls ?? []).join("\n"),
  files: ({ evidenceFileIds, evidenceFileNames }: Entry) =>
    (evidenceFileIds ?? []).map((id, place) => `${id} ${evidenceFileNames?.[place] ?? ""}`).join("\n"),
};

export type VersionPart = keyof typeof parts;

export const differingParts = (versions: readonly Entry[]): VersionPart[] =>
  (Object.keys(parts) as VersionPart[]).filter(
    (part) => new Set(versions.map((version) => parts[part](version))).size > 1,
  );
