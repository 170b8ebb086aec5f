import { z } from "zod";
import { manifestSchema } from "../project/manifest";

/** Text of `schemas/esml.project.schema.json`, from the schema that reads the manifest. */
export function schemaText(): string {
  const schema = z.toJSONSchema(manifestSchema, { target: "draft-7", io: "input" });
  return `${JSON.stringify({ title: "ESML project manifest", ...schema }, null, 2)}\n`;
}
