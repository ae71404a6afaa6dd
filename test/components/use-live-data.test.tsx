import { Dexie } from "dexie";
import { IDBKeyRange, indexedDB } from "fake-indexeddb";
import { cleanup, renderHook, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { ACTIVITY_LIMIT } from "../../components/live-data.ts";
import { useLiveData } from "../../components/use-live-data.ts";
import type * as ReadActivity from "../../lib/journal/read/activity.ts";
import type * as ReadOverview from "../../lib/journal/read/overview.ts";
import type * as ReadPositions from "../../lib/journal/read/positions.ts";
import { activityOf, overviewOf, positionOf } from "./sample-views.ts";

const read = vi.hoisted(() => ({
  overview: vi.fn<typeof ReadOverview.readOverview>(),
  positions: vi.fn<typeof ReadPositions.readPositions>(),
  activity: vi.fn<typeof ReadActivity.readActivity>(),
}));
vi.mock("../../lib/journal/read/overview.ts", () => ({ readOverview: read.overview }));
vi.mock("../../lib/journal/read/positions.ts", () => ({ readPositions: read.positions }));
vi.mock("../../lib/journal/read/activity.ts", () => ({ readActivity: read.activity }));

Dexie.dependencies.indexedDB = indexedDB;
Dexie.dependencies.IDBKeyRange = IDBKeyRange;

afterEach(cleanup);

it("is loading, and then what the journal says", async () => {
  read.overview.mockResolvedValue(overviewOf());
  read.positions.mockResolvedValue([positionOf()]);
  read.activity.mockResolvedValue([activityOf()]);
  const { result } = renderHook(() => useLiveData());
  expect(result.current).toEqual({
    overview: undefined,
    positions: undefined,
    activity: undefined,
    failed: null,
  });
  await waitFor(() => expect(result.current.activity).toEqual([activityOf()]));
  await waitFor(() => expect(result.current.overview).toEqual(overviewOf()));
  expect(result.current.positions).toEqual([positionOf()]);
  expect(read.activity).toHaveBeenCalledWith(ACTIVITY_LIMIT);
});

it("says why the journal cannot be read, instead of taking the surface down", async () => {
  read.overview.mockRejectedValue(new Error("the disk is full"));
  read.positions.mockResolvedValue([]);
  read.activity.mockResolvedValue([]);
  const { result } = renderHook(() => useLiveData());
  await waitFor(() => expect(result.current.failed).toBe("the disk is full"));
  expect(result.current.overview).toBeUndefined();
});
