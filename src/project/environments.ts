/** The three environments and every outside spelling of them (esml: Stage is `test` in Azure names). */
export const environmentIds = ["dev", "stage", "prod"] as const;
export type EnvironmentId = (typeof environmentIds)[number];

export interface EnvironmentSpelling {
  /** In text for people. */
  readonly title: string;
  /** In Azure resource names and data contracts. */
  readonly azure: "dev" | "test" | "prod";
  /** Prefix of keys in the factory's `variables.yaml`, for example `test_sub_id`. */
  readonly adoVariable: "dev" | "test" | "prod";
  /** Name of the Azure DevOps environment. */
  readonly adoEnvironment: string;
  /** Prefix of keys in the factory's `.env`, for example `STAGE_SUBSCRIPTION_ID`. */
  readonly dotEnv: "DEV" | "STAGE" | "PROD";
  /** Name of the GitHub environment. */
  readonly githubEnvironment: EnvironmentId;
}

export const environmentSpellings: Readonly<Record<EnvironmentId, EnvironmentSpelling>> = {
  dev: {
    title: "Dev",
    azure: "dev",
    adoVariable: "dev",
    adoEnvironment: "Dev",
    dotEnv: "DEV",
    githubEnvironment: "dev",
  },
  stage: {
    title: "Stage",
    azure: "test",
    adoVariable: "test",
    adoEnvironment: "Stage",
    dotEnv: "STAGE",
    githubEnvironment: "stage",
  },
  prod: {
    title: "Prod",
    azure: "prod",
    adoVariable: "prod",
    adoEnvironment: "Prod",
    dotEnv: "PROD",
    githubEnvironment: "prod",
  },
};
