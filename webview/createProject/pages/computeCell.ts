import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { computeValues, isLargeSize, isOverride, withOverride } from "../../../src/project/compute";
import type { ComputeOffer, OfferedVmSize } from "../../../src/project/computeOffer";
import type { ComputeSetting } from "../../../src/project/computeSettings";
import { environmentSpellings, type EnvironmentId } from "../../../src/project/environments";
import { compareVersions } from "../../../src/project/kubernetesVersions";
import { iconButton } from "../../widgets/button";
import { checkControl, fieldId, selectControl, textControl } from "../../widgets/field";
import { message } from "../../widgets/message";
import type { SelectOption } from "../../widgets/syncSelect";
import {
  edit,
  isInvalid,
  loadLine,
  messagesAt,
  problemsAt,
  typeNumber,
  type PageContext,
} from "../context";
import { withLargeConfirmed } from "../edits";
import { offerKey } from "../loads";
import { offerOf } from "../problems";

export interface CellPlace {
  readonly context: PageContext;
  readonly id: EnvironmentId;
  readonly setting: ComputeSetting;
}

export const settingPath = (id: EnvironmentId, setting: ComputeSetting) =>
  `environments.${id}.compute.${setting.key}`;

/** "8 vCPUs, 56 GiB", with the active ones and the GPUs where they matter. */
export function sizeFacts(size: OfferedVmSize): string {
  const memory = t("{0} GiB", Math.round(size.memoryGiB));
  const cpus =
    size.vCpusActive < size.vCpus
      ? t("{0} of {1} vCPUs active", size.vCpusActive, size.vCpus)
      : t("{0} vCPUs", size.vCpus);
  return size.gpus > 0 ? t("{0}, {1}, {2} GPUs", cpus, memory, size.gpus) : `${cpus}, ${memory}`;
}

const findSize = (offer: ComputeOffer | undefined, name: string) =>
  offer?.vmSizes.find((one) => one.name.toLowerCase() === name.toLowerCase());

const optionLists = new WeakMap<ComputeOffer, Map<string, readonly SelectOption[]>>();

function buildOptions(offer: ComputeOffer, setting: ComputeSetting): readonly SelectOption[] {
  if (setting.kind === "kubernetesVersion") {
    return [...offer.kubernetesVersions]
      .sort((a, b) => compareVersions(b.version, a.version))
      .map(({ version, preview }) => ({
        value: version,
        label: version,
        ...(preview && { description: t("Preview") }),
      }));
  }
  return offer.vmSizes
    .filter((one) => one.restriction === undefined)
    .filter((one) => setting.key === "aksNodeSku" || one.forMachineLearning)
    .map((one) => ({ value: one.name, label: one.name, description: sizeFacts(one) }))
    .sort((a, b) => a.label.localeCompare(b.label, "en", { numeric: true }));
}

/** Lists of hundreds of sizes, built once per offer. */
function optionsOf(
  offer: ComputeOffer | undefined,
  setting: ComputeSetting,
): readonly SelectOption[] {
  if (!offer) return [];
  const byKey = optionLists.get(offer) ?? new Map<string, readonly SelectOption[]>();
  optionLists.set(offer, byKey);
  const known = byKey.get(setting.key) ?? buildOptions(offer, setting);
  byKey.set(setting.key, known);
  return known;
}

function control({ context, id, setting }: CellPlace): TemplateResult {
  const { manifest, texts } = context.state.draft;
  const path = settingPath(id, setting);
  const value = computeValues(manifest, id)[setting.key];
  const common = {
    path,
    label: `${setting.title}, ${environmentSpellings[id].title}`,
    invalid: isInvalid(context, path),
    describedBy: `${fieldId(path)}-m`,
  };
  const { range } = setting;
  if (range) {
    return textControl({
      ...common,
      value: texts[path] ?? String(value),
      range,
      onInput: (text) => {
        typeNumber(context, path, text, (count) => withOverride(manifest, id, setting.key, count));
      },
    });
  }
  return selectControl({
    ...common,
    combobox: true,
    value: String(value),
    options: optionsOf(offerOf(context.state, id)?.value, setting),
    onChange: (text) => {
      edit(context, withOverride(manifest, id, setting.key, text), path);
    },
  });
}

function reset({ context, id, setting }: CellPlace): TemplateResult {
  const { manifest } = context.state.draft;
  const path = settingPath(id, setting);
  const standard = setting.defaults[id];
  const name = `${setting.title}, ${environmentSpellings[id].title}`;
  return iconButton(
    "discard",
    t("Reset {0}, to {1}", name, standard),
    () => {
      edit(context, withOverride(manifest, id, setting.key, undefined), path);
      context.send({ kind: "problemOpened", page: "compute", path });
    },
    t("Reset to {0}", standard),
  );
}

function origin(place: CellPlace, changed: boolean): TemplateResult {
  const { context, id, setting } = place;
  const value = String(computeValues(context.state.draft.manifest, id)[setting.key]);
  const size =
    setting.kind === "vmSize" ? findSize(offerOf(context.state, id)?.value, value) : undefined;
  const facts = size && sizeFacts(size);
  if (!changed) {
    return html`<span class="src"
      >${facts === undefined ? t("Default") : t("Default · {0}", facts)}</span
    >`;
  }
  return html`<span class="src"
    ><b>${t("Override")}</b> ·
    ${t("default {0}", setting.defaults[id])}${
      facts === undefined ? nothing : html`<br />${facts}`
    }</span
  >`;
}

function gpus(size: OfferedVmSize | undefined, name: string): string {
  const model = /_(A100|H100|H200|V100|T4|A10|MI300X)_/.exec(name)?.[1];
  if (size && size.gpus > 0) return `${String(size.gpus)}×${model ?? t("GPU")}`;
  return size ? t("{0} vCPUs", size.vCpus) : name;
}

/** Instances belong to people: how many there will be, and the tick that a very large size needs. */
function instanceNotes({ context, id, setting }: CellPlace): TemplateResult | typeof nothing {
  if (setting.key !== "instanceSku") return nothing;
  const { manifest } = context.state.draft;
  const { title } = environmentSpellings[id];
  const instances = manifest.environments[id]?.computeInstances ?? [];
  if (instances.length === 0) {
    return html`<span class="help">${t("No instance is planned in {0}.", title)}</span>`;
  }
  const offer = offerOf(context.state, id)?.value;
  const sku = computeValues(manifest, id).instanceSku;
  const isLarge = (one: { readonly sku?: string | undefined }) =>
    isLargeSize(one.sku ?? sku, offer);
  const large = instances.filter(isLarge);
  if (large.length === 0) return nothing;
  const what = gpus(findSize(offer, large[0]?.sku ?? sku), large[0]?.sku ?? sku);
  return html`${message(
    "warning",
    t("{0} for one person. Most teams need none in {1}.", what, title),
  )}${checkControl(
    large.length === 1
      ? t("Create 1 instance with {0}", what)
      : t("Create {0} instances with {1}", large.length, what),
    large.every((one) => one.confirmedLarge === true),
    (on) => {
      edit(context, withLargeConfirmed(manifest, id, isLarge, on));
    },
    `${fieldId(settingPath(id, setting))}-tick`,
  )}`;
}

function waiting({ context, id, setting }: CellPlace) {
  const { environments, location } = context.state.draft.manifest;
  const at = environments[id]?.subscriptionId;
  if (setting.kind === "count" || at === undefined) return nothing;
  const key = offerKey(at, location.region);
  const load = context.state.loads.offers[key];
  if (load?.value || load?.status === "failed") return nothing;
  return setting.kind === "vmSize"
    ? loadLine(context, "offers", key, t("Reading SKUs in {0}…", location.region))
    : loadLine(context, "offers", key, t("Reading versions in {0}…", location.region));
}

/** One setting in one environment: control, reset, where the value is from, and what is to say about it. */
export function computeCell(place: CellPlace): TemplateResult {
  const { context, id, setting } = place;
  const path = settingPath(id, setting);
  const changed =
    isOverride(context.state.draft.manifest, id, setting.key) ||
    context.state.draft.texts[path] !== undefined;
  const problems = problemsAt(context, path);
  return html`<div class="cell ${changed ? "over" : ""}">
    <span class="envname">${environmentSpellings[id].title}</span>
    <div class="ctl">
      ${control(place)}${changed ? reset(place) : html`<span class="gap"></span>`}
    </div>
    ${origin(place, changed)} ${waiting(place)}
    ${
      problems.length > 0
        ? html`<span class="messages" id=${`${fieldId(path)}-m`}
            >${messagesAt(context, path)}</span
          >`
        : nothing
    }
    ${instanceNotes(place)}
  </div>`;
}
