import type { ResourceRecord } from "../../provider";
import { textOf, type Fields } from "../fields";

/**
 * Data-plane addresses lie on the sandbox itself: blobs at `{origin}/{account}/`, and the services that are not
 * simulated where the sandbox can say so.
 */
export function endpointsOf({ name, kind }: ResourceRecord, origin: string): Fields {
  const other = (service: string): string => `${origin}/${name}.${service}/`;
  const blob = `${origin}/${name}/`;
  switch (kind) {
    case "FileStorage":
      return { file: other("file") };
    case "BlockBlobStorage":
      return { blob, dfs: other("dfs"), web: other("web") };
    case "BlobStorage":
      return { blob, dfs: other("dfs") };
    default:
      return {
        blob,
        dfs: other("dfs"),
        web: other("web"),
        queue: other("queue"),
        table: other("table"),
        file: other("file"),
      };
  }
}

/** Copies of geo-redundant accounts are somewhere else; the sandbox only knows that they are there. */
export function isGeoRedundant({ sku }: ResourceRecord): boolean {
  return /_(RA)?G(RS|ZRS)$/u.test(textOf(sku?.["name"]) ?? "");
}
