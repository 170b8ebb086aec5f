import type { BlobOperation } from "./BlobRequest";
import { requireContainer } from "./BlobRequest";
import type { BlobPart } from "./Blob";
import { storageFaults } from "./StorageFault";
import { xmlDocument, xmlElement, xmlText } from "./xml";

export interface ListedBlock {
  readonly from: "Committed" | "Uncommitted" | "Latest";
  readonly blockId: string;
}

const element = /^\s*<(Committed|Uncommitted|Latest)>\s*([A-Za-z0-9+/=]*)\s*<\/\1>/u;

/** Reads the body of Put Block List. Throws what Azure answers to what is none. */
export function parseBlockList(xml: string): readonly ListedBlock[] {
  const inner = /^\s*(?:<\?xml[^>]*\?>)?\s*<BlockList>([\s\S]*)<\/BlockList>\s*$/u.exec(xml)?.[1];
  const isEmpty = /^\s*(?:<\?xml[^>]*\?>)?\s*<BlockList\s*\/>\s*$/u.test(xml);
  if (inner === undefined && !isEmpty) {
    throw storageFaults.invalidXml();
  }
  const blocks: ListedBlock[] = [];
  let rest = inner ?? "";
  while (rest.trim() !== "") {
    const [whole = "", from, blockId = ""] = element.exec(rest) ?? [];
    if (from !== "Committed" && from !== "Uncommitted" && from !== "Latest") {
      throw storageFaults.invalidXml();
    }
    blocks.push({ from, blockId });
    rest = rest.slice(whole.length);
  }
  return blocks;
}

export const getBlockList: BlobOperation = (request) => {
  const { id } = requireContainer(request);
  const { blob, uncommitted } = request.blobs.get(id, request.blob);
  if (!blob && uncommitted.length === 0) {
    throw storageFaults.blobNotFound();
  }
  const asked = request.query.get("blocklisttype") ?? "committed";
  const wants = (kind: string): boolean => asked === kind || asked === "all";
  const list = (name: string, parts: readonly BlobPart[]): string =>
    xmlElement(name, parts.map(blockXml).join(""));
  const inner = [
    ...(wants("committed") ? [list("CommittedBlocks", blob?.parts ?? [])] : []),
    ...(wants("uncommitted") ? [list("UncommittedBlocks", uncommitted)] : []),
  ].join("");
  const headers = { "Content-Type": "application/xml" };
  return { status: 200, headers, body: xmlDocument("BlockList", inner) };
};

/** A blob that was not made of blocks has none. */
function blockXml({ blockId, length }: BlobPart): string {
  return blockId === undefined
    ? ""
    : xmlElement("Block", xmlText("Name", blockId) + xmlText("Size", String(length)));
}
