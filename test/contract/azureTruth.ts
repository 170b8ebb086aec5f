import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { apiVersions } from "../../src/azure/apiVersions";

/** Where Microsoft's own descriptions lie; their README says how to get them. */
export const truthFolder = resolve(process.env["ESML_AZURE_TRUTH"] ?? "../shared/azure");
export const specsFolder = join(truthFolder, "specs");

/** False where the specs are not at hand (a checkout of Azure/azure-rest-api-specs). */
export const hasSpecs = existsSync(join(specsFolder, "specification"));

export const howToGetSpecs =
  "Skipped: no Azure API specs. Set ESML_AZURE_TRUTH to a folder that holds a checkout of Azure/azure-rest-api-specs as 'specs' and of Azure/bicep-types-az as 'bicep-types'.";

/** What the sandbox has and the product does not send yet, at the api-versions that the specs hold. */
const besidesTheProduct: Readonly<Record<string, string>> = {
  "microsoft.kubernetesconfiguration": "2024-11-01",
};

/** Swagger files of the api-versions in use, relative to the folder of the specs. */
export function specFiles(): readonly string[] {
  const wanted = Object.entries({ ...apiVersions, ...besidesTheProduct }).map(
    ([type, version]) => [`/${type.split("/")[0] ?? ""}/`, `/${version}/`] as const,
  );
  return readdirSync(join(specsFolder, "specification"), { recursive: true, encoding: "utf8" })
    .map((file) => `specification/${file.replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith(".json") && !/\/(examples|entityTypes)\//.test(file))
    .filter((file) => {
      const path = file.toLowerCase();
      return wanted.some(([namespace, version]) => {
        return path.includes(namespace) && path.includes(version);
      });
    });
}

export function readSpec(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
