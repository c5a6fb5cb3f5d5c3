import { useMemo } from "preact/hooks";
import { useApp } from "../../state/context.ts";
import { planCalls, type PlanCalls } from "./calls.ts";

export function useCalls(): PlanCalls {
  const { platform } = useApp();
  return useMemo(() => planCalls(platform), [platform]);
}

/** The year of the address, this year when it names none. */
export function yearOf(query: URLSearchParams, today: string): number {
  const asked = query.get("tahun") ?? "";
  return /^20[2-9]\d$/.test(asked) ? Number(asked) : Number(today.slice(0, 4));
}

/** An id of the address; undefined when it is none. */
export function idOf(query: URLSearchParams, name: string): string | undefined {
  const text = query.get(name) ?? "";
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text) ? text : undefined;
}
