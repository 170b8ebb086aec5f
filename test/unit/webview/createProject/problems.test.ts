import { describe, expect, it } from "vitest";
import { withOverride } from "../../../../src/project/compute";
import { factoryKey } from "../../../../webview/createProject/loads";
import { problemsOf } from "../../../../webview/createProject/problems";
import { withFix } from "../../../../webview/createProject/withFix";
import { after, connection, draft, ready, subscriptions } from "./drafts";

const codes = (state: ReturnType<typeof ready>) => problemsOf(state).map((one) => one.code);

describe("problemsOf", () => {
  it("has no errors for a new project", () => {
    expect(problemsOf(ready()).filter((one) => one.severity === "error")).toEqual([]);
  });

  it("says at its field that a text is no number, instead of what the old value would say", () => {
    const path = "environments.dev.compute.aksNodeCount";
    const state = after(ready(), { kind: "textTyped", path, text: "three" });
    const found = problemsOf(state).filter((one) => one.path === path);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ code: "NOT_A_NUMBER", page: "compute", environment: "dev" });
  });

  it("leaves out environments that are not created", () => {
    const manifest = withOverride(draft.manifest, "prod", "aksNodeCount", 5000);
    const state = after(ready(), { kind: "edited", manifest });
    expect(
      problemsOf(state).some((one) => one.environment === "prod" && one.severity === "error"),
    ).toBe(true);
    const without = after(state, { kind: "environmentSelected", id: "prod", on: false });
    expect(problemsOf(without).some((one) => one.environment === "prod")).toBe(false);
  });

  it("blocks without a connection, an environment or rights", () => {
    const { account: _account, ...offline } = connection;
    expect(
      codes(ready({ connection: { ...offline, reason: "The sandbox has stopped." } })),
    ).toContain("NOT_CONNECTED");
    const none = ready({ draft: { ...draft, selected: [] } });
    expect(codes(none)).toContain("NO_ENVIRONMENT");
    const [first, ...others] = connection.subscriptions;
    if (!first) throw new Error("No subscription");
    const poor = {
      ...connection,
      subscriptions: [{ ...first, rights: "cannotCreate" as const }, ...others],
    };
    expect(codes(ready({ connection: poor }))).toContain("CANNOT_CREATE");
  });

  it("checks sizes against what the region offers, with a way out", () => {
    const manifest = withOverride(draft.manifest, "dev", "clusterSku", "Standard_Nope");
    const state = after(
      ready(),
      { kind: "edited", manifest },
      {
        kind: "loadChanged",
        what: "offers",
        key: `${subscriptions.dev}/westeurope`,
        load: {
          status: "ready",
          value: {
            region: "westeurope",
            checkedAt: "2026-11-23T14:02:00Z",
            vmSizes: [],
            computeUsages: [],
            amlUsages: [],
            kubernetesVersions: [],
          },
        },
      },
    );
    const problem = problemsOf(state).find(
      (one) => one.path === "environments.dev.compute.clusterSku",
    );
    expect(problem).toMatchObject({ code: "SKU_NOT_OFFERED", severity: "error" });
  });

  it("warns of a used number, overlapping networks and missing rights", () => {
    const state = after(ready(), {
      kind: "loadChanged",
      what: "facts",
      key: factoryKey(draft.manifest),
      load: {
        status: "ready",
        value: {
          usedProjectNumbers: ["001", "003"],
          networks: [
            {
              environment: "dev",
              id: "/n",
              name: "hub",
              addressPrefixes: ["172.16.4.0/22"],
              subnets: [],
            },
          ],
          rights: { dev: "cannotAssignRoles" },
          checkedAt: "2026-11-23T14:02:00Z",
        },
      },
    });
    const used = problemsOf(state).find((one) => one.code === "NUMBER_IN_USE");
    expect(used?.fix).toEqual({ label: "002", value: "002" });
    const overlap = problemsOf(state).find((one) => one.code === "ADDRESS_SPACE_OVERLAP");
    expect(overlap).toMatchObject({ environment: "dev", severity: "warning" });
    const rights = problemsOf(state).find((one) => one.code === "CANNOT_ASSIGN_ROLES");
    expect(rights).toMatchObject({ environment: "dev", severity: "warning" });
  });
});

describe("withFix", () => {
  it("puts a size where the problem is, and any other value by its path", () => {
    const sized = withFix(draft.manifest, "environments.dev.compute.clusterSku", "Standard_F8s_v2");
    expect(sized.environments.dev?.compute).toEqual({ clusterSku: "Standard_F8s_v2" });
    const own = withFix(
      draft.manifest,
      "environments.dev.computeInstances.0.sku",
      "Standard_D2_v2",
    );
    expect(own.environments.dev?.computeInstances?.[0]?.sku).toBe("Standard_D2_v2");
  });
});
