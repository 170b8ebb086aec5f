import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { environmentSpellings, type EnvironmentId } from "../../../src/project/environments";
import { nameLengths, type NameLength } from "../../../src/project/names";
import { bar } from "../../widgets/bar";
import { hidden, icon } from "../../widgets/icon";
import { message } from "../../widgets/message";
import { section } from "../../widgets/section";
import { segments } from "../../widgets/segment";
import { setOptions, type PageContext } from "../context";
import { shownEnvironment, environmentSegments } from "../environments";

function level(one: NameLength) {
  if (one.length > one.limit) return "bad";
  return one.length === one.limit ? "full" : "fits";
}

function row(one: NameLength): TemplateResult {
  const state = level(one);
  const isBad = state === "bad";
  return html`<tr>
    <th scope="row">${one.title}</th>
    <td>
      ${
        one.name === undefined
          ? html`<span class="muted">${t("Known once the salt is decided")}</span>`
          : html`<code>${one.name}</code>`
      }
    </td>
    <td>
      <span class="num small"
        >${isBad ? html`${icon("error", "error")}${hidden(t("Too long: "))}` : nothing}${
          state === "full" ? hidden(t("Full: ")) : nothing
        }${t("{0} of {1}", one.length, one.limit)}</span
      >${bar(one.length / one.limit, state)}
    </td>
  </tr>`;
}

function notes(lengths: readonly NameLength[], id: EnvironmentId) {
  const full = lengths.filter((one) => one.length === one.limit).length;
  const long = lengths.filter((one) => one.length > one.limit).length;
  const spelled = id === "stage" ? html` ${t("Stage is written “test” in names.")}` : nothing;
  if (long > 0) {
    return message("error", html`${t("{0} names are longer than Azure allows.", long)}${spelled}`);
  }
  if (full > 0) {
    const text = t("{0} names have no room left: a longer short code does not fit.", full);
    return message("info", html`${text}${spelled}`);
  }
  return spelled === nothing ? nothing : message("info", spelled);
}

/** Every name of one environment with its length against Azure's limit. */
export function namePreview(context: PageContext): TemplateResult {
  const { manifest } = context.state.draft;
  const id = shownEnvironment(context.state, context.state.options.previewEnvironment);
  const { title } = environmentSpellings[id];
  const lengths = nameLengths(manifest, id);
  const end = segments(
    t("Environment of the preview"),
    environmentSegments(context.state),
    id,
    (previewEnvironment) => {
      setOptions(context, { previewEnvironment });
    },
  );
  return section(
    { id: "s-prev", title: t("Name preview"), end },
    html`<table class="grid plan">
        <caption class="sr">
          ${t("Names in {0} with their length and the limit Azure sets", title)}
        </caption>
        <colgroup>
          <col class="c-type" />
          <col />
          <col class="c-len" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">${t("Resource")}</th>
            <th scope="col">${t("Name in {0}", title)}</th>
            <th scope="col">${t("Length")}</th>
          </tr>
        </thead>
        <tbody>
          ${lengths.map(row)}
        </tbody>
      </table>
      ${notes(lengths, id)}`,
  );
}
