import { t } from "@vscode/l10n";
import { ArmError } from "../../azure/ArmError";
import { environmentSpellings } from "../../project/environments";
import type { RunFailure } from "../../runs/events";
import type { UserError } from "../../shared/errors";
import { explainFailure } from "../explainFailure";
import type { EnvironmentPlan, PlannedResource } from "../plan";
import type { PlannedStep } from "../steps/PlannedStep";

/** What Azure said of it, where it was Azure. */
function answerOf(error: ArmError | UserError): Partial<RunFailure> {
  if (!(error instanceof ArmError)) return {};
  return {
    ...(error.correlationId === undefined ? {} : { correlationId: error.correlationId }),
    ...(error.body === undefined ? {} : { raw: JSON.stringify(error.body, null, 2) }),
  };
}

/** A deployment that failed, at a resource where Azure names one. */
export function failureOfDeployment(
  error: ArmError,
  plan: EnvironmentPlan,
  resource: PlannedResource | undefined,
  at: string,
): RunFailure {
  const { title } = environmentSpellings[plan.environment];
  const shown = resource ? t("{0} {1}", resource.kind, resource.name) : t("The deployment");
  const explained = explainFailure({
    code: error.code,
    said: error.message,
    resource: shown,
    environment: title,
    location: plan.location,
  });
  return {
    environment: plan.environment,
    ...(resource ? { resourceId: resource.id } : {}),
    code: error.code,
    ...explained,
    ...answerOf(error),
    at,
  };
}

/** A step that failed: what it was to do, on what, and Azure's own words. */
export function failureOfStep(
  error: ArmError | UserError,
  plan: EnvironmentPlan,
  step: PlannedStep,
  at: string,
): RunFailure {
  const { title } = environmentSpellings[plan.environment];
  const { nextStep } = explainFailure({
    code: error.code,
    said: error.message,
    resource: step.name,
    environment: title,
    location: plan.location,
  });
  return {
    environment: plan.environment,
    resourceId: step.id,
    code: error.code,
    message: t("{0} {1} did not succeed in {2}. {3}", step.title, step.name, title, error.message),
    nextStep,
    ...answerOf(error),
    at,
  };
}
