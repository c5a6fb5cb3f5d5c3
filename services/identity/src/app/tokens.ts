import { addDays } from "@kinerja/common/kernel";

import { accessMs, type Session } from "../domain/session.ts";
import { todayAt } from "../domain/validity.ts";
import { type EmploymentsOf, type SignTokens } from "./ports.ts";

export type Tokens = {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly diaryToken: string;
  readonly accessExpiresAt: number;
  readonly refreshExpiresAt: number;
  readonly diaryExpiresAt: number;
};

export type TokenNeeds = { readonly employmentsOf: EmploymentsOf; readonly signTokens: SignTokens };

/** Days that may still be logged after a transfer, and the first ones of an employment that begins soon. */
const daysBack = 100;
const daysAhead = 7;

/** The tokens of a session as of its last rotation, so that a repeated refresh gives tokens that end at the same time. */
export async function tokensOf(needs: TokenNeeds, session: Session, refreshToken: string): Promise<Tokens> {
  const today = todayAt(session.rotatedAt).WIB;
  const employments = await needs.employmentsOf(session.personId, addDays(today, -daysBack), addDays(today, daysAhead));
  const { access, diary } = await needs.signTokens(session, employments, session.rotatedAt);
  return {
    accessToken: access,
    refreshToken,
    diaryToken: diary,
    accessExpiresAt: session.rotatedAt + accessMs,
    refreshExpiresAt: session.refreshExpiresAt,
    diaryExpiresAt: session.diaryExpiresAt,
  };
}
