import { expect, it } from "vitest";
import { conformanceTable } from "./conformance-table.ts";

it("shows each case of each venue: passed, failed, not there and why, or not run", () => {
  const lines = conformanceTable([
    { venue: "paper", name: "opens", notThere: null, passed: true },
    { venue: "paper", name: "loses its line", notThere: "it has no stream", passed: true },
    { venue: "paper", name: "a ban", notThere: "it has no stream", passed: true },
    { venue: "exchange", name: "opens", notThere: null, passed: false },
    { venue: "exchange", name: "loses its line", notThere: null, passed: true },
  ]);
  expect(lines).toEqual([
    "case            exchange  paper",
    "opens           FAILED    passed",
    "loses its line  passed    not there: 1",
    "a ban           not run   not there: 1",
    "",
    "1  paper: it has no stream",
    "",
    "exchange: 1 of 2 passed, 0 not there",
    "paper: 1 of 1 passed, 2 not there",
  ]);
});
