import { expect, it } from "@jest/globals";

import { positionWord } from "./position-word.ts";

it.each([
  ["Jabatan Struktural", "struktural"],
  ["STRUKTURAL", "struktural"],
  ["Jabatan Pimpinan Tinggi Pratama", "struktural"],
  ["Jabatan Fungsional Tertentu", "fungsional"],
  ["FUNGSIONAL", "fungsional"],
  ["Jabatan Fungsional Umum", "pelaksana"],
  ["Pelaksana", "pelaksana"],
  ["Jabatan Rangkap", "jabatan_rangkap"],
  ["", ""],
])("%s is %s", (kind, word) => {
  expect(positionWord(kind)).toBe(word);
});
