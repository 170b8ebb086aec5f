import { describe, expect, it } from "vitest";
import { renderPage } from "../../../src/wizards/html";

const files = {
  title: "Create <Project>",
  cspSource: "https://pages.example",
  nonce: "abc123",
  script: "https://pages.example/createProject.js",
  style: "https://pages.example/createProject.css",
  codicons: "https://pages.example/codicon.css",
  language: "en",
};

const policyOf = (html: string) =>
  /Content-Security-Policy" content="(?<policy>[^"]*)"/.exec(html)?.groups?.policy ?? "";

describe("renderPage", () => {
  it("refuses everything but its own files", () => {
    const policy = policyOf(renderPage(files)).split("; ");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'nonce-abc123'");
    expect(policy.join(" ")).not.toMatch(/unsafe|\*|data:/);
  });

  it("gives every script the nonce and has no inline style", () => {
    const html = renderPage({ ...files, translations: { Next: "Weiter </script>" } });
    const scripts = html.match(/<script[^>]*>/g) ?? [];
    expect(scripts).toHaveLength(2);
    for (const script of scripts) expect(script).toContain('nonce="abc123"');
    expect(html).not.toMatch(/style="|<style/);
    expect(html.match(/<\/script>/g)).toHaveLength(2);
  });

  it("escapes the title and names the icon sheet as the elements expect it", () => {
    const html = renderPage(files);
    expect(html).toContain("<title>Create &lt;Project&gt;</title>");
    expect(html).toContain('id="vscode-codicon-stylesheet"');
  });
});
