import { useApp } from "../../state/context.ts";

export function TreePage() {
  const { t } = useApp();
  return <h1>{t.shell.tree}</h1>;
}
