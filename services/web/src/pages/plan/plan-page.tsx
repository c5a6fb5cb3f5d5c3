import { useApp } from "../../state/context.ts";

export function PlanPage() {
  const { t } = useApp();
  return <h1>{t.shell.plan}</h1>;
}
