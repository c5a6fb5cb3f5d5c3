import { useApp } from "../../state/context.ts";

export function RunsPage() {
  const { t } = useApp();
  return <h1>{t.shell.runs}</h1>;
}
