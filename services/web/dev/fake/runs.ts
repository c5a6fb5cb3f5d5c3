import { type FakeRoutes } from "../fake-api.ts";
import { type FakePerson } from "../fake-data.ts";

export const runsRoutes = (_people: readonly FakePerson[]): FakeRoutes => ({});
