import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";

import { describe, expect, it } from "@jest/globals";

const services = join(__dirname, "../..");

/** What runs: the sources of all services without their tests. */
const sources = readdirSync(services, { recursive: true, encoding: "utf8" })
  .map((path) => path.split(sep).join("/"))
  .filter((path) => /^[^/]+\/src\/.*\.ts$/.test(path) && !/\.test\.ts$|\/(testing|simulation)\//.test(path))
  .map((path) => ({ path, text: readFileSync(join(services, path), "utf8") }));
const holding = (pattern: RegExp): string[] => sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

describe("what may be done with Kafka", () => {
  it("is publishing by a relay that reads an outbox, and by ingest alone inside of a request", () => {
    const relayed = /publish: inParts\(\(batches\) => producer\.send\(batches\)\)/g;
    const others = sources
      .filter(({ path }) => !path.startsWith("common/"))
      .filter(({ text }) => /producer\.send\(/.test(text.replaceAll(relayed, "")))
      .map(({ path }) => path);
    expect(others).toEqual(["activity/src/adapters/kafka/append.ts"]);
    expect(holding(relayed).length).toBeGreaterThanOrEqual(6);
    expect(holding(/kafkaAppend\(/).sort()).toEqual([
      "activity/src/adapters/kafka/append.ts",
      "activity/src/ingest.ts",
    ]);
  });

  it("is never a transaction", () => {
    expect(holding(/\btransactional|initTransaction|beginTransaction|sendOffsetsToTransaction/i)).toEqual([]);
    expect(sources.length).toBeGreaterThan(500);
  });

  it("is reading the log in activity alone: others hear of months that are closed", () => {
    expect(holding(/topicName\([^)]*"submitted"\)/)).toEqual(["activity/src/adapters/kafka/topics.ts"]);
    const ofActivity = sources
      .filter(({ path }) => !path.startsWith("activity/"))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/topicName\([^)]*"activity", "([^"]+)"\)/g)].map(([, fact]) => `${path} ${fact ?? ""}`),
      );
    expect(ofActivity).toEqual([
      "allowance/src/adapters/kafka/changes.ts period",
      "evaluation/src/adapters/kafka/topics.ts period",
    ]);
    expect(holding(/SubmittedBatch/).filter((path) => !path.startsWith("activity/"))).toEqual([]);
  });
});
