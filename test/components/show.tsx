import { render } from "@testing-library/react";
import type { RenderResult } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { UserEvent } from "@testing-library/user-event";
import type { ComponentType } from "react";
import type { LiveData } from "../../components/live-data.ts";
import { Live } from "../../components/live-data.ts";
import { activityOf, overviewOf, positionOf } from "./sample-views.ts";

interface Shown extends RenderResult {
  readonly user: UserEvent;
  readonly update: (data: Partial<LiveData>) => void;
}

/** Renders a surface over this journal. */
export function show(Surface: ComponentType, data: Partial<LiveData> = {}): Shown {
  const whole: LiveData = {
    overview: overviewOf(),
    positions: [positionOf()],
    activity: [activityOf()],
    instruments: [],
    vault: null,
    failed: null,
    ...data,
  };
  const tree = (value: LiveData) => (
    <Live value={value}>
      <Surface />
    </Live>
  );
  const result = render(tree(whole));
  return {
    ...result,
    user: userEvent.setup(),
    update: (changed) => result.rerender(tree({ ...whole, ...changed })),
  };
}
