import { withOverride } from "../../src/project/compute";
import { computeSettingKeys } from "../../src/project/computeSettings";
import { environmentIds } from "../../src/project/environments";
import type { ProjectManifest } from "../../src/project/manifest";
import { openSalts, withRegion } from "./edits";

function setIn(node: unknown, keys: readonly string[], value: unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  if (Array.isArray(node)) {
    return node.map((one: unknown, index) =>
      String(index) === key ? setIn(one, rest, value) : one,
    );
  }
  const object = typeof node === "object" && node !== null ? node : {};
  const next = new Map(Object.entries(object) as [string, unknown][]);
  next.set(key, setIn(next.get(key), rest, value));
  return Object.fromEntries(next);
}

const computePath = /^environments\.(dev|stage|prod)\.compute\.(\w+)$/;

/** Puts the value that a problem proposes where the problem is. */
export function withFix(
  manifest: ProjectManifest,
  path: string,
  value: string | number,
): ProjectManifest {
  const [, environment, key] = computePath.exec(path) ?? [];
  const setting = computeSettingKeys.find((one) => one === key);
  const id = environmentIds.find((one) => one === environment);
  if (id && setting) return withOverride(manifest, id, setting, value);
  if (path === "location.region") return withRegion(manifest, String(value));
  const next = setIn(manifest, path.split("."), value) as ProjectManifest;
  return /^(project|factory|location)\./.test(path) ? openSalts(next) : next;
}
