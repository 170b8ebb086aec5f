import type { Kinds } from "../kinds";
import type { DataPlane, DataPlaneParts } from "./DataPlane";

/** The data planes of all providers. */
export function createDataPlanes(
  kinds: Kinds,
  { folder, ...parts }: Omit<DataPlaneParts, "folder"> & { readonly folder: string | undefined },
): readonly DataPlane[] {
  const given: DataPlaneParts = { ...parts, ...(folder !== undefined && { folder }) };
  return kinds.providers().flatMap(({ dataPlanes = [] }) => dataPlanes.map((make) => make(given)));
}

/** Lets each read what an earlier run has left. */
export async function openDataPlanes(dataPlanes: readonly DataPlane[]): Promise<void> {
  for (const plane of dataPlanes) {
    await plane.open?.();
  }
}

export async function closeDataPlanes(dataPlanes: readonly DataPlane[]): Promise<void> {
  for (const plane of dataPlanes) {
    await plane.close?.();
  }
}
