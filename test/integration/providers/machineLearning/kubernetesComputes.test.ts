import { describe, expect, it } from "vitest";

import {
  addCluster,
  all,
  clusterId,
  errorOf,
  group,
  mlClient,
  pollAtOnce,
  send,
  startMlSandbox,
  workspace,
} from "../../../support/machineLearning";
import { attachedBody, instanceBody } from "../../../support/mlBodies";
import { useSandbox } from "../../../support/useSandbox";

const used = useSandbox(startMlSandbox);

const put = (name: string, body: object) => send(used.sandbox, "PUT", `computes/${name}`, body);

describe("an attached Kubernetes cluster", () => {
  it("needs the cluster, with the extension of Machine Learning on it", async () => {
    const lost = await put("k8s", attachedBody());
    expect(errorOf(lost)).toMatchObject({ code: "BadRequest", target: "resourceId" });
    await addCluster(used.sandbox, { extension: false });
    const bare = await put("k8s", attachedBody());
    expect(errorOf(bare)).toMatchObject({ status: 400, code: "BadRequest" });
    expect(errorOf(bare).message).toContain("Microsoft.AzureML.Kubernetes");
    await addCluster(used.sandbox);
    const { computeOperations } = mlClient(used.sandbox);
    const created = await computeOperations.beginCreateOrUpdateAndWait(
      group,
      workspace,
      "k8s",
      attachedBody(),
      pollAtOnce,
    );
    expect(created.properties).toMatchObject({
      computeType: "Kubernetes",
      isAttachedCompute: true,
      resourceId: clusterId,
      properties: { namespace: "default", defaultInstanceType: "defaultinstancetype" },
    });
  });

  it("is detached, never deleted; managed computes are deleted, never detached", async () => {
    await addCluster(used.sandbox);
    await put("k8s", attachedBody());
    await put("ci-a", instanceBody());
    const remove = (name: string, query: string) =>
      send(used.sandbox, "DELETE", `computes/${name}${query}`);
    const plain = await remove("k8s", "");
    expect(errorOf(plain)).toMatchObject({ status: 400, target: "underlyingResourceAction" });
    expect((await remove("k8s", "?underlyingResourceAction=Delete")).status).toBe(400);
    expect((await remove("ci-a", "?underlyingResourceAction=Detach")).status).toBe(400);
    const detached = await remove("k8s", "?underlyingResourceAction=Detach");
    expect(detached.status).toBe(202);
    expect(detached.headers["azure-asyncoperation"]).toBeTruthy();
    expect(detached.headers["location"]).toBeTruthy();
    const { computeOperations } = mlClient(used.sandbox);
    await computeOperations.beginDeleteAndWait(group, workspace, "ci-a", "Delete", pollAtOnce);
    expect(await all(computeOperations.list(group, workspace))).toEqual([]);
    expect(used.sandbox.store.has(clusterId)).toBe(true);
  });
});
