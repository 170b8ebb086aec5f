import { describe, expect, it } from "vitest";
import type { ResourceSpec } from "../../../../src/provisioning/context";
import { deleteComputeClusterStep } from "../../../../src/provisioning/steps/deleteComputeCluster";
import { deleteComputeInstanceStep } from "../../../../src/provisioning/steps/deleteComputeInstance";
import { recoverVaultStep } from "../../../../src/provisioning/steps/recoverVault";
import { registerProviderStep } from "../../../../src/provisioning/steps/registerProvider";
import { isStepDone, runStep } from "../../../../src/provisioning/steps/runStep";
import { armError } from "../../azure/fakeSession";
import { fakeAzure, type Resources } from "./fakeAzure";

const group = "/subscriptions/s/resourceGroups/g";
const compute = `${group}/providers/Microsoft.MachineLearningServices/workspaces/w/computes/c1`;
const sizePath = "properties.properties.vmSize";

function specOf(id: string, type: string, body: ResourceSpec["body"]): ResourceSpec {
  const name = id.split("/").at(-1) ?? "";
  return { id, type, name, group: "g", kind: "", detail: "", shared: false, dependsOn: [], body };
}

const parts = (isGoing = false) => ({
  environment: "dev",
  spec: specOf(compute, "Microsoft.MachineLearningServices/workspaces/computes", {
    properties: { computeType: "AmlCompute", properties: { vmSize: "Standard_F8s_v2" } },
  }),
  wanted: { [sizePath]: "Standard_F8s_v2" },
  detail: "vmSize a → b",
  isGoing,
});
const old = (state = "Succeeded") => ({
  properties: { provisioningState: state, properties: { vmSize: "STANDARD_DS3_V2" } },
});

describe("replacing a compute", () => {
  const step = deleteComputeClusterStep(parts());

  it("says what is lost, of which it is an agreement, and how to go back", () => {
    expect(step).toMatchObject({
      id: "dev/replace-compute-cluster/c1/standard_f8s_v2",
      phase: "before",
      change: "delete",
      loses: expect.stringContaining("Jobs that run or wait on it are stopped.") as string,
      undo: expect.stringContaining("replaced once more") as string,
    });
    const instance = deleteComputeInstanceStep(parts(), "ada@acme.example");
    expect(instance.loses).toContain("Ask ada@acme.example first.");
    expect(deleteComputeClusterStep(parts(true)).loses).toBeUndefined();
  });

  it("deletes and waits until it is gone", async () => {
    const azure = fakeAzure(
      { [compute]: old() },
      {
        onWait: (resources, waits) => {
          if (waits === 3) resources[compute] = undefined;
        },
      },
    );
    expect(await isStepDone(step, azure.context)).toBe(false);
    await runStep(step, azure.context);
    expect(azure.sent()).toEqual([`DELETE ${compute}?underlyingResourceAction=Delete`]);
    expect(azure.waits()).toBe(3);
    expect(await isStepDone(step, azure.context)).toBe(true);
  });

  it("only waits for what is being deleted, and sends nothing for what is gone", async () => {
    const going = fakeAzure(
      { [compute]: old("Deleting") },
      {
        onWait: (resources) => {
          resources[compute] = undefined;
        },
      },
    );
    expect(await isStepDone(step, going.context)).toBe(false);
    await runStep(step, going.context);
    expect(going.sent()).toEqual([]);
    const gone = fakeAzure({});
    await runStep(step, gone.context);
    expect([gone.sent(), gone.waits()]).toEqual([[], 0]);
  });

  it("leaves alone what another run has made anew meanwhile", async () => {
    const properties = { properties: { vmSize: "STANDARD_F8S_V2" } };
    expect(await isStepDone(step, fakeAzure({ [compute]: { properties } }).context)).toBe(true);
  });

  it("fails with Azure's reason when it cannot be deleted", async () => {
    const error = { code: "ComputeInUse", message: "A lock is on it." };
    const azure = fakeAzure(
      { [compute]: old() },
      {
        onWait: (resources) => {
          const properties = { provisioningState: "Failed", provisioningErrors: [{ error }] };
          resources[compute] = { properties };
        },
      },
    );
    await expect(runStep(step, azure.context)).rejects.toMatchObject(error);
  });

  it("takes an old failure for no new one, until the deletion shows", async () => {
    const azure = fakeAzure(
      { [compute]: old("Failed") },
      {
        onWrite: () => undefined,
        onWait: (resources, waits) => {
          if (waits === 2) resources[compute] = old("Deleting");
          if (waits === 4) resources[compute] = undefined;
        },
      },
    );
    await runStep(step, azure.context);
    const stuck = fakeAzure({ [compute]: old("Failed") }, { onWrite: () => undefined });
    await expect(runStep(step, stuck.context)).rejects.toMatchObject({ code: "OperationFailed" });
  });

  it("stops waiting when it is told to", async () => {
    const controller = new AbortController();
    const onWait = () => {
      controller.abort();
    };
    const azure = fakeAzure({ [compute]: old() }, { onWait, signal: controller.signal });
    await expect(runStep(step, azure.context)).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("registering a provider", () => {
  const step = registerProviderStep({
    environment: "dev",
    subscriptionId: "s",
    namespace: "Microsoft.DataFactory",
  });
  const provider = "/subscriptions/s/providers/Microsoft.DataFactory";

  it("registers and waits until it is registered", async () => {
    const azure = fakeAzure(
      { [provider]: { registrationState: "NotRegistered" } },
      {
        onWrite: (_request, resources) => {
          resources[provider] = { registrationState: "Registering" };
        },
        onWait: (resources, waits) => {
          if (waits === 2) resources[provider] = { registrationState: "Registered" };
        },
      },
    );
    expect(await isStepDone(step, azure.context)).toBe(false);
    await runStep(step, azure.context);
    expect(azure.sent()).toEqual([`POST ${provider}/register`]);
    expect(await isStepDone(step, azure.context)).toBe(true);
  });

  it("does not ask again while Azure is at it", async () => {
    const onWait = (resources: Resources) => {
      resources[provider] = { registrationState: "Registered" };
    };
    const azure = fakeAzure({ [provider]: { registrationState: "Registering" } }, { onWait });
    await runStep(step, azure.context);
    expect(azure.sent()).toEqual([]);
  });

  it("gets over a read that fails once, and gives up on one that goes on failing", async () => {
    let isBroken = true;
    const azure = fakeAzure({ [provider]: { registrationState: "Registering" } });
    const { session } = azure.context;
    let reads = 0;
    const send: typeof session.send = (request) => {
      reads += 1;
      return isBroken && reads > 1 ? Promise.reject(armError(503)) : session.send(request);
    };
    const context = { ...azure.context, session: { ...session, send } };
    await expect(runStep(step, context)).rejects.toMatchObject({ status: 503 });
    expect(reads).toBe(6);
    reads = 0;
    azure.resources[provider] = { registrationState: "Registered" };
    isBroken = false;
    await runStep(step, context);
  });
});

describe("recovering a vault", () => {
  const vault = `${group}/providers/Microsoft.KeyVault/vaults/kv1`;
  const spec = specOf(vault, "Microsoft.KeyVault/vaults", {
    location: "westeurope",
    properties: { tenantId: "t", sku: { name: "standard" }, enableRbacAuthorization: true },
  });
  const deleted = { properties: { deletionDate: "2026-11-20T10:00:00Z", vaultId: vault } };
  const recovered = { properties: { provisioningState: "Succeeded" } };

  it("makes the group first where that is gone too, and asks Azure for nothing but the recovery", async () => {
    const body = { location: "westeurope", tags: { project: "001" } };
    const step = recoverVaultStep({
      environment: "dev",
      spec,
      deleted,
      group: { id: group, body },
    });
    expect(step.detail).toBe("Deleted 2026-11-20; comes back with its secrets and keys");
    const azure = fakeAzure(
      {},
      {
        onWait: (resources) => {
          resources[vault] = recovered;
        },
      },
    );
    expect(await isStepDone(step, azure.context)).toBe(false);
    await runStep(step, azure.context);
    expect(azure.writes.map(({ method, path, body: sent }) => [method, path, sent])).toEqual([
      ["PUT", group, body],
      [
        "PUT",
        vault,
        {
          location: "westeurope",
          properties: { createMode: "recover", tenantId: "t", sku: { name: "standard" } },
        },
      ],
    ]);
    expect(await isStepDone(step, azure.context)).toBe(true);
  });

  it("leaves a group that is there as it is", async () => {
    const step = recoverVaultStep({
      environment: "dev",
      spec,
      deleted,
      group: { id: group, body: {} },
    });
    const onWait = (resources: Resources) => {
      resources[vault] = recovered;
    };
    const azure = fakeAzure({ [group]: {} }, { onWait });
    await runStep(step, azure.context);
    expect(azure.sent()).toEqual([`PUT ${vault}`]);
  });
});
