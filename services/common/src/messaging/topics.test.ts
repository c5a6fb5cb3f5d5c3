import { describe, expect, it } from "@jest/globals";
import { ensureTopics, topicName, type ExistingTopic, type Topic, type TopicAdmin } from "./topics.ts";

const log: Topic = { name: "kinerja.prov.activity.submitted.v1", partitions: 8, compacted: false };
const people: Topic = { name: "kinerja.prov.identity.person.v1", partitions: 4, compacted: true };

function memoryAdmin(existing: Record<string, ExistingTopic>): TopicAdmin & { readonly created: string[] } {
  const topics = new Map(Object.entries(existing));
  const created: string[] = [];
  return {
    created,
    describeTopics: (names) => Promise.resolve(new Map([...topics].filter(([name]) => names.includes(name)))),
    createTopics(wanted) {
      for (const topic of wanted) {
        created.push(topic.name);
        if (!topics.has(topic.name)) topics.set(topic.name, topic);
      }
      return Promise.resolve();
    },
  };
}

describe("topicName", () => {
  it("names site, service and fact", () => {
    expect(topicName("jabar", "activity", "submitted")).toBe("kinerja.jabar.activity.submitted.v1");
  });
  it.each(["", "Jabar", "a.b", "a_b", "-a", "a--b", "ä"])("refuses %j as a part", (part) => {
    expect(() => topicName(part, "activity", "submitted")).toThrow("cannot be part");
  });
});

describe("ensureTopics", () => {
  it("creates what is missing and only that", async () => {
    const admin = memoryAdmin({ [log.name]: log });
    await ensureTopics(admin, [log, people]);
    expect(admin.created).toEqual([people.name]);
  });

  it("refuses another number of partitions and creates nothing that is there", async () => {
    const admin = memoryAdmin({ [log.name]: { ...log, partitions: 6 } });
    await expect(ensureTopics(admin, [log])).rejects.toThrow(
      /submitted\.v1 has 6 partitions, this service is set to 8/,
    );
    expect(admin.created).toEqual([]);
  });

  it("refuses a log that compaction would eat", async () => {
    await expect(ensureTopics(memoryAdmin({ [log.name]: { ...log, compacted: true } }), [log])).rejects.toThrow(
      "is compacted",
    );
  });

  it("names every fault at once", async () => {
    const admin = memoryAdmin({ [log.name]: { ...log, partitions: 6 }, [people.name]: { ...people, partitions: 1 } });
    await expect(ensureTopics(admin, [log, people])).rejects.toThrow(/submitted.*person/);
  });

  it("notices when another service was faster, with another number", async () => {
    const admin = memoryAdmin({});
    const raced: TopicAdmin = { ...admin, createTopics: () => admin.createTopics([{ ...log, partitions: 2 }]) };
    await expect(ensureTopics(raced, [log])).rejects.toThrow("has 2 partitions");
  });
});
