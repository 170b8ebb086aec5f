import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../../../sandbox/serve";
import { putGroup, request, send, subscription } from "../../support/deployments";
import { startTestSandbox } from "../../support/sandbox";
import { nested, template, thing } from "../../support/templates";

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startTestSandbox();
  await putGroup(sandbox);
});
afterEach(() => sandbox.close());

const inGroup = (inner: object) => template([nested("n", { resourceGroup: "rg" }, inner)]);

describe("a caller without rights", () => {
  const limited = (actions: readonly string[]) => {
    const { catalogue } = sandbox.context;
    return { ...catalogue, permissions: [{ scope: subscription, actions, notActions: [] }] };
  };

  it("may not deploy at all", async () => {
    const catalogue = limited(["*/read"]);
    await sandbox.close();
    sandbox = await startTestSandbox({ catalogue });
    expect(await send(sandbox, { body: request(template([])) })).toMatchObject({
      status: 403,
      body: { error: { code: "AuthorizationFailed" } },
    });
  });

  it("may not write some of the resources, which ARM lists", async () => {
    const catalogue = limited(["Microsoft.Resources/*"]);
    await sandbox.close();
    sandbox = await startTestSandbox({ catalogue });
    await putGroup(sandbox);
    const body = request(inGroup(template([thing("a"), thing("b")])));
    const { username, objectId } = catalogue.caller;
    const id = `${subscription}/resourceGroups/rg/providers/Microsoft.Test/things/a`;
    expect(await send(sandbox, { body })).toMatchObject({
      status: 400,
      body: {
        error: {
          code: "InvalidTemplateDeployment",
          message: expect.stringContaining(
            `Deployment failed with multiple errors: 'Authorization failed for template resource 'a' of type 'Microsoft.Test/things'. The client '${username}' with object id '${objectId}' does not have permission to perform action 'Microsoft.Test/things/write' at scope '${id}'.:Authorization failed for template resource 'b'`,
          ) as string,
        },
      },
    });
  });

  it("may not register what the deployment needs; who may, registers by deploying", async () => {
    const registration = `${subscription}/providers/Microsoft.Resources/registrations/Microsoft.Test`;
    const body = request(inGroup(template([thing("a")])));
    const unregister = (): void => {
      sandbox.store.put({
        id: registration,
        type: "Microsoft.Resources/registrations",
        name: "Microsoft.Test",
        properties: { registrationState: "NotRegistered" },
      });
    };
    unregister();
    expect((await send(sandbox, { body })).status).toBe(201);
    expect(sandbox.store.get(registration)?.properties.registrationState).toBe("Registered");
    const catalogue = limited(["Microsoft.Resources/*", "Microsoft.Test/things/write"]);
    await sandbox.close();
    sandbox = await startTestSandbox({ catalogue });
    await putGroup(sandbox);
    unregister();
    expect(await send(sandbox, { body })).toMatchObject({
      status: 409,
      body: {
        error: {
          code: "MissingSubscriptionRegistration",
          details: [{ code: "MissingSubscriptionRegistration", target: "Microsoft.Test" }],
        },
      },
    });
  });
});
