import { describe, expect, it } from "vitest";
import {
  errorOf,
  group,
  mlClient,
  pollAtOnce,
  send,
  startMlSandbox,
  untilSettled,
  workspace,
} from "../../../support/machineLearning";
import { endpointBody, putEndpoint } from "../../../support/mlBodies";
import { useSandbox } from "../../../support/useSandbox";

const used = useSandbox(startMlSandbox);

const put = (path: string, body: object) => send(used.sandbox, "PUT", path, body);

describe("the traffic of an online endpoint", () => {
  it("goes to deployments that are there and adds up to 0 or 100", async () => {
    await putEndpoint(used.sandbox, "blue", "green");
    const refusal = async (changes: object) => {
      const answer = await put("onlineEndpoints/churn", endpointBody(changes));
      return errorOf(answer).target;
    };
    expect(await refusal({ traffic: { red: 100 } })).toBe("traffic");
    expect(await refusal({ traffic: { blue: 60, green: 30 } })).toBe("traffic");
    expect(await refusal({ traffic: { blue: 120 } })).toBe("properties.traffic.blue");
    const { onlineEndpoints } = mlClient(used.sandbox);
    const split = await onlineEndpoints.beginCreateOrUpdateAndWait(
      group,
      workspace,
      "churn",
      endpointBody({ traffic: { blue: 90, green: 10 } }),
      pollAtOnce,
    );
    expect(split.properties.traffic).toEqual({ blue: 90, green: 10 });
  });

  it("is mirrored to one deployment that gets no other, half of it at most", async () => {
    await putEndpoint(used.sandbox, "blue", "green");
    const live = { traffic: { blue: 100 } };
    const mirror = async (mirrorTraffic: object) =>
      put("onlineEndpoints/churn", endpointBody({ ...live, mirrorTraffic }));
    expect(errorOf(await mirror({ green: 60 })).target).toBe("mirrorTraffic");
    expect(errorOf(await mirror({ blue: 10 })).target).toBe("mirrorTraffic");
    expect(errorOf(await mirror({ red: 10 })).target).toBe("traffic");
    expect(await mirror({ green: 10 })).toMatchObject({
      status: 200,
      body: { properties: { mirrorTraffic: { green: 10 } } },
    });
  });

  it("keeps a deployment from being deleted, and forgets the ones that go", async () => {
    await putEndpoint(used.sandbox, "blue", "green");
    await put("onlineEndpoints/churn", endpointBody({ traffic: { blue: 100, green: 0 } }));
    await untilSettled(used.sandbox, "onlineEndpoints/churn");
    const { onlineEndpoints, onlineDeployments } = mlClient(used.sandbox);
    const refused = await send(used.sandbox, "DELETE", "onlineEndpoints/churn/deployments/blue");
    expect(errorOf(refused)).toMatchObject({ status: 400, code: "UserError", target: "blue" });
    await onlineDeployments.beginDeleteAndWait(group, workspace, "churn", "green", pollAtOnce);
    const { properties } = await onlineEndpoints.get(group, workspace, "churn");
    expect(properties.traffic).toEqual({ blue: 100 });
  });
});
