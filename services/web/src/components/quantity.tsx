import { useApp } from "../state/context.ts";
import { Icon } from "./icon.tsx";

interface QuantityProps {
  readonly value: string;
  onChange: (value: string) => void;
  readonly id?: string;
  readonly "aria-invalid"?: "true";
  readonly "aria-describedby"?: string;
}

/** A small whole number: minus and plus for the thumb, typing for the rest. */
export function Quantity({ value, onChange, ...input }: QuantityProps) {
  const { t } = useApp();
  const number = Number.parseInt(value, 10);
  const step = (by: number) => {
    const next = (Number.isNaN(number) ? 0 : number) + by;
    onChange(next <= 0 ? "" : String(Math.min(next, 1_000_000)));
  };
  return (
    <div class="qty">
      <button type="button" aria-label={t.record.less} onClick={() => step(-1)}>
        <Icon name="minus" />
      </button>
      <input
        {...input}
        inputMode="numeric"
        autocomplete="off"
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      <button type="button" aria-label={t.record.more} onClick={() => step(1)}>
        <Icon name="plus" />
      </button>
    </div>
  );
}
