import { notSimulated } from "../../dataPlane/notSimulated";
import type { Provider } from "../../provider";
import { components } from "./components";
import { deletedWorkspaceRoutes } from "./deletedWorkspaces";
import { diagnosticSettings } from "./diagnosticSettings";
import { workspaces } from "./logAnalytics";

/** Application Insights and diagnostic settings. */
export const insightsProvider: Provider = {
  namespace: "Microsoft.Insights",
  kinds: [components, diagnosticSettings],
  dataPlanes: [notSimulated("ingestion", "livediagnostics")],
};

/** Log Analytics. */
export const operationalInsightsProvider: Provider = {
  namespace: "Microsoft.OperationalInsights",
  kinds: [workspaces],
  routes: deletedWorkspaceRoutes,
};
