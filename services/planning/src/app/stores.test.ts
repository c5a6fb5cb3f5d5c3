import { beforeEach } from "@jest/globals";

import { memoryStores, type Stores } from "../testing/memory-stores.ts";
import { storesKeepTheirPromises } from "../testing/store-contract.ts";

let stores: Stores;
beforeEach(() => {
  stores = memoryStores();
});

storesKeepTheirPromises(() => stores);
