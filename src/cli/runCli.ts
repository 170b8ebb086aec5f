import { readFile } from "node:fs/promises";
import { t } from "@vscode/l10n";
import { environmentIds, type EnvironmentId } from "../project/environments";
import { parseManifest } from "../project/manifestFile";
import type { ProjectManifest } from "../project/manifest";
import { nameLengths } from "../project/names";
import { withInstanceNames } from "../project/newProject";
import { withPreviewSalts } from "../project/salts";
import { validateManifest } from "../project/validateManifest";
import { emptyObservation } from "../provisioning/observed";
import { planEnvironment } from "../provisioning/planEnvironment";
import { UserError } from "../shared/errors";

export interface CliOutput {
  readonly stdout: string;
  readonly stderr: string;
  /** 0 done, 1 bad manifest, 2 wrong use. */
  readonly exitCode: 0 | 1 | 2;
}

const usage = () =>
  [t("Usage:"), "  esml plan <manifest> --env dev|stage|prod", "  esml names <manifest>", ""].join(
    "\n",
  );

const isEnvironment = (text: string | undefined): text is EnvironmentId =>
  environmentIds.some((id) => id === text);

/** Both commands show what would be, so open salts get values that are the same each time. */
function withAllSalts(manifest: ProjectManifest): ProjectManifest {
  const salted = environmentIds.reduce(withPreviewSalts, manifest);
  return withInstanceNames(salted);
}

async function loadManifest(path: string): Promise<ProjectManifest> {
  const text = await readFile(path, "utf8").catch(() => {
    throw new UserError("MANIFEST_UNREADABLE", t("{0} cannot be read. Check the path.", path));
  });
  const { manifest, problems } = parseManifest(text);
  if (!manifest) {
    const lines = problems.map((one) => `${path}:${one.line}:${one.column} ${one.message}`);
    throw new UserError("MANIFEST_INVALID", lines.join("\n"));
  }
  const salted = withAllSalts(manifest);
  const errors = validateManifest(salted).filter((one) => one.severity === "error");
  if (errors.length > 0) {
    const lines = errors.map((one) => `${path} ${one.path}: ${one.message}`);
    throw new UserError("MANIFEST_INVALID", lines.join("\n"));
  }
  return salted;
}

function namesText(manifest: ProjectManifest): string {
  const lines = environmentIds
    .filter((id) => manifest.environments[id] !== undefined)
    .flatMap((id) =>
      nameLengths(manifest, id).map((one) =>
        [id, one.title, one.name ?? "", t("{0} of {1}", one.length, one.limit)].join("\t"),
      ),
    );
  return `${lines.join("\n")}\n`;
}

/** Runs the command line; reads the manifest and nothing else, so its answer depends on the manifest alone. */
export async function runCli(args: readonly string[]): Promise<CliOutput> {
  const [command, path, flag, environment, ...more] = args;
  const isPlan = command === "plan" && flag === "--env" && isEnvironment(environment);
  const isNames = command === "names" && flag === undefined;
  if (path === undefined || path.startsWith("-") || more.length > 0 || !(isPlan || isNames)) {
    return { stdout: "", stderr: usage(), exitCode: 2 };
  }
  try {
    const manifest = await loadManifest(path);
    const stdout = isPlan
      ? `${JSON.stringify(planEnvironment(manifest, environment, emptyObservation).template, null, 2)}\n`
      : namesText(manifest);
    return { stdout, stderr: "", exitCode: 0 };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { stdout: "", stderr: `${error.message}\n`, exitCode: 1 };
  }
}
