import { type MovableClock } from "../platform/clock.ts";
import { demoPassword } from "./constants.ts";
import { type Http } from "./http.ts";

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly diaryToken: string;
  readonly accessExpiresAt: string;
  readonly diaryExpiresAt: string;
}

export interface EmploymentJson {
  readonly employmentId: string;
  readonly agencyId: string;
}

/** Somebody who can sign in. Only demo accounts have a password that a program knows. */
export interface Account {
  readonly nip: string;
  readonly password: string;
  readonly tokens: Tokens;
}

/** Tokens are renewed this long before they end. */
const marginMs = 30_000;

const isGood = (until: string, clock: MovableClock): boolean => Date.parse(until) - marginMs > clock.now();

/** Signs people in and keeps them signed in, as their phones would. */
export function openAccounts(http: Http, clock: MovableClock) {
  const accounts = new Map<string, Account>();
  const renewing = new Map<string, Promise<Account>>();
  const employments = new Map<string, readonly EmploymentJson[]>();

  const keep = (nip: string, password: string, tokens: Tokens): Account => {
    const account = { nip, password, tokens };
    accounts.set(nip, account);
    return account;
  };
  const signIn = async (nip: string, password: string): Promise<Account> => {
    const { tokens } = await http.post<{ tokens: Tokens }>("/v1/auth:signIn", { nip, password });
    return keep(nip, password, tokens);
  };
  async function renew({ nip, password, tokens }: Account): Promise<Account> {
    const body = { refreshToken: tokens.refreshToken };
    const answer = await http.post<{ tokens: Tokens }>("/v1/auth:refresh", body).catch(() => undefined);
    if (answer === undefined) return signIn(nip, password);
    const refreshToken = answer.tokens.refreshToken || tokens.refreshToken;
    const diaryToken = answer.tokens.diaryToken || tokens.diaryToken;
    return keep(nip, password, { ...answer.tokens, refreshToken, diaryToken });
  }
  /** After a restart of the launcher nobody is signed in. */
  const known = async (nip: string): Promise<Account> => accounts.get(nip) ?? (await signIn(nip, demoPassword));
  /** Two requests of one person at once renew once. */
  async function renewed(nip: string): Promise<Account> {
    const running =
      renewing.get(nip) ??
      known(nip)
        .then(renew)
        .finally(() => renewing.delete(nip));
    renewing.set(nip, running);
    return running;
  }
  const access = async (nip: string): Promise<string> => {
    const account = await known(nip);
    return (isGood(account.tokens.accessExpiresAt, clock) ? account : await renewed(nip)).tokens.accessToken;
  };
  return {
    has: (nip: string) => accounts.has(nip),
    signIn,
    /** New tokens that know of what has changed, for example the employments. */
    renew: async (nip: string): Promise<void> => {
      await renewed(nip);
      employments.delete(nip);
    },
    async activate(nip: string, code: string, password: string): Promise<void> {
      const body = { nip, code, newPassword: password };
      const { tokens } = await http.post<{ tokens: Tokens }>("/v1/auth:activate", body);
      keep(nip, password, tokens);
    },
    access,
    /** Of today, the main one first; asked for once. */
    async employments(nip: string): Promise<readonly EmploymentJson[]> {
      const asked = employments.get(nip);
      if (asked !== undefined) return asked;
      const me = await http.get<{ employments: readonly EmploymentJson[] }>("/v1/me", await access(nip));
      employments.set(nip, me.employments);
      return me.employments;
    },
    /** Good for a week, and only for the own log. */
    async diary(nip: string): Promise<string> {
      const account = await known(nip);
      return (isGood(account.tokens.diaryExpiresAt, clock) ? account : await renewed(nip)).tokens.diaryToken;
    },
  };
}

export type Accounts = ReturnType<typeof openAccounts>;
