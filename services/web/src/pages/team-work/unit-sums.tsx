import type { components } from "../../api/schema.d.ts";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
import { useLoad } from "../../state/use-load.ts";
import { type Span } from "./work.ts";
import { words } from "./words.ts";

type UnitWork = Readonly<components["schemas"]["UnitWork"]>;

/** What the own unit and all below it did, summed by the server, for whoever stands above it; nothing is shown to others. */
export function UnitSums({ span: { from, to } }: { span: Span }) {
  const w = useWords(words);
  const { f, platform } = useApp();
  const { client } = platform;
  const [post] = useMe().employments;
  const [agencyId, unitId] = [post?.agencyId ?? "", post?.unitId ?? ""];
  const { value } = useLoad(async () => {
    if (unitId === "") return undefined;
    const query = { fromDate: from, toDate: to };
    const { work } = await client.get<{ work: UnitWork }>(`/v1/agencies/${agencyId}/units/${unitId}/work`, { query });
    return { from, to, work };
  }, [client, agencyId, unitId, from, to]);
  if (value?.from !== from || value.to !== to) return null;
  const { people, peopleLogging, minutes, approvedMinutes, openEntries, tasksLate } = value.work;
  return (
    <p class="sm num">
      {w.unit(post?.unitName ?? "", f.number(peopleLogging), f.number(people))}{" "}
      {w.unitTime(f.duration(Number(minutes)), f.duration(Number(approvedMinutes)))}{" "}
      {w.unitOpen(Number(openEntries), tasksLate)}
    </p>
  );
}
