import { useEffect } from "preact/hooks";
import { type Notice, useApp } from "../state/context.ts";
import { Icon } from "./icon.tsx";

const shownMs = 10_000;

interface ToastProps {
  readonly notice: Notice | undefined;
  onDone: () => void;
}

/** One line about what was done. It lies over the page, so nothing moves. */
export function Toast({ notice, onDone }: ToastProps) {
  const { t } = useApp();
  useEffect(() => {
    if (notice === undefined) return;
    const timer = setTimeout(onDone, shownMs);
    return () => clearTimeout(timer);
  }, [notice, onDone]);
  return (
    <div class="toast" role="status">
      {notice && (
        <p>
          <Icon name="done" />
          <span>{notice.text}</span>
          {notice.action && (
            <button
              type="button"
              class="btn"
              onClick={() => {
                notice.action?.run();
                onDone();
              }}
            >
              {notice.action.label}
            </button>
          )}
          <button type="button" class="btn bare" aria-label={t.common.close} onClick={onDone}>
            <Icon name="close" />
          </button>
        </p>
      )}
    </div>
  );
}
