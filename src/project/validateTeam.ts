import { t } from "@vscode/l10n";
import type { ProjectManifest } from "./manifest";
import type { Problem } from "./problems";

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Azure allows 50 tags a resource; four are ours: project, environment, factory and cost center. */
const maxTags = 46;

/** Members, tags and cost center. */
export function checkTeam(manifest: ProjectManifest): readonly Problem[] {
  const { members, tags, costCenter } = manifest.team;
  const problems: Problem[] = [];
  const add = (code: string, path: string, message: string) =>
    problems.push({ severity: "error", code, path, page: "team", message });
  const seen = new Set<string>();
  for (const [index, member] of members.entries()) {
    const path = `team.members.${index}.objectId`;
    const id = member.objectId.toLowerCase();
    if (!guid.test(id))
      add(
        "MEMBER_FORMAT",
        path,
        t("“{0}” is not an object id. Enter one from Microsoft Entra ID.", member.objectId),
      );
    else if (seen.has(id))
      add("MEMBER_TWICE", path, t("{0} is in the list twice. Remove one.", member.objectId));
    seen.add(id);
  }
  const count = Object.keys(tags).length;
  if (count > maxTags)
    add(
      "TAGS_TOO_MANY",
      "team.tags",
      t("{0} tags are too many. Keep {1} at most.", count, maxTags),
    );
  for (const [name, value] of Object.entries(tags)) {
    const path = `team.tags.${name}`;
    // Storage accounts allow the shortest names: 128 characters.
    if (name === "" || name.length > 128 || /[<>%&\\?/]/.test(name)) {
      add(
        "TAG_NAME",
        path,
        t("“{0}” is not a tag name. Use up to 128 characters without < > % & \\ ? /.", name),
      );
    }
    if (value.length > 256)
      add(
        "TAG_VALUE",
        path,
        t("The value of tag {0} has {1} characters. Azure allows 256.", name, value.length),
      );
  }
  if (costCenter.length > 256)
    add(
      "TAG_VALUE",
      "team.costCenter",
      t("The cost center has {0} characters. Azure allows 256.", costCenter.length),
    );
  return problems;
}
