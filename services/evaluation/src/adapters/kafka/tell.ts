import { type OutgoingEvent } from "@kinerja/common/messaging";
import { EvaluationIssued } from "@kinerja/proto/evaluation/v1/evaluation_events";

import { type Caller } from "../../app/authorise.ts";
import { type Evaluation } from "../../domain/evaluation.ts";
import { toPredicate } from "../proto.ts";
import { documentTopic } from "./topics.ts";

export type TellIssued = (evaluation: Evaluation, caller: Caller, at: number) => OutgoingEvent;

/** That a document was issued: its predicate and hash, never its words. */
export const tellIssued =
  (site: string, newId: () => string): TellIssued =>
  ({ personId, term, place, version, judgement, issue }, caller, at) => {
    const id = newId();
    const payload = EvaluationIssued.encode({
      meta: {
        id,
        type: "EvaluationIssued",
        aggregateId: `${personId}/${term}`,
        version: BigInt(version),
        time: new Date(at),
        agencyId: place.agencyId,
        site,
        actor: caller.personId,
        causeId: caller.requestId,
      },
      personId,
      period: term,
      predicate: toPredicate(judgement?.predicate),
      documentSha256: issue?.documentSha256 ?? "",
    }).finish();
    return { id, topic: documentTopic(site), key: personId, type: "EvaluationIssued", payload };
  };
