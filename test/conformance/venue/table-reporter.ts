import type { Reporter, TestModule } from "vitest/node";
import { conformanceTable, type TableResult } from "./conformance-table.ts";

/** Prints the table venues by cases after a run in which venues were tried. */
export default class TableReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const results = modules.flatMap((module) => [...module.children.allTests()]).flatMap(resultsOf);
    if (results.length > 0) console.info(["", ...conformanceTable(results)].join("\n"));
  }
}

type Test = ReturnType<TestModule["children"]["allTests"]> extends Iterable<infer One> ? One : never;

function resultsOf(test: Test): TableResult[] {
  const passed = test.result().state === "passed";
  return (test.meta().venueCells ?? []).map((cell) => ({ ...cell, passed }));
}
