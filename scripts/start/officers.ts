import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type FirstOfficers } from "../demo/people.ts";
import { say } from "./tell.ts";

/** Passwords of the two first officers of a site that holds people who exist: nobody else's, and kept only until they were shown. */
export interface OfficerPasswords {
  of(nip: string): string;
  /** On the terminal, once. */
  tell(officers: FirstOfficers): void;
}

type Kept = Record<string, string>;

/** 120 bits, in a form that can be typed. */
const newPassword = (): string => (randomBytes(15).toString("hex").match(/.{6}/g) ?? []).join("-");

export function officerPasswords(dir: string): OfficerPasswords {
  const file = join(dir, "officers.json");
  const read = (): Kept => (existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Kept) : {});
  return {
    of(nip) {
      const kept = read();
      const password = kept[nip] ?? newPassword();
      writeFileSync(`${file}.new`, JSON.stringify({ ...kept, [nip]: password }), { mode: 0o600 });
      renameSync(`${file}.new`, file);
      return password;
    },
    tell({ maker, checker }) {
      const kept = read();
      if (Object.keys(kept).length === 0) {
        say("\n  The passwords of the two first officers were shown after the import.");
        say("  One of them can give the other a single-use code when a password is lost.");
        return;
      }
      say("\n  The two first officers; write their passwords down, they are not shown again:");
      for (const nip of [maker, checker]) say(`    NIP ${nip}  password ${kept[nip] ?? ""}`);
      say("  Everybody else gets a single-use code from them: page Pegawai.");
      rmSync(file);
    },
  };
}
