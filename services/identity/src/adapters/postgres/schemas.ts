import { EntitySchema } from "typeorm";

import { type StoredKey } from "../crypto/signing.ts";

/** Instants are milliseconds of Unix time in the domain. */
const instant = { to: (ms: number) => new Date(ms), from: (date: Date) => date.getTime() };

// eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- TypeORM types its options as a class
export const signingKeySchema = new EntitySchema<StoredKey>({
  name: "signing_key",
  columns: {
    kid: { type: "text", primary: true },
    x: { type: "text" },
    y: { type: "text" },
    privateKeySealed: { type: "bytea", name: "private_key_sealed" },
    useFrom: { type: "timestamptz", name: "use_from", transformer: instant },
    signUntil: { type: "timestamptz", name: "sign_until", transformer: instant },
    validUntil: { type: "timestamptz", name: "valid_until", transformer: instant },
  },
});

export const schemas = [signingKeySchema];
