import { useApp } from "../state/context.ts";
import { Empty } from "../components/parts.tsx";

export function NotFoundPage() {
  const { t } = useApp();
  return (
    <>
      <div class="ans">
        <h1>{t.shell.notFoundTitle}</h1>
      </div>
      <div class="card">
        <Empty icon="info" title={t.shell.notFoundText}>
          <a class="btn go" href="/">
            {t.shell.toToday}
          </a>
        </Empty>
      </div>
    </>
  );
}
