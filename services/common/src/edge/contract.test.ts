import { describe, expect, it } from "@jest/globals";

import { ownContract } from "./contract.ts";
import { contractFaults } from "./faults.ts";
import { routeTable } from "./routes.ts";

describe("the contract of this build", () => {
  const contract = ownContract();

  it("can be served", () => {
    expect(contractFaults(contract)).toEqual([]);
    expect(contract.rpcs.length).toBeGreaterThan(20);
  });

  it("has an example for each call that has an HTTP route, and the example is accepted", () => {
    const { routes } = routeTable(contract);
    for (const { rpc, encode } of routes) {
      expect([rpc.path, rpc.example]).toEqual([rpc.path, expect.any(String)]);
      expect(() => encode(JSON.parse(rpc.example ?? ""))).not.toThrow();
    }
  });
});
