import { describe } from "@jest/globals";

import { memoryStores } from "./memory-stores.ts";
import { at } from "./samples.ts";
import { storeSuite } from "./store-suite.ts";

describe("stores in memory", () => storeSuite(() => Promise.resolve(memoryStores(() => at))));
