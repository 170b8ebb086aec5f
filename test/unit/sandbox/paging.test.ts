import { describe, expect, it } from "vitest";
import { pageOf, type Page } from "../../../sandbox/paging";

const items = ["a", "b", "c", "d", "e"];
const address = "https://127.0.0.1:1/x?api-version=v";

function pages(pageSize: number, emptyPages = false): readonly Page[] {
  const found: Page[] = [];
  for (let url: string | undefined = address; url !== undefined;) {
    const page: Page = pageOf(items, { url: new URL(url), pageSize, emptyPages });
    found.push(page);
    url = page.nextLink;
  }
  return found;
}

const values = (found: readonly Page[]) => found.map(({ value }) => value.join(""));

describe("pageOf", () => {
  it("splits a list and repeats the caller's query in the link", () => {
    expect(values(pages(2))).toEqual(["ab", "cd", "e"]);
    expect(values(pages(5))).toEqual(["abcde"]);
    expect(new URL(pages(2)[0]?.nextLink ?? "").searchParams.get("api-version")).toBe("v");
    expect(pages(2).at(-1)).toEqual({ value: ["e"] });
  });

  it("lets an empty page precede every page of a list that has more than one", () => {
    expect(values(pages(2, true))).toEqual(["", "ab", "", "cd", "", "e"]);
    expect(values(pages(5, true))).toEqual(["abcde"]);
  });

  it.each(["", "x", "cGFnZTotMQ", "cGFnZToxeA"])("refuses the token '%s'", (token) => {
    const url = new URL(`${address}&$skipToken=${token}`);
    expect(() => pageOf(items, { url, pageSize: 2 })).toThrow(
      expect.objectContaining({ status: 400, code: "InvalidSkipToken" }) as Error,
    );
  });
});
