import { type FakeRoutes } from "../fake-api.ts";
import { type FakePerson } from "../fake-data.ts";

export const treeRoutes = (_people: readonly FakePerson[]): FakeRoutes => ({});
