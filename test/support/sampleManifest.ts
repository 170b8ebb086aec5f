import { environmentIds } from "../../src/project/environments";
import type { ProjectManifest } from "../../src/project/manifest";
import { newProject, withInstanceNames } from "../../src/project/newProject";
import { withPreviewSalts } from "../../src/project/salts";

const id = (digit: string) => `${digit.repeat(8)}-0000-4000-8000-000000000000`;

/** Project of the documentation's examples, with decided salts; sandbox cloud, all three environments. */
export function sampleManifest(number = "001"): ProjectManifest {
  const manifest = newProject({
    cloud: "sandbox",
    tenantId: id("a"),
    subscriptions: { dev: id("1"), stage: id("2"), prod: id("3") },
    number,
    region: "westeurope",
    shortCode: "weu",
    creator: { objectId: id("b"), tenantId: id("a"), displayName: "you@acme.example" },
  });
  return withInstanceNames(environmentIds.reduce(withPreviewSalts, manifest));
}
