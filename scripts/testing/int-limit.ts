import { jest } from "@jest/globals";

/** Real servers on a machine that has other work take their time: a test that hangs is still found, one that waits is not called broken. */
jest.setTimeout(30_000);
