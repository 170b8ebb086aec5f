import { t } from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import { checkControl, fieldId } from "../../widgets/field";
import { pageHeader, section } from "../../widgets/section";
import { edit, messagesAt, type PageContext } from "../context";
import { withService } from "../edits";

interface Service {
  readonly key: "machineLearning" | "aks" | "dataFactory";
  readonly title: string;
  readonly adds: string;
  readonly needs: string;
}

const services = (): readonly Service[] => [
  {
    key: "machineLearning",
    title: t("Azure Machine Learning"),
    adds: t(
      "A private workspace with a compute cluster that scales to zero, and the compute instances that you list on Compute.",
    ),
    needs: t("Needs storage, a key vault, Application Insights and the registry; all are created."),
  },
  {
    key: "aks",
    title: t("AKS for online endpoints"),
    adds: t("A private Kubernetes cluster on its own subnet, with one node pool of a fixed size."),
    needs: t("Needs vCPU quota at creation and outbound access through the NAT gateway."),
  },
  {
    key: "dataFactory",
    title: t("Data Factory"),
    adds: t("Orchestrates training and batch scoring, reached through private endpoints."),
    needs: t("Needs no quota."),
  },
];

function choice(context: PageContext, service: Service): TemplateResult {
  const { manifest } = context.state.draft;
  const path = `services.${service.key}`;
  const isOn = manifest.services[service.key];
  return html`<div class="choice ${isOn ? "on" : ""}">
    ${checkControl(
      service.title,
      isOn,
      (on) => {
        edit(context, withService(manifest, service.key, on), path);
      },
      fieldId(path),
    )}
    <p class="help">${service.adds}</p>
    <p class="help">${service.needs}</p>
    ${messagesAt(context, path)}
  </div>`;
}

/** What comes with every project, as facts: there is nothing to choose here. */
function always(context: PageContext): TemplateResult {
  const { registry } = context.state.draft.manifest.services;
  return html`<dl class="kv">
    <dt>${t("Registry")}</dt>
    <dd>
      ${
        registry === "shared"
          ? t(
              "Shared: one private Premium registry per environment in the common resource group. It is created when it is not there.",
            )
          : t("Own: a private Premium registry in the project’s resource group.")
      }
      ${messagesAt(context, "services.registry")}
    </dd>
    <dt>${t("Storage")}</dt>
    <dd>${t("Two storage accounts, reached through private endpoints.")}</dd>
    <dt>${t("Key vault")}</dt>
    <dd>${t("One, with role-based access.")}</dd>
    <dt>${t("Logs")}</dt>
    <dd>${t("Application Insights on the factory’s Log Analytics workspace.")}</dd>
  </dl>`;
}

export function servicesPage(context: PageContext): TemplateResult {
  const lead = t("What the project gets in each environment.");
  return html`${pageHeader(t("Services"), lead)}
  ${section(
    { id: "s-services", title: t("Services") },
    html`<div class="choices">${services().map((service) => choice(context, service))}</div>
      ${messagesAt(context, "services")}`,
  )}
  ${section({ id: "s-always", title: t("With every project") }, always(context))}`;
}
