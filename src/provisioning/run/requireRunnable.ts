import { t } from "@vscode/l10n";
import { UserError } from "../../shared/errors";
import type { EnvironmentPlan } from "../plan";
import type { PlannedStep } from "../steps/PlannedStep";

/** The steps of the plans that lose something, each of which has to be confirmed by its id. */
export function replacementsOf(plans: readonly EnvironmentPlan[]): readonly PlannedStep[] {
  return plans
    .flatMap(({ before, after }) => [...before, ...after])
    .filter(({ loses }) => loses !== undefined);
}

/**
 * Refuses plans that ask for what Azure cannot do, or that lose something nobody has agreed to.
 * @throws UserError `PLAN_REFUSED`, `REPLACEMENT_NOT_CONFIRMED`
 */
export function requireRunnable(
  plans: readonly EnvironmentPlan[],
  confirmed: ReadonlySet<string>,
): void {
  const errors = plans
    .flatMap(({ problems }) => problems)
    .filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    throw new UserError("PLAN_REFUSED", errors.map(({ message }) => message).join(" "));
  }
  const open = replacementsOf(plans).filter(({ id }) => !confirmed.has(id));
  if (open.length === 0) return;
  const sentences = open.map(({ title, name, loses }) => `${title} ${name}: ${loses ?? ""}`);
  throw new UserError(
    "REPLACEMENT_NOT_CONFIRMED",
    t("Nothing was changed. Confirm on Review what is lost: {0}", sentences.join(" ")),
  );
}
