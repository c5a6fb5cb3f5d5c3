import { afterEach, expect, it } from "@jest/globals";

import { environmentOf } from "./environment.ts";

const bucket = {
  FILES_STORE: "s3",
  S3_ENDPOINT: "http://127.0.0.1:9000",
  S3_BUCKET: "berkas",
  S3_KEY_ID_FILE: "/run/secrets/id",
  S3_SECRET_FILE: "/run/secrets/secret",
  S3_TIMEOUT_MS: "3000",
  S3_ATTEMPTS: "2",
};

afterEach(() => {
  for (const name of Object.keys(bucket)) Reflect.deleteProperty(process.env, name);
});

it("passes on all that names a bucket", () => {
  Object.assign(process.env, bucket);
  const identity = { name: "identity", database: true, grpc: true, tier: 1 } as const;
  const environment = environmentOf(identity, {
    ...{ dir: "/d", site: "jt", tls: "/tls", clockFile: "/clock", brokers: [], redisUrl: "", databases: {} },
    secrets: { nipKeys: "", nipIndexKey: "", keyEncryptionKey: "", databaseSeed: "" },
    ports: new Map(),
  });
  expect(environment).toMatchObject(bucket);
});
