// @ts-check
// The server process: VS Code's request handlers on a plain HTTP server, plus `POST /mint-key`, without which
// secrets last only as long as the page. VS Code reads its own flags from process.argv.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";

const take = (/** @type {string} */ name) => {
  const value = process.env[name] ?? "";
  delete process.env[name];
  return value;
};
const folder = take("ESML_SERVER_FOLDER");
const port = Number(take("ESML_SERVER_PORT"));
const keyFile = take("ESML_SERVER_KEY_FILE");
const token = take("ESML_SERVER_TOKEN");

// Tells server-main to hand out its parts instead of listening by itself.
process.env.CODE_SERVER_PARENT_PID = String(process.pid);
const main = await import(pathToFileURL(path.join(folder, "out", "server-main.js")).href);
delete process.env.CODE_SERVER_PARENT_PID;
const address = { address: "127.0.0.1", family: "IPv4", port };
const vscode = await (await main.loadCodeWithNls()).createServer(address);

if (!fs.existsSync(keyFile)) fs.writeFileSync(keyFile, randomBytes(32), { mode: 0o600 });

/** VS Code checks its own routes; this one is ours. @param {http.IncomingMessage} request */
const mayMint = (request) =>
  token === "" || (request.headers.cookie ?? "").includes(`vscode-tkn=${token}`);

const server = http.createServer((request, response) => {
  if (request.method === "POST" && request.url?.split("?")[0] === "/mint-key") {
    if (mayMint(request)) response.end(fs.readFileSync(keyFile));
    else response.writeHead(403).end();
    return;
  }
  vscode.handleRequest(request, response);
});
server.on("upgrade", (request, socket) => vscode.handleUpgrade(request, socket));
server.listen(port, "127.0.0.1");
