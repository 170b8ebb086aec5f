import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { button, iconButton } from "../../widgets/button";
import { describedBy, field, selectControl, textControl } from "../../widgets/field";
import { message } from "../../widgets/message";
import { pageHeader, section } from "../../widgets/section";
import { edit, formText, isInvalid, messagesAt, setForms, type PageContext } from "../context";
import { withCostCenter, withMembers, type Member } from "../edits";
import { tagSection } from "./tags";

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
type Kind = Member["kind"];

const kinds = (): readonly { readonly value: Kind; readonly label: string }[] => [
  { value: "user", label: t("User") },
  { value: "group", label: t("Group") },
  { value: "servicePrincipal", label: t("Service principal") },
];

const kindOf = (text: string): Kind => kinds().find((one) => one.value === text)?.value ?? "user";
const kindTitle = (kind: Kind) => kinds().find((one) => one.value === kind)?.label ?? kind;

/** Why what is typed into the form cannot be added, or undefined. */
function memberProblem(context: PageContext): string | undefined {
  const id = formText(context, "member.objectId").trim();
  if (id === "") return undefined;
  if (!guid.test(id)) {
    return t("“{0}” is not an object id. Enter a GUID from Microsoft Entra ID.", id);
  }
  const members = context.state.draft.manifest.team.members;
  return members.some((one) => one.objectId.toLowerCase() === id.toLowerCase())
    ? t("This object id is on the list already.")
    : undefined;
}

function addMember(context: PageContext): void {
  const objectId = formText(context, "member.objectId").trim();
  if (objectId === "" || memberProblem(context) !== undefined) return;
  const { manifest } = context.state.draft;
  const displayName = formText(context, "member.name").trim();
  const member: Member = {
    objectId,
    kind: kindOf(formText(context, "member.kind")),
    ...(displayName !== "" && { displayName }),
  };
  edit(context, withMembers(manifest, [...manifest.team.members, member]), "team.members");
  setForms(context, { "member.objectId": "", "member.name": "" });
}

function memberForm(context: PageContext): TemplateResult {
  const problem = memberProblem(context);
  const path = "form.member.objectId";
  return html`<div class="fields">
    ${field(
      {
        path,
        label: t("Object id"),
        help: t("Of the user, group or service principal in Microsoft Entra ID."),
        messages: problem === undefined ? [] : [message("error", problem)],
      },
      textControl({
        path,
        label: t("Object id"),
        value: formText(context, "member.objectId"),
        invalid: problem !== undefined,
        describedBy: describedBy(path, problem !== undefined),
        onInput: (text) => {
          setForms(context, { "member.objectId": text });
        },
      }),
    )}
    ${field(
      { path: "form.member.kind", label: t("Kind") },
      selectControl({
        path: "form.member.kind",
        label: t("Kind"),
        value: kindOf(formText(context, "member.kind")),
        options: kinds(),
        onChange: (value) => {
          setForms(context, { "member.kind": value });
        },
      }),
    )}
    ${field(
      {
        path: "form.member.name",
        label: t("Name"),
        help: t("Optional: what people read on this list."),
      },
      html`<div class="with-btn">
        ${textControl({
          path: "form.member.name",
          label: t("Name"),
          value: formText(context, "member.name"),
          onInput: (text) => {
            setForms(context, { "member.name": text });
          },
        })}
        ${button(
          t("Add member"),
          () => {
            addMember(context);
          },
          { secondary: true },
        )}
      </div>`,
    )}
  </div>`;
}

function memberRow(context: PageContext, member: Member, index: number): TemplateResult {
  const { manifest } = context.state.draft;
  const name = member.displayName ?? member.objectId;
  const isYou = member.objectId === context.state.connection.account?.objectId;
  return html`<tr>
    <th scope="row">
      ${member.displayName ?? html`<span class="muted">${t("No name")}</span>`}${
        isYou ? html` <span class="tag">${t("You")}</span>` : nothing
      }
    </th>
    <td>${kindTitle(member.kind)}</td>
    <td>
      <code>${member.objectId}</code
      >${messagesAt(context, `team.members.${String(index)}.objectId`)}
    </td>
    <td class="r">
      ${iconButton("trash", t("Remove {0}", name), () => {
        const members = manifest.team.members.filter((_, at) => at !== index);
        edit(context, withMembers(manifest, members), "team.members");
      })}
    </td>
  </tr>`;
}

function members(context: PageContext): TemplateResult {
  const { members: all } = context.state.draft.manifest.team;
  const table = html`<table class="grid">
    <thead>
      <tr>
        <th scope="col">${t("Name")}</th>
        <th scope="col">${t("Kind")}</th>
        <th scope="col">${t("Object id")}</th>
        <th scope="col"><span class="sr">${t("Actions")}</span></th>
      </tr>
    </thead>
    <tbody>
      ${all.map((member, index) => memberRow(context, member, index))}
    </tbody>
  </table>`;
  const empty = html`<p class="muted">
    ${t("No members. Nobody but the owners of the subscription gets access. Add one below.")}
  </p>`;
  return section(
    { id: "s-members", title: t("Members and groups") },
    html`${all.length > 0 ? table : empty}${messagesAt(context, "team.members")}${memberForm(
      context,
    )}`,
  );
}

function costCenter(context: PageContext): TemplateResult {
  const { manifest } = context.state.draft;
  const path = "team.costCenter";
  const messages = messagesAt(context, path);
  return section(
    { id: "s-cost", title: t("Cost") },
    html`<div class="fields">
      ${field(
        {
          path,
          label: t("Cost center"),
          help: t("Written as a tag on every resource of the project. Can stay empty."),
          messages,
        },
        textControl({
          path,
          label: t("Cost center"),
          value: manifest.team.costCenter,
          invalid: isInvalid(context, path),
          describedBy: describedBy(path, messages.length > 0),
          onInput: (text) => {
            edit(context, withCostCenter(manifest, text), path);
          },
        }),
      )}
    </div>`,
  );
}

export function teamPage(context: PageContext): TemplateResult {
  const lead = t("Who works in the project, and how its resources are tagged.");
  return html`${pageHeader(t("Team"), lead)} ${members(context)} ${tagSection(context)}
  ${costCenter(context)}`;
}
