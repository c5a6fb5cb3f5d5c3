import { type StoredEntry } from "../../api/types.ts";
import { EvidenceFiles } from "../../components/evidence.tsx";
import { useApp } from "../../state/context.ts";

/** Description, day, time, result and evidence of somebody's entry. */
export function EntryFacts({ stored, personId }: { stored: StoredEntry; personId: string }) {
  const { t, f } = useApp();
  const { entry, minutes } = stored;
  const facts = [
    f.tinyDay(entry.workDate),
    entry.startsAt && entry.endsAt ? f.span(entry.startsAt, entry.endsAt) : f.duration(minutes),
    entry.quantity === undefined ? "" : `${f.number(entry.quantity)}\u00a0${entry.quantityUnit ?? ""}`,
    entry.kind === "PLANNED" ? "" : t.record.kinds[entry.kind],
    entry.place === undefined ? "" : t.work.places[entry.place],
    entry.reason ?? "",
  ].filter((fact) => fact !== "");
  return (
    <>
      <p class="sm">{entry.description}</p>
      <p class="m num">{facts.join(" · ")}</p>
      {(entry.evidenceUrls ?? []).map((url, place) => (
        <p key={url} class="m">
          <a class="btn link" href={url} target="_blank" rel="noreferrer noopener">
            {t.record.evidence} {place + 1}
          </a>
        </p>
      ))}
      <EvidenceFiles entry={entry} personId={personId} />
    </>
  );
}
