import { readFileSync } from "node:fs";
import { join } from "node:path";

import { fromBinary } from "@bufbuild/protobuf";
import {
  type DescriptorProto,
  type FieldDescriptorProto,
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  type FileDescriptorProto,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";

import { cell, keepPage, oneLine } from "./made-page.ts";

/** Where a message, field or enum stands in its file, as source code info counts: "4,0,2,1". */
type Comments = ReadonlyMap<string, string>;

/** A message with its comments, found by its full name. */
interface Message {
  readonly name: string;
  readonly comment: string;
  readonly fields: readonly { readonly field: FieldDescriptorProto; readonly comment: string }[];
}
type Messages = ReadonlyMap<string, Message>;

const messageField = 4;
const fieldField = 2;
const nestedField = 3;

const commentsOf = (file: FileDescriptorProto): Comments =>
  new Map(
    (file.sourceCodeInfo?.location ?? []).map(({ path, leadingComments, trailingComments }) => [
      path.join(),
      oneLine(leadingComments || trailingComments),
    ]),
  );

function addMessage(
  messages: Map<string, Message>,
  comments: Comments,
  name: string,
  desc: DescriptorProto,
  path: string,
): void {
  messages.set(`.${name}`, {
    name,
    comment: comments.get(path) ?? "",
    fields: desc.field.map((field, index) => ({
      field,
      comment: comments.get(`${path},${fieldField},${index}`) ?? "",
    })),
  });
  desc.nestedType.forEach((nested, index) =>
    addMessage(messages, comments, `${name}.${nested.name}`, nested, `${path},${nestedField},${index}`),
  );
}

function messagesOf(files: readonly FileDescriptorProto[]): Messages {
  const messages = new Map<string, Message>();
  for (const file of files) {
    const comments = commentsOf(file);
    file.messageType.forEach((desc, index) =>
      addMessage(messages, comments, `${file.package}.${desc.name}`, desc, `${messageField},${index}`),
    );
  }
  return messages;
}

/** Own messages are shown below; those of Google and the meta have pages or a section of their own. */
const isShown = (typeName: string): boolean => typeName.startsWith(".kinerja.") && typeName !== meta;
const meta = ".kinerja.common.v1.EventMeta";

function typeText(field: FieldDescriptorProto): string {
  const scalar = FieldDescriptorProto_Type[field.type].toLowerCase();
  const name = field.typeName === "" ? scalar : (field.typeName.split(".").at(-1) ?? "");
  return field.label === FieldDescriptorProto_Label.REPEATED ? `${name}, list` : name;
}

function fieldTable({ fields }: Message): string[] {
  const rows = fields.map(
    ({ field, comment }) => `| ${field.number} | \`${field.name}\` | ${typeText(field)} | ${cell(comment)} |`,
  );
  return ["| No. | Field | Type | Meaning |", "| --- | --- | --- | --- |", ...rows];
}

/** The messages that a message holds, each once, in the order of the fields. */
function partsOf(message: Message, messages: Messages, seen = new Set<string>()): Message[] {
  return message.fields.flatMap(({ field: { typeName } }) => {
    const part = isShown(typeName) && !seen.has(typeName) ? messages.get(typeName) : undefined;
    if (part === undefined) return [];
    seen.add(typeName);
    return [part, ...partsOf(part, messages, seen)];
  });
}

/** "Topic kinerja.identity.unit.v1, compacted by unit id: …" in the comment of a message makes it the value of that topic. */
const topicIn = (comment: string): string | undefined => /\btopic (kinerja\.[a-z]+\.[a-z-]+\.v\d+)/i.exec(comment)?.[1];

function topicSection(topic: string, message: Message, messages: Messages): string[] {
  const said = message.comment.replace(/^(value of a record of )?topic kinerja\.[a-z.-]+v\d+[,:.]?\s*/i, "").trim();
  const parts = partsOf(message, messages);
  return [
    `## \`${topic}\``,
    "",
    `Value: \`${message.name}\`. ${said.charAt(0).toUpperCase()}${said.slice(1)}`,
    "",
    ...fieldTable(message),
    ...parts.flatMap((part) => [
      "",
      `**${part.name.split(".").at(-1) ?? ""}**: ${part.comment}`,
      "",
      ...fieldTable(part),
    ]),
    "",
  ];
}

const intro = `# Facts on Kafka

Generated from \`proto/kinerja/*/v1/*_events.proto\` by \`node scripts/events-doc.ts\`; not edited by hand.

A topic's real name has the site's id in it: \`kinerja.<site>.<service>.<fact>.v1\`. Values are protobuf, keys are text. The headers \`ce_id\`,
\`ce_type\` and \`traceparent\` repeat what a consumer needs before it decodes. No NIP, no name and no amount is in a key or a header.

This is the contract; it can be ahead of the services. The README says which of them are built.`;

/** The page of all topics, from a descriptor image with comments. */
export function eventsPage(image: Uint8Array): string {
  const { file } = fromBinary(FileDescriptorSetSchema, image);
  const messages = messagesOf(file);
  const isEvents = new Set(file.filter(({ name }) => name.endsWith("_events.proto")).map((one) => one.package));
  const told = [...messages.values()].flatMap((message) => {
    const topic = topicIn(message.comment);
    return topic !== undefined && isEvents.has(message.name.slice(0, message.name.lastIndexOf(".")))
      ? [{ topic, message }]
      : [];
  });
  told.sort((a, b) => (a.topic < b.topic ? -1 : 1));
  const envelope = messages.get(meta);
  const common = envelope ? ["", "## EventMeta", "", envelope.comment, "", ...fieldTable(envelope), ""] : [""];
  const list = ["", ...told.map(({ topic, message }) => `- \`${topic}\`: ${message.name.split(".").at(-1) ?? ""}`)];
  return [
    intro,
    ...list,
    ...common,
    ...told.flatMap(({ topic, message }) => topicSection(topic, message, messages)),
  ].join("\n");
}

async function main(): Promise<void> {
  const image = readFileSync(join(import.meta.dirname, "../proto/gen/image.binpb"));
  await keepPage("docs/events.md", eventsPage(image), "scripts/events-doc.ts");
}

if (import.meta.main) void main();
