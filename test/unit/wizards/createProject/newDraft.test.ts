import { describe, expect, it } from "vitest";
import { describeNoConnection } from "../../../../src/wizards/describeConnection";
import { newDraft, withCreator } from "../../../../src/wizards/createProject/newDraft";
import { connected } from "./connected";

describe("newDraft", () => {
  it("proposes for each environment the subscription that is named for it", () => {
    const { environments } = newDraft("sandbox", connected).manifest;
    expect(environments.dev?.subscriptionId).toMatch(/1$/);
    expect(environments.stage?.subscriptionId).toMatch(/2$/);
    expect(environments.prod).toMatchObject({ cloud: "sandbox", protected: true });
  });

  it("selects Dev and gives the connected person the one compute instance", () => {
    const draft = newDraft("sandbox", connected);
    expect(draft.selected).toEqual(["dev"]);
    const [instance] = draft.manifest.environments.dev?.computeInstances ?? [];
    expect(instance?.assignedTo.objectId).toBe(connected.account?.objectId);
    expect(draft.manifest.environments.stage?.computeInstances).toBeUndefined();
  });

  it("gets its person and subscriptions when the connection comes later", () => {
    const early = newDraft("azure", describeNoConnection("azure", "Not connected."));
    const { manifest } = withCreator(early, connected);
    expect(manifest.team.members[0]?.objectId).toBe(connected.account?.objectId);
    expect(manifest.environments.dev).toMatchObject({
      cloud: "sandbox",
      tenantId: connected.tenant?.id,
      subscriptionId: "aaaaaaaa-0000-4000-8000-000000000001",
    });
  });

  it("leaves a draft that has its people alone", () => {
    const draft = newDraft("sandbox", connected);
    const other = { ...connected, account: { username: "x", objectId: "y" } };
    expect(withCreator(draft, other).manifest).toEqual(draft.manifest);
  });
});
