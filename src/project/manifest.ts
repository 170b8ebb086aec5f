import { z } from "zod";
import { environmentIds } from "./environments";

/** The clouds a manifest can name; `sandbox` is the simulated Azure on this computer. */
export const cloudIds = ["sandbox", "azure", "azureChina", "azureUsGovernment"] as const;
export type CloudId = (typeof cloudIds)[number];

const guid = z.guid();
const suffix = z.string().regex(/^-\d{3}$/);

/** Where a salt came from; decided once, then never recomputed (esml-domain 1.4). */
export const saltSources = [
  "manifest",
  "dotEnv",
  "existingResource",
  "computed",
  "existingIdentity",
  "random",
] as const;
export type SaltSource = (typeof saltSources)[number];

const salt = (length: number) =>
  z.strictObject({
    value: z.string().regex(new RegExp(`^[a-z0-9-]{${length}}$`)),
    source: z.enum(saltSources),
    /** The resource or file the value was read from. */
    from: z.string().optional(),
  });

const computeOverrides = z.looseObject({
  aksNodeSku: z.string().optional(),
  aksNodeCount: z.number().int().optional(),
  kubernetesVersion: z.string().optional(),
  clusterSku: z.string().optional(),
  clusterMaxNodes: z.number().int().optional(),
  instanceSku: z.string().optional(),
});

const computeInstance = z.looseObject({
  name: z.string(),
  assignedTo: z.looseObject({
    objectId: guid,
    tenantId: guid,
    displayName: z.string().optional(),
  }),
  /** Overrides the environment's instance SKU for this person. */
  sku: z.string().optional(),
  /** Set by the tick that very large sizes need. */
  confirmedLarge: z.boolean().optional(),
});

const environment = z.looseObject({
  cloud: z.enum(cloudIds),
  tenantId: guid,
  subscriptionId: guid,
  protected: z.boolean().optional(),
  /** Location of the ARM deployment; fixed after the first run. */
  deploymentLocation: z.string().optional(),
  salt: salt(5).optional(),
  identitySalt: salt(10).optional(),
  compute: computeOverrides.optional(),
  computeInstances: z.array(computeInstance).optional(),
  network: z.looseObject({
    addressSpace: z.string(),
    /** Third octet of the common subnets, the factory's `*_cidr_range`. */
    commonRange: z.number().int().min(0).max(255),
  }),
});

export const manifestSchema = z.looseObject({
  $schema: z.string().optional(),
  schemaVersion: z.literal(1),
  project: z.looseObject({ number: z.string().regex(/^\d{3}$/) }),
  factory: z.looseObject({
    prefix: z.string(),
    suffix,
    projectPrefix: z.string(),
    projectSuffix: z.string(),
    commonResourceGroupBase: z.string(),
    commonResourceSuffix: suffix,
    projectResourceSuffix: suffix,
    vnetNameBase: z.string(),
  }),
  location: z.looseObject({
    region: z.string().regex(/^[a-z0-9]+$/),
    shortCode: z.string().regex(/^[a-z0-9]{2,4}$/),
  }),
  team: z.looseObject({
    members: z.array(
      z.looseObject({
        objectId: guid,
        kind: z.enum(["user", "group", "servicePrincipal"]),
        displayName: z.string().optional(),
      }),
    ),
    tags: z.record(z.string(), z.string()),
    costCenter: z.string(),
  }),
  services: z.looseObject({
    machineLearning: z.boolean(),
    aks: z.boolean(),
    dataFactory: z.boolean(),
    registry: z.enum(["shared", "own"]),
  }),
  network: z.looseObject({
    access: z.enum(["private", "hybrid", "publicWithPerimeter"]),
    dns: z.enum(["local", "hub"]),
    egress: z.enum(["natGateway", "firewall", "existing"]),
    firewallIp: z.string().optional(),
  }),
  environments: z.partialRecord(z.enum(environmentIds), environment),
});

export type ProjectManifest = z.infer<typeof manifestSchema>;
export type EnvironmentManifest = z.infer<typeof environment>;
export type ComputeOverrides = z.infer<typeof computeOverrides>;
export type ComputeInstanceManifest = z.infer<typeof computeInstance>;
