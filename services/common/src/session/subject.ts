import { type PersonId, type Zone } from "../kernel/index.ts";

/** An employment as the token lists it: enough to log work without asking anybody. */
export type SubjectEmployment = { readonly id: string; readonly agencyId: string; readonly zone: Zone };

/** The originating person of a call. Roles are not here: they are read fresh where they decide. */
export type Subject = {
  readonly personId: PersonId;
  readonly sessionId: string;
  /** A diary token is good only for appending to the own log. */
  readonly kind: "access" | "diary";
  readonly employments: readonly SubjectEmployment[];
  /** The token itself, passed on to other services. */
  readonly token: string;
};
