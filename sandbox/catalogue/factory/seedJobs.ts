import type { ProviderContext } from "../../provider";
import { environmentName, trainingJob } from "./seedAssets";
import type { SeededProject } from "./seedProject";

/** Jobs that have come to different ends, one that still runs, and two schedules. */
export async function seedJobs(seeded: SeededProject, context: ProviderContext): Promise<void> {
  const { workspace, cluster } = seeded.names;
  const environmentId = `${workspace}/environments/${environmentName}/versions/3`;
  const command = (experimentName: string, text: string): Record<string, unknown> => ({
    jobType: "Command",
    experimentName,
    command: text,
    environmentId,
    computeId: cluster,
  });
  const train = (model: string): Record<string, unknown> =>
    command(model, `python train.py --model ${model}`);
  const submitted = [
    [trainingJob("churn", "11"), train("churn")],
    [trainingJob("churn", "12"), train("churn")],
    [trainingJob("churn", "13"), train("churn")],
    [trainingJob("churn", "14"), train("churn")],
    [trainingJob("demand", "1"), train("demand")],
    [trainingJob("demand", "2"), train("demand")],
    [trainingJob("demand", "3"), train("demand")],
  ] as const;
  for (const [name, properties] of submitted) {
    await context.put(`${workspace}/jobs/${name}`, { properties });
  }
  setStatus(`${workspace}/jobs/${trainingJob("churn", "14")}`, "Running", context);
  setStatus(`${workspace}/jobs/${trainingJob("demand", "3")}`, "Failed", context);
  await context.put(`${workspace}/jobs/score-customers`, {
    properties: {
      jobType: "Pipeline",
      experimentName: "scoring",
      jobs: {
        prepare: { type: "command", command: "python prepare.py", environmentId },
        score: { type: "command", command: "python score.py", environmentId },
      },
    },
  });
  await seedSchedules(workspace, train("churn"), context);
}

async function seedSchedules(
  workspace: string,
  jobDefinition: Record<string, unknown>,
  context: ProviderContext,
): Promise<void> {
  const action = { actionType: "CreateJob", jobDefinition };
  await context.put(`${workspace}/schedules/retrain-churn-weekly`, {
    properties: {
      displayName: "Retrain churn every Monday",
      action,
      trigger: { triggerType: "Cron", expression: "0 4 * * 1", timeZone: "UTC" },
    },
  });
  await context.put(`${workspace}/schedules/retrain-churn-daily`, {
    properties: {
      displayName: "Retrain churn every day",
      isEnabled: false,
      action,
      trigger: { triggerType: "Recurrence", frequency: "Day", interval: 1 },
    },
  });
}

/** What a run has come to that no clock moves any more. */
function setStatus(id: string, status: string, { store }: ProviderContext): void {
  const record = store.get(id);
  if (record) {
    record.properties["status"] = status;
    delete record.properties["outputs"];
    store.put(record);
  }
}
