import { Icon } from "./icon.tsx";

interface PeriodStepperProps {
  /** "Oktober 2026", as it stands between the arrows. */
  readonly name: string;
  readonly previous: string;
  readonly next: string;
  /** Undefined where there is nothing before or after. */
  readonly onPrevious: (() => void) | undefined;
  readonly onNext: (() => void) | undefined;
}

/** ‹ Oktober 2026 ›: one step back or on, of weeks, months and years alike. */
export function PeriodStepper({ name, previous, next, onPrevious, onNext }: PeriodStepperProps) {
  return (
    <span class="stepper" role="group" aria-label={name}>
      <button type="button" class="btn" aria-label={previous} disabled={onPrevious === undefined} onClick={onPrevious}>
        <Icon name="left" />
      </button>
      <b>{name}</b>
      <button type="button" class="btn" aria-label={next} disabled={onNext === undefined} onClick={onNext}>
        <Icon name="right" />
      </button>
    </span>
  );
}
