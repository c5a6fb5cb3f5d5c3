import { describe } from "@jest/globals";
import { allHold, controlsAreNoticed, seedsDecide } from "../histories/index.ts";
import { relayChecks } from "./relay-checks.ts";
import { relayControls } from "./relay-controls.ts";
import { playRelay } from "./relay-history.ts";

describe("the promises of outbox, relay and inbox", () => {
  const felt = [
    "has ended",
    "is frozen",
    "asked to end",
    "answer lost",
    "commit lost",
    "brokers are away",
    "database is killed",
  ];
  allHold(playRelay, 150, felt);
  seedsDecide(playRelay);
  controlsAreNoticed(playRelay, { controls: relayControls, checks: relayChecks }, 200);
});
