import { type Agency } from "../../state/use-agencies.ts";
import { type RunKind } from "./calls.ts";

/** Which month of which agency is looked at. */
export interface Place {
  readonly agency: Agency;
  readonly agencies: readonly Agency[];
  readonly period: string;
  /** The month has ended, so that it can be computed. */
  readonly isOver: boolean;
  /** A run beside that of the month that is to be started: the form is open and filled in. */
  readonly start?: RunKind | undefined;
}

export const addressOf = (agencyId: string, period: string): string =>
  `/proses?${new URLSearchParams({ instansi: agencyId, periode: period }).toString()}`;

/** Where a run of this kind is started. */
export const startAddress = (agencyId: string, period: string, kind: RunKind): string =>
  `${addressOf(agencyId, period)}&${new URLSearchParams({ mulai: kind }).toString()}`;

interface OfRun {
  readonly agencyId: string;
  readonly period: string;
  readonly runId: string;
}

/** Where the officer reads one person's computation. */
export function statementAddress({ agencyId, period, runId }: OfRun, personId: string): string {
  const query = new URLSearchParams({ periode: period, orang: personId, instansi: agencyId, proses: runId });
  return `/tunjangan?${query.toString()}`;
}

/** Where two policies stand side by side. */
export const policyDiffAddress = (agencyId: string, period: string, policyId: string, otherId: string): string =>
  `/proses?${new URLSearchParams({ instansi: agencyId, periode: period, kebijakan: policyId, banding: otherId }).toString()}`;

/** Where a run is read. */
export const runAddress = (agencyId: string, period: string, runId: string): string =>
  `/proses?${new URLSearchParams({ instansi: agencyId, periode: period, run: runId }).toString()}`;

/** Where a policy is read; the month brings the reader back. */
export const policyAddress = ({ agency: { agencyId }, period }: Place, policyId: string): string =>
  `/proses?${new URLSearchParams({ instansi: agencyId, periode: period, kebijakan: policyId }).toString()}`;
