import { createHash } from "node:crypto";
import type { components } from "../../src/api/schema.d.ts";
import { type Task } from "../../src/api/types.ts";
import { type Answer, type Call, type FakeRoutes, ok, problem } from "../fake-api.ts";
import { type FakePerson, idOf, startMs, today } from "../fake-data.ts";

type MemberWork = components["schemas"]["MemberWork"];

const now = new Date(startMs).toISOString();
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

const taskOf = (number: number, person: number, title: string, more: Partial<Task> = {}): Task => ({
  taskId: `0193a5d0-ac96-774b-bcce-${String(number).padStart(12, "0")}`,
  ...{ personId: idOf(0, person), assignerId: idOf(0, 1), agencyId: idOf(2, 0), kind: "ASSIGNED", title },
  ...{ detail: "", dueDate: "", quantity: 0, quantityUnit: "", state: "ASSIGNED", version: 1 },
  ...{ assignedAt: "2026-11-16T01:00:00Z", doneNote: "", returnNote: "", entries: 0, minutes: 0 },
  ...more,
});

const seed = (): Task[] => [
  taskOf(1, 0, "Siapkan bahan rapat koordinasi imunisasi triwulan IV", {
    detail: "Pakai angka cakupan per kabupaten sampai Oktober.",
    ...{ dueDate: "2026-11-20", quantity: 1, quantityUnit: "dokumen", entries: 1, minutes: 90 },
  }),
  taskOf(2, 0, "Dampingi tim BPK memeriksa gudang vaksin", {
    ...{ kind: "ADDITIONAL", dueDate: "2026-11-17", version: 3, decidedAt: "2026-11-18T02:00:00Z" },
    returnNote: "Lampirkan berita acara pemeriksaan.",
  }),
  taskOf(3, 2, "Rekap klaim rujukan Oktober", {
    ...{ state: "DONE", version: 2, doneAt: "2026-11-18T07:30:00Z", doneNote: "Rekap sudah di folder bersama." },
    ...{ dueDate: "2026-11-18", quantity: 40, quantityUnit: "berkas", entries: 2, minutes: 210 },
  }),
  taskOf(4, 6, "Susun menu pemberian makanan tambahan", { dueDate: "2026-11-16" }),
  taskOf(5, 3, "Petugas upacara Hari Kesehatan Nasional", {
    ...{ kind: "ADDITIONAL", state: "CONFIRMED", version: 3, doneAt: "2026-11-12T03:00:00Z", entries: 1, minutes: 180 },
    decidedAt: "2026-11-13T01:00:00Z",
  }),
  taskOf(6, 4, "Pindahkan data ke peladen lama", { state: "CANCELLED", version: 2, decidedAt: "2026-11-17T01:00:00Z" }),
];

type Act = "finish" | "confirm" | "return" | "cancel";

function changed(task: Task, act: Act, note: string): Partial<Task> {
  switch (act) {
    case "finish":
      return { state: "DONE", doneAt: now, doneNote: note, returnNote: "" };
    case "confirm":
      return { state: "CONFIRMED", decidedAt: now };
    case "return":
      return { state: "ASSIGNED", decidedAt: now, returnNote: note };
    case "cancel":
      return { state: "CANCELLED", decidedAt: now, doneNote: task.doneNote };
  }
}

function workOf({ me, entries }: FakePerson, tasks: readonly Task[], from: string, to: string): MemberWork {
  const own = [...entries.values()].filter(
    ({ entry, state }) => entry.workDate >= from && entry.workDate <= to && state !== "CANCELLED",
  );
  const sum = (some: typeof own) => some.reduce((total, { minutes }) => total + minutes, 0);
  const given = tasks.filter(({ personId, state }) => personId === me.personId && state !== "CANCELLED");
  return {
    personId: me.personId,
    entries: own.length,
    plannedEntries: own.filter(({ entry }) => entry.kind === "PLANNED").length,
    taskEntries: own.filter(({ entry }) => entry.kind === "ADDITIONAL").length,
    openEntries: own.filter(({ state }) => state === "OPEN").length,
    flaggedEntries: own.filter(({ flags }) => flags.length > 0).length,
    minutes: sum(own),
    approvedMinutes: sum(own.filter(({ state }) => state === "APPROVED")),
    daysWithEntries: new Set(own.map(({ entry }) => entry.workDate)).size,
    tasks: given.length,
    tasksDone: given.filter(({ state }) => state === "DONE").length,
    tasksConfirmed: given.filter(({ state }) => state === "CONFIRMED").length,
    tasksLate: given.filter(({ state, dueDate }) => state === "ASSIGNED" && dueDate !== "" && dueDate < today).length,
  };
}

interface World {
  readonly people: readonly FakePerson[];
  readonly tasks: Map<string, Task>;
  readonly files: Map<string, Buffer>;
}

function act({ tasks }: World, { parts, body }: Call): Answer {
  const [id = "", verb = ""] = (parts.at(-1) ?? "").split(":");
  const task = tasks.get(id);
  if (task === undefined) return problem(404, "NOT_FOUND", "Tidak ada.");
  if (task.version !== body["expectedVersion"] || textOf(body["note"]).includes("bentrok"))
    return problem(409, "VERSION_CONFLICT", "Tugas ini sudah berubah. Muat lagi, lalu ulangi.");
  const next = { ...task, ...changed(task, verb as Act, textOf(body["note"])), version: task.version + 1 };
  tasks.set(id, next);
  return ok({ task: next });
}

const listed = ({ tasks }: World, query: URLSearchParams, isWanted: (task: Task) => boolean): Answer => {
  const state = query.get("state");
  const found = [...tasks.values()].filter((task) => isWanted(task) && (state === null || task.state === state));
  return ok({ tasks: found.toReversed(), nextPageToken: "" });
};

function assign({ tasks }: World, { person, parts, body }: Call): Answer {
  const quantity = typeof body["quantity"] === "number" ? body["quantity"] : 0;
  const made: Task = {
    ...taskOf(100 + tasks.size, 0, textOf(body["title"])),
    ...{ personId: parts[2] ?? "", assignerId: person.me.personId, kind: body["kind"] as Task["kind"] },
    ...{ detail: textOf(body["detail"]), dueDate: textOf(body["dueDate"]), quantity, assignedAt: now },
    quantityUnit: textOf(body["quantityUnit"]),
  };
  tasks.set(made.taskId, made);
  return ok({ task: made });
}

const fileRoutes = ({ files }: World): FakeRoutes => ({
  "PUT /v1/files": ({ bytes }) => {
    const fileId = createHash("sha256").update(bytes).digest("hex");
    files.set(fileId, bytes);
    return ok({ fileId, size: bytes.length });
  },
  "GET /v1/entries/*/evidence/*": ({ parts }) => {
    const file = files.get(parts[4] ?? "");
    if (file === undefined) return problem(404, "NOT_FOUND", "Tidak ada.");
    return { status: 200, body: {}, file, headers: { "content-disposition": 'attachment; filename="bukti.jpg"' } };
  },
});

/** Tasks that the second person gave; the first one has two that are open, one of them late and returned. */
export function taskRoutes(people: readonly FakePerson[]): FakeRoutes {
  const world: World = { people, tasks: new Map(seed().map((task) => [task.taskId, task])), files: new Map() };
  return {
    ...fileRoutes(world),
    "GET /v1/tasks": ({ person, query }) => {
      const asked = query.get("personId") ?? person.me.personId;
      return listed(world, query, ({ personId }) => personId === asked);
    },
    "GET /v1/team/tasks": ({ person, query }) =>
      listed(world, query, ({ assignerId }) => assignerId === person.me.personId),
    "POST /v1/people/*/tasks:assign": (call) => assign(world, call),
    "POST /v1/tasks/*:finish": (call) => act(world, call),
    "POST /v1/people/*/tasks/*": (call) => act(world, call),
    "GET /v1/team/work": ({ person, query }) => {
      const [from, to] = [query.get("fromDate") ?? "", query.get("toDate") ?? ""];
      const members = people
        .filter((member) => member !== person && person.me.subordinateCount > 0)
        .map((member) => workOf(member, [...world.tasks.values()], from, to));
      members.sort((one, other) => other.tasksLate - one.tasksLate || other.openEntries - one.openEntries);
      return ok({ members, nextPageToken: "" });
    },
  };
}
