import { allowanceRoutes } from "./allowance.ts";
import { attendanceRoutes } from "./attendance.ts";
import { factRoutes } from "./facts.ts";
import { hoursRoutes } from "./hours.ts";
import { noticesRoutes } from "./notices.ts";
import { oversightRoutes } from "./oversight.ts";
import { paymentRoutes } from "./payments.ts";
import { peopleRoutes } from "./people.ts";
import { planRoutes } from "./plan.ts";
import { recordRoutes } from "./records.ts";
import { reviewRoutes } from "./review.ts";
import { runsRoutes } from "./runs.ts";
import { whatIfRoutes } from "./what-if.ts";
import { taskRoutes } from "./tasks.ts";
import { treeRoutes } from "./tree.ts";
import { type FakeRoutes } from "../fake-api.ts";
import { type FakePerson } from "../fake-data.ts";

/** What the pages beside today and team ask, made anew for each double. */
export const pageRoutes = (people: readonly FakePerson[]): FakeRoutes => ({
  ...planRoutes(people),
  ...reviewRoutes(people),
  ...allowanceRoutes(people),
  ...peopleRoutes(people),
  ...oversightRoutes(),
  ...recordRoutes(),
  ...hoursRoutes(),
  ...attendanceRoutes(people),
  ...factRoutes(),
  ...runsRoutes(people),
  ...paymentRoutes(),
  ...whatIfRoutes(),
  ...taskRoutes(people),
  ...treeRoutes(people),
  ...noticesRoutes(people),
});
