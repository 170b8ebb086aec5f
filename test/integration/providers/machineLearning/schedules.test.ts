import { describe, expect, it } from "vitest";
import {
  all,
  errorOf,
  group,
  mlClient,
  pollAtOnce,
  send,
  untilSettled,
  workspace,
} from "../../../support/machineLearning";
import { commandBody, startWithEnvironment } from "../../../support/mlBodies";
import { useSandbox } from "../../../support/useSandbox";

const used = useSandbox(startWithEnvironment);

const put = (path: string, properties: object) => send(used.sandbox, "PUT", path, { properties });

describe("a schedule", () => {
  const schedule = (changes: object = {}) => ({
    action: { actionType: "CreateJob" as const, jobDefinition: commandBody() },
    trigger: { triggerType: "Cron" as const, expression: "0 4 * * 1", timeZone: "UTC" },
    ...changes,
  });

  it("is made by a long operation, listed while it is enabled and deleted", async () => {
    const begun = await put("schedules/weekly", schedule());
    expect(begun).toMatchObject({
      status: 201,
      body: { properties: { provisioningState: "Creating", isEnabled: true } },
    });
    expect(begun.headers["azure-asyncoperation"]).toBeTruthy();
    expect(begun.headers["x-ms-async-operation-timeout"]).toBe("PT1H");
    used.sandbox.clock.timeScale = 0;
    await untilSettled(used.sandbox, "schedules/weekly");
    const { schedules } = mlClient(used.sandbox);
    const daily = schedule({
      isEnabled: false,
      trigger: { triggerType: "Recurrence", frequency: "Day", interval: 1 },
    });
    await schedules.beginCreateOrUpdateAndWait(
      group,
      workspace,
      "daily",
      { properties: daily },
      pollAtOnce,
    );
    const names = async (listViewType?: string) =>
      (await all(schedules.list(group, workspace, listViewType ? { listViewType } : {}))).map(
        ({ name }) => name,
      );
    expect(await names()).toEqual(["weekly"]);
    expect(await names("DisabledOnly")).toEqual(["daily"]);
    expect(await names("All")).toEqual(["daily", "weekly"]);
    const shown = await schedules.get(group, workspace, "weekly");
    expect(shown.properties).toMatchObject({ displayName: "weekly", trigger: { timeZone: "UTC" } });
    await schedules.beginDeleteAndWait(group, workspace, "daily", pollAtOnce);
    expect(await names("All")).toEqual(["weekly"]);
  });

  it("needs a trigger and an action that are whole", async () => {
    const { trigger: _, ...lacking } = schedule();
    expect(errorOf(await put("schedules/a", lacking))).toMatchObject({
      code: "UserError",
      target: "properties.trigger",
    });
    const often = schedule({ trigger: { triggerType: "Recurrence", frequency: "Often" } });
    const wrong = await put("schedules/a", often);
    expect(
      (wrong.body as { error: { details: { target: string }[] } }).error.details,
    ).toMatchObject([
      { target: "properties.trigger.frequency" },
      { target: "properties.trigger.interval" },
    ]);
    const sweep = { actionType: "CreateJob", jobDefinition: { jobType: "Sweep" } };
    const other = await put("schedules/a", schedule({ action: sweep }));
    expect(errorOf(other)).toMatchObject({ status: 501, code: "SandboxNotImplemented" });
    const action = { actionType: "CreateJob", jobDefinition: { jobType: "Command" } };
    expect(errorOf(await put("schedules/a", schedule({ action })))).toMatchObject({
      target: "properties.action.jobDefinition.command",
    });
  });
});
