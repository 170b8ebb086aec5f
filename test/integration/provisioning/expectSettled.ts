import { expect } from "vitest";
import type { ProjectManifest } from "../../../src/project/manifest";
import { plan, type Factory } from "./factory";

/** The manifest says what is there: another run would send nothing, and nothing stands in its way. */
export async function expectSettled(
  { session }: Pick<Factory, "session">,
  manifest: ProjectManifest,
): Promise<void> {
  const { before, after, template, problems } = await plan(session, manifest);
  expect({ before, after, resources: template.resources, problems }).toEqual({
    before: [],
    after: [],
    resources: [],
    problems: [],
  });
}
