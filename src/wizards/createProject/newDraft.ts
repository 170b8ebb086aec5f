import { environmentIds, type EnvironmentId } from "../../project/environments";
import type { CloudId, ProjectManifest } from "../../project/manifest";
import { newProject, withInstanceNames } from "../../project/newProject";
import { shortCodeOf } from "../../project/regions";
import type { ConnectionInfo, ProjectDraft } from "../contracts/createProject";

const spellings: Readonly<Record<EnvironmentId, RegExp>> = {
  dev: /dev/i,
  stage: /stag|test/i,
  prod: /prod/i,
};

/** What the fields hold while nothing is connected; the page replaces it by what the connection says. */
const nobody = "00000000-0000-0000-0000-000000000000";
const startRegion = "westeurope";

/** A new project with the preset values: Dev is selected, Stage and Prod are prepared where names say so. */
export function newDraft(cloud: CloudId, connection: ConnectionInfo, number = "001"): ProjectDraft {
  const { account, tenant } = connection;
  const manifest = newProject({
    cloud,
    tenantId: tenant?.id ?? nobody,
    subscriptions: proposeSubscriptions(connection),
    number,
    region: startRegion,
    shortCode: shortCodeOf(startRegion) ?? "",
    creator: {
      objectId: account?.objectId ?? nobody,
      tenantId: tenant?.id ?? nobody,
      ...(account === undefined ? {} : { displayName: account.username }),
    },
  });
  return {
    manifest,
    selected: ["dev"],
    texts: {},
    page: "factory",
    visited: ["factory"],
  };
}

/** Puts the connected person in the place that an unconnected draft keeps free. */
export function withCreator(draft: ProjectDraft, connection: ConnectionInfo): ProjectDraft {
  const { account, tenant } = connection;
  if (!account || !tenant) return draft;
  const person = { objectId: account.objectId, displayName: account.username };
  const fill = <T extends { objectId: string }>(one: T): T =>
    one.objectId === nobody ? { ...one, ...person } : one;
  const { team, environments } = draft.manifest;
  const filled: ProjectManifest["environments"] = { ...environments };
  for (const id of environmentIds) {
    const settings = filled[id];
    if (!settings) continue;
    const isOpen = settings.tenantId === nobody;
    const subscriptionId = proposeSubscriptions(connection)[id];
    const instances = settings.computeInstances?.map((one) =>
      one.assignedTo.objectId === nobody
        ? { ...one, assignedTo: { ...one.assignedTo, ...person, tenantId: tenant.id } }
        : one,
    );
    filled[id] = {
      ...settings,
      ...(isOpen ? { tenantId: tenant.id, cloud: connection.cloud } : {}),
      ...(isOpen && subscriptionId !== undefined ? { subscriptionId } : {}),
      ...(instances ? { computeInstances: instances } : {}),
    };
  }
  const manifest = {
    ...draft.manifest,
    team: { ...team, members: team.members.map(fill) },
    environments: filled,
  };
  return { ...draft, manifest: withInstanceNames(manifest) };
}

/** The subscription whose name says the environment, else the first one. */
function proposeSubscriptions({ subscriptions }: ConnectionInfo) {
  const first = subscriptions[0]?.id;
  const proposed: Partial<Record<EnvironmentId, string>> = {};
  for (const id of environmentIds) {
    const named = subscriptions.find((one) => spellings[id].test(one.name))?.id;
    const subscriptionId = named ?? (id === "dev" ? (first ?? nobody) : undefined);
    if (subscriptionId !== undefined) proposed[id] = subscriptionId;
  }
  return proposed;
}
