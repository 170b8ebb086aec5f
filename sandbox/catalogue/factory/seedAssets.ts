import type { ProviderContext } from "../../provider";
import type { SeededProject } from "./seedProject";

interface SampleModel {
  readonly name: string;
  readonly description: string;
  readonly versions: readonly string[];
}

const models: readonly SampleModel[] = [
  { name: "churn", description: "Who is about to leave", versions: ["11", "12", "13"] },
  { name: "demand", description: "Orders of the next four weeks", versions: ["1", "2"] },
];

export const environmentName = "sklearn-inference";

/** Data, an environment and models with versions, each made by a job that is there too. */
export async function seedAssets(seeded: SeededProject, context: ProviderContext): Promise<void> {
  const { workspace } = seeded.names;
  await context.put(`${workspace}/environments/${environmentName}/versions/3`, {
    properties: {
      description: "scikit-learn with what scoring needs",
      image: "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:latest",
      condaFile: "name: sklearn\ndependencies:\n  - python=3.11\n  - scikit-learn=1.5\n",
    },
  });
  const data = [
    ["customers", "uri_folder", "customers/2026-10"],
    ["orders", "mltable", "orders"],
  ] as const;
  for (const [name, dataType, path] of data) {
    await context.put(`${workspace}/data/${name}/versions/1`, {
      properties: { dataType, dataUri: `azureml://datastores/workspaceblobstore/paths/${path}/` },
    });
  }
  for (const { name, description, versions } of models) {
    await context.put(`${workspace}/models/${name}`, { properties: { description } });
    for (const version of versions) {
      const jobName = trainingJob(name, version);
      await context.put(`${workspace}/models/${name}/versions/${version}`, {
        properties: {
          modelType: "mlflow_model",
          modelUri: `azureml://jobs/${jobName}/outputs/artifacts/paths/model/`,
          jobName,
          tags: { stage: "candidate" },
        },
      });
    }
  }
}

/** Name of the job that has trained a version. */
export function trainingJob(model: string, version: string): string {
  return `train-${model}-${version}`;
}
