import { describe, expect, it } from "vitest";
import { parseBlockList } from "../../../../sandbox/blobService/blockList";

describe("a block list", () => {
  it("names blocks and where they are looked for", () => {
    const xml = `<?xml version="1.0" encoding="utf-8"?>
      <BlockList>
        <Latest>YQ==</Latest><Committed>Yg==</Committed>
        <Uncommitted> Yw== </Uncommitted>
      </BlockList>`;
    expect(parseBlockList(xml)).toEqual([
      { from: "Latest", blockId: "YQ==" },
      { from: "Committed", blockId: "Yg==" },
      { from: "Uncommitted", blockId: "Yw==" },
    ]);
  });

  it.each(["<BlockList/>", "<BlockList></BlockList>"])("may be empty: %s", (xml) => {
    expect(parseBlockList(xml)).toEqual([]);
  });

  it.each(["", "<Blocks/>", "<BlockList><Other>YQ==</Other></BlockList>", "<BlockList><Latest>"])(
    "is not %j",
    (xml) => {
      expect(() => parseBlockList(xml)).toThrow("not syntactically valid");
    },
  );
});
