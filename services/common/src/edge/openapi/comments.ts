import {
  type DescEnum,
  type DescField,
  type DescFile,
  type DescMessage,
  type DescMethod,
  type DescService,
} from "@bufbuild/protobuf";

type Commented = DescMessage | DescField | DescEnum | DescService | DescMethod;

/** Field numbers of descriptor.proto: where source code info keeps the comments of each kind of element. */
const inFile = { message: 4, enum: 5, service: 6 };
const inMessage = { field: 2, nested: 3, enum: 4 };
const method = 2;

function pathOf(desc: Commented): number[] {
  switch (desc.kind) {
    case "field":
      return [...pathOf(desc.parent), inMessage.field, desc.parent.fields.indexOf(desc)];
    case "rpc":
      return [...pathOf(desc.parent), method, desc.parent.methods.indexOf(desc)];
    case "service":
      return [inFile.service, desc.file.services.indexOf(desc)];
    case "message":
      return desc.parent
        ? [...pathOf(desc.parent), inMessage.nested, desc.parent.nestedMessages.indexOf(desc)]
        : [inFile.message, desc.file.messages.indexOf(desc)];
    case "enum":
      return desc.parent
        ? [...pathOf(desc.parent), inMessage.enum, desc.parent.nestedEnums.indexOf(desc)]
        : [inFile.enum, desc.file.enums.indexOf(desc)];
  }
}

const fileOf = (desc: Commented): DescFile =>
  desc.kind === "field" || desc.kind === "rpc" ? desc.parent.file : desc.file;

/** The comments of the protos; the lines of one paragraph are joined. */
export function commentReader(): (desc: Commented, ...below: number[]) => string {
  const files = new Map<DescFile, Map<string, string>>();
  const commentsIn = (file: DescFile): Map<string, string> => {
    const known = files.get(file);
    if (known) return known;
    const locations = file.proto.sourceCodeInfo?.location ?? [];
    const comments = new Map(locations.map(({ path, leadingComments }) => [path.join("."), leadingComments]));
    files.set(file, comments);
    return comments;
  };
  return (desc, ...below) => {
    const comment = commentsIn(fileOf(desc)).get([...pathOf(desc), ...below].join(".")) ?? "";
    return comment.trim().replace(/[ \t]*\n[ \t]*(?!\n)/g, " ");
  };
}
