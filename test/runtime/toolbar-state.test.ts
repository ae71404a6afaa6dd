import { expect, it } from "vitest";
import type { Problem, ProblemKind } from "../../lib/model/state.ts";
import { toolbarStateOf } from "../../lib/runtime/toolbar-state.ts";
import { realState } from "./real-account-rig.ts";

const problem = (kind: ProblemKind): Problem => ({
  id: kind,
  kind,
  about: null,
  detail: null,
  measured: null,
  since: 0,
  dismissible: false,
});

it("real money that waits for the vault is shown before other trouble, and a halt before it", () => {
  const state = realState(0, true);
  expect(toolbarStateOf(state, false)).toBe("active");
  const told = (...kinds: ProblemKind[]) => ({
    ...state,
    problems: new Map(kinds.map((kind) => [kind, problem(kind)])),
  });
  expect(toolbarStateOf(told("clock-off"), false)).toBe("error");
  expect(toolbarStateOf(told("clock-off", "vault-locked"), false)).toBe("locked");
  expect(toolbarStateOf(told("vault-locked"), true)).toBe("error");
});
