import { invalid } from "@kinerja/common/errors";
import * as proto from "@kinerja/proto/evaluation/v1/evaluation_service";

import { type Predicate, predicates } from "../domain/predicate.ts";
import { type SealedRow } from "../domain/seal.ts";

/** "RATING_SESUAI" as "SESUAI"; what was not sent or is unknown is the caller's mistake. */
export function choice<const Name extends string>(
  names: readonly Name[],
  wire: Readonly<Record<Name, string>>,
  value: string,
  pointer: string,
): Name {
  const name = names.find((candidate) => wire[candidate] === value);
  if (name === undefined) throw invalid(pointer, "CHOICE_UNKNOWN");
  return name;
}

export const toPredicate = (predicate: Predicate | undefined): proto.Predicate =>
  predicate === undefined ? proto.Predicate.UNSPECIFIED : proto.Predicate[predicate];

export const predicateCounts = (by: Readonly<Record<Predicate, number>>): proto.PredicateCount[] =>
  predicates.map((predicate) => ({ predicate: proto.Predicate[predicate], count: by[predicate] }));

/** The bytes that are hashed. */
export const sealedRowBytes = ({ personId, employmentId, predicate, version }: SealedRow): Buffer =>
  Buffer.from(
    proto.SealedPredicate.encode({
      personId,
      employmentId,
      predicate: toPredicate(predicate),
      evaluationVersion: version,
    }).finish(),
  );
