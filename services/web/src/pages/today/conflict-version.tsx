import { type Entry, type PlanItem, type Task } from "../../api/types.ts";
import { minutesOfEntry } from "../../entries/rows.ts";
import { type VersionPart } from "../../entries/versions.ts";
import { defineWords } from "../../i18n/define.ts";
import { useWords } from "../../i18n/words.ts";
import { useApp, useMe } from "../../state/context.ts";
import { dateIn, timeIn } from "../../time/zone.ts";

const words = defineWords({
  id: {
    employment: "Jabatan",
    kind: "Jenis",
    planItem: "Butir rencana",
    task: "Tugas dari atasan",
    reason: "Alasan",
    place: "Tempat",
    links: "Tautan bukti",
    files: "Berkas bukti",
    none: "tidak ada",
    other: (id: string) => `yang lain (${id})`,
    device: (at: string) => `ditulis ${at} menurut perangkat`,
    server: (at: string) => `diterima server ${at}`,
  },
  en: {
    employment: "Position",
    kind: "Kind",
    planItem: "Plan item",
    task: "Task of a superior",
    reason: "Reason",
    place: "Place",
    links: "Links to evidence",
    files: "Evidence files",
    none: "none",
    other: (id) => `another one (${id})`,
    device: (at) => `written ${at} by the device's clock`,
    server: (at) => `accepted by the server ${at}`,
  },
});

interface PartNeeds {
  readonly plan: readonly PlanItem[] | undefined;
  readonly tasks: readonly Task[] | undefined;
}

/** Each part of a version in words. */
function usePart({ plan, tasks }: PartNeeds): (part: VersionPart, version: Entry) => string {
  const { t } = useApp();
  const { employments } = useMe();
  const w = useWords(words);
  /** Known by name, or by the beginning of its id. */
  const named = (id: string | undefined, name: string | undefined): string =>
    id === undefined ? "" : (name ?? w.other(id.slice(0, 8)));
  const files = ({ evidenceFileIds = [], evidenceFileNames = [] }: Entry): string =>
    evidenceFileIds.map((_, place) => evidenceFileNames[place] || t.work.evidence.file(place + 1)).join(", ");
  const texts: Readonly<Record<VersionPart, (version: Entry) => string>> = {
    employment: ({ employmentId: id }) => named(id, employments.find((one) => one.employmentId === id)?.positionName),
    kind: ({ kind }) => t.record.kinds[kind],
    planItem: ({ planItemId: id }) => named(id, plan?.find(({ itemId }) => itemId === id)?.text),
    task: ({ taskId: id }) => named(id, tasks?.find(({ taskId }) => taskId === id)?.title),
    reason: ({ reason = "" }) => reason,
    place: ({ place }) => (place === undefined ? "" : t.work.places[place]),
    links: ({ evidenceUrls = [] }) => evidenceUrls.join(", "),
    files,
  };
  return (part, version) => `${w[part]}: ${texts[part](version) || w.none}`;
}

/** "Kam, 19 Nov 07.40" where one works; undefined when there is no such time. */
function useInstant(): (instant: string | undefined) => string | undefined {
  const { f } = useApp();
  const zone = useMe().employments[0]?.zone ?? "WIB";
  return (instant) => {
    const ms = Date.parse(instant ?? "");
    return Number.isNaN(ms) ? undefined : `${f.tinyDay(dateIn(zone, ms))} ${f.time(timeIn(zone, ms))}`;
  };
}

interface VersionProps extends PartNeeds {
  readonly version: Entry;
  /** What the versions differ in. */
  readonly parts: readonly VersionPart[];
  readonly acceptedAt: string | undefined;
  readonly label: string;
  readonly isChosen: boolean;
  onChoose: () => void;
}

/** A version to choose: what it says, in what it differs, and both clocks, since one of a device may be wrong. */
export function ConflictVersion({ version, parts, acceptedAt, label, isChosen, onChoose, ...names }: VersionProps) {
  const { t, f } = useApp();
  const w = useWords(words);
  const textOf = usePart(names);
  const at = useInstant();
  const [device, server] = [at(version.deviceTime), at(acceptedAt)];
  const times = [device && w.device(device), server && w.server(server)].filter((time) => time !== undefined);
  const facts = [
    f.tinyDay(version.workDate),
    version.startsAt && version.endsAt ? f.span(version.startsAt, version.endsAt) : f.duration(minutesOfEntry(version)),
    version.quantity === undefined ? "" : `${f.number(version.quantity)} ${version.quantityUnit ?? ""}`.trim(),
    version.cancelled === true ? t.states.cancelled : "",
  ].filter((fact) => fact !== "");
  return (
    <label class="opt card">
      <input type="radio" name="version" checked={isChosen} onChange={onChoose} />
      <span>
        <b>{label}</b>
        <br />
        {version.description}
        <br />
        <span class="muted num">{facts.join(" · ")}</span>
        {parts.map((part) => (
          <span key={part} class="sm">
            <br />
            {textOf(part, version)}
          </span>
        ))}
        {times.map((time) => (
          <span key={time} class="xs muted">
            <br />
            {time}
          </span>
        ))}
      </span>
    </label>
  );
}
