import { useMemo } from "preact/hooks";
import { withShownName } from "../../api/shown-name.ts";
import { type PersonName, type Task } from "../../api/types.ts";
import { useApp } from "../../state/context.ts";
import { type Platform } from "../../state/platform.ts";
import { type TaskWish } from "./task-form.ts";

/** Lists are read whole, but never without an end. */
const pageLimit = 10;

export type DecisionVerb = "confirm" | "return" | "cancel";

export type TaskCalls = ReturnType<typeof createTaskCalls>;

function createTaskCalls({ client, newId }: Platform) {
  const command = async (path: string, body: object) =>
    (await client.post<{ task: Task }>(path, body, { headers: { "idempotency-key": newId() } })).task;
  return {
    given: async (): Promise<Task[]> => {
      const found: Task[] = [];
      let pageToken = "";
      for (let page = 0; page < pageLimit; page += 1) {
        const query = { pageSize: 200, pageToken };
        const answer = await client.get<{ tasks: Task[]; nextPageToken: string }>("/v1/team/tasks", { query });
        found.push(...answer.tasks);
        pageToken = answer.nextPageToken;
        if (pageToken === "") break;
      }
      return found;
    },
    /** Whom the caller may give a task: who reports to the caller, and whose team the caller leads. */
    people: async (): Promise<PersonName[]> => {
      const { subordinates } = await client.get<{ subordinates: { person: PersonName }[] }>("/v1/me/subordinates");
      const people = subordinates.map(({ person }) => withShownName(person));
      const once = [...new Map(people.map((person) => [person.personId, person])).values()];
      return once.sort((one, other) => one.name.localeCompare(other.name, "id"));
    },
    assign: (personId: string, wish: TaskWish) => command(`/v1/people/${personId}/tasks:assign`, wish),
    decide: ({ personId, taskId, version }: Task, verb: DecisionVerb, note: string) =>
      command(`/v1/people/${personId}/tasks/${taskId}:${verb}`, {
        expectedVersion: version,
        ...(verb === "return" ? { note } : {}),
      }),
  };
}

export function useTaskCalls(): TaskCalls {
  const { platform } = useApp();
  return useMemo(() => createTaskCalls(platform), [platform]);
}
