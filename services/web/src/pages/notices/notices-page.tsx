import { useApp } from "../../state/context.ts";

export function NoticesPage() {
  const { t } = useApp();
  return <h1>{t.shell.notices}</h1>;
}
