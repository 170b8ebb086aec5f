import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { call } from "../../../support/sandbox";
import { useContainer } from "./useContainer";

const { sandbox, blobEndpoint, container } = useContainer();
const blob = (name: string) => container().getBlockBlobClient(name);

/** A request as no client of ours sends it. */
function raw(method: string, path: string, headers: Record<string, string> = {}, text?: string) {
  const { pathname } = new URL(blobEndpoint());
  return call(sandbox(), {
    method,
    path: `${pathname}${container().containerName}${path}`,
    headers: { "x-ms-version": "2025-01-05", ...headers },
    ...(text !== undefined && { text }),
  });
}

describe("requests that Azure refuses", () => {
  it.each([
    ["GET", "?restype=container&comp=list&maxresults=0", {}, "400 OutOfRangeQueryParameterValue"],
    ["GET", "?restype=container&comp=list&marker=!", {}, "400 InvalidQueryParameterValue"],
    ["PUT", "/b?comp=block&blockid=!", {}, "400 InvalidQueryParameterValue"],
    ["PUT", "/b", {}, "400 MissingRequiredHeader"],
    ["PUT", "/%zz", { "x-ms-blob-type": "BlockBlob" }, "400 InvalidUri"],
    ["GET", "/b", { "x-ms-version": "yesterday" }, "400 InvalidHeaderValue"],
    ["GET", "/b", { "x-ms-version": "2015-04-05" }, "400 InvalidHeaderValue"],
    ["PUT", "A?restype=container", {}, "400 InvalidResourceName"],
    ["PUT", "?restype=container&comp=lease", {}, "501 SandboxNotImplemented"],
    ["PUT", "/b", { "x-ms-copy-source": "https://x" }, "501 SandboxNotImplemented"],
    ["PUT", "/b", { "x-ms-blob-type": "AppendBlob" }, "501 SandboxNotImplemented"],
    ["GET", "/b?snapshot=2026-01-01", {}, "501 SandboxNotImplemented"],
    ["GET", "", {}, "501 SandboxNotImplemented"],
  ])("%s %s %j is %s", async (method, path, headers, refusal) => {
    const code = refusal.slice(4);
    const answer = await raw(method, path, headers);
    expect(`${String(answer.status)} ${String(answer.headers["x-ms-error-code"])}`).toBe(refusal);
    expect(answer.headers["content-type"]).toBe("application/xml");
    expect(answer.body).toContain(`<Code>${code}</Code>`);
    expect(answer.body).toContain(`RequestId:${String(answer.headers["x-ms-request-id"])}`);
  });

  it("are names of more than 1024 characters", async () => {
    const headers = { "x-ms-blob-type": "BlockBlob" };
    const answer = await raw("PUT", `/${"n".repeat(1025)}`, headers);
    expect([answer.status, answer.headers["x-ms-error-code"]]).toEqual([400, "OutOfRangeInput"]);
  });

  it("are those whose bytes are not what the client has hashed", async () => {
    const md5 = createHash("md5").update("other").digest("base64");
    const headers = { "x-ms-blob-type": "BlockBlob", "Content-MD5": md5 };
    const answer = await raw("PUT", "/b", headers, "bytes");
    expect([answer.status, answer.headers["x-ms-error-code"]]).toEqual([400, "Md5Mismatch"]);
    expect(await blob("b").exists()).toBe(false);
  });

  it.each(["<BlockList><Latest>MQ==</BlockList>", "no xml", "<BlockList>x</BlockList>"])(
    "are block lists such as %s",
    async (text) => {
      const answer = await raw("PUT", "/b?comp=blocklist", {}, text);
      expect(answer.headers["x-ms-error-code"]).toBe("InvalidXmlDocument");
    },
  );

  it("are bodies that are larger than one request may be", async () => {
    const headers = { "x-ms-blob-type": "BlockBlob", "Content-Length": String(300 * 1024 * 1024) };
    const answer = await raw("PUT", "/b", headers, "too much is announced");
    expect([answer.status, answer.headers["x-ms-error-code"]]).toEqual([
      413,
      "RequestBodyTooLarge",
    ]);
  });
});
