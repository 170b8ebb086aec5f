import { ArmError } from "../../azure/ArmError";
import type { RunDeployment } from "../../azure/deployments";
import { cancelDeployment } from "../../azure/deploymentState";
import { runDeployment, watchDeployment } from "../../azure/runDeployment";
import { loadSubscriptions } from "../../azure/subscriptions";
import { runProject } from "../../provisioning/runPlan";
import type { Clock } from "../../shared/Clock";
import { planAll, type SessionOf } from "./planProject";
import type { RunEngine } from "./ProjectRuns";
import type { RunRequest } from "./RunLog";

/**
 * Runs a deployment. One of the same name that is under way (another window, or this one before it was
 * closed) is watched to its end first; an abort cancels it in Azure too.
 */
const runOrRejoin: RunDeployment = async (session, target, template, options) => {
  try {
    try {
      return await runDeployment(session, target, template, options);
    } catch (error) {
      if (!(error instanceof ArmError) || error.code !== "DeploymentActive") throw error;
      // How it ends does not matter: what it made is found, the rest is deployed after it.
      await watchDeployment(session, target, options).catch((end: unknown) => {
        if (!(end instanceof ArmError)) throw end;
      });
      return await runDeployment(session, target, template, options);
    }
  } catch (error) {
    if (options.signal?.aborted) {
      // It may not have begun, or have ended meanwhile; then there is nothing to cancel.
      await cancelDeployment(session, target).catch(() => undefined);
    }
    throw error;
  }
};

/** Plans what is there now and runs it, environment by environment. */
export function createRunEngine(
  sessionsOf: (request: RunRequest) => SessionOf,
  clock: Clock,
): RunEngine {
  return async (request, report, signal) => {
    const { manifest, environments, runId, by } = request;
    const sessionOf = sessionsOf(request);
    const plans = await planAll(manifest, environments, sessionOf, signal);
    const first = environments[0];
    // Names are for people; without them the ids are shown.
    const found = first ? await loadSubscriptions(sessionOf(first), signal).catch(() => []) : [];
    const subscriptionNames = Object.fromEntries(found.map(({ id, name }) => [id, name]));
    const runDeployment = runOrRejoin;
    const what = { manifest, plans, sessionOf, subscriptionNames, runId, by };
    await runProject({ ...what, runDeployment, clock, signal, report });
  };
}
