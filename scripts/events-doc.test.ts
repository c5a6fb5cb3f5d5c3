import { create, toBinary } from "@bufbuild/protobuf";
import {
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "@jest/globals";

import { eventsPage } from "./events-doc.ts";

const comment = (path: number[], leadingComments: string): object => ({ path, leadingComments });
const field = (name: string, number: number, more: object = {}): object => ({
  name,
  number,
  type: Type.STRING,
  label: Label.OPTIONAL,
  ...more,
});

const image = toBinary(
  FileDescriptorSetSchema,
  create(FileDescriptorSetSchema, {
    file: [
      {
        name: "kinerja/shop/v1/shop_events.proto",
        package: "kinerja.shop.v1",
        messageType: [
          {
            name: "OrderChanged",
            field: [
              field("order_id", 1),
              field("lines", 2, {
                type: Type.MESSAGE,
                label: Label.REPEATED,
                typeName: ".kinerja.shop.v1.Line",
              }),
            ],
          },
          { name: "Line", field: [field("amount", 1, { type: Type.INT64 })] },
          { name: "Unused", field: [] },
        ],
        sourceCodeInfo: {
          location: [
            comment([4, 0], " Topic kinerja.shop.order.v1, compacted by order id:\n the whole state.\n"),
            comment([4, 0, 2, 0], " Which | one.\n"),
            comment([4, 1], " One line.\n"),
          ],
        },
      },
    ] as never,
  }),
);

describe("page of the facts", () => {
  const page = eventsPage(image);

  it("has a section for each topic that a message's comment names, without repeating the name", () => {
    expect(page).toContain("## `kinerja.shop.order.v1`");
    expect(page).toContain("Value: `kinerja.shop.v1.OrderChanged`. Compacted by order id: the whole state.");
  });

  it("shows fields with type and comment, safe inside of a table", () => {
    expect(page).toContain("| 1 | `order_id` | string | Which \\| one. |");
    expect(page).toContain("| 2 | `lines` | Line, list |");
  });

  it("shows the messages that a value holds, and no others", () => {
    expect(page).toContain("**Line**: One line.");
    expect(page).toContain("| 1 | `amount` | int64 |");
    expect(page).not.toContain("Unused");
  });
});
