import { mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { needsRenewal } from "../../../sandbox/certificate";
import { FolderInUse } from "../../../sandbox/FolderLock";
import { StateFolder } from "../../../sandbox/stateFolder";

const dayMs = 86_400_000;
let path: string;

beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), "sandbox-"));
});
afterEach(() => rm(path, { recursive: true }));

describe("the certificate of a state folder", () => {
  it("is kept until less than two days are left", async () => {
    const folder = new StateFolder(path);
    const now = Date.parse("2026-01-01T00:00:00Z");
    const first = await folder.certificate(now);
    expect(await folder.certificate(now + 27.9 * dayMs)).toEqual(first);
    const next = await folder.certificate(now + 28.1 * dayMs);
    expect(next.cert).not.toBe(first.cert);
    expect(needsRenewal(next.cert, now + 28.1 * dayMs)).toBe(false);
  });

  it("is readable by its owner alone", async () => {
    await new StateFolder(path).certificate(Date.now());
    for (const name of ["certificate.key", "certificate.pem"]) {
      expect((await stat(join(path, name))).mode & 0o777).toBe(0o600);
    }
  });
});

describe("the lock of a state folder", () => {
  it("refuses a second process and is free again afterwards", async () => {
    const first = new StateFolder(path);
    await first.lock();
    await expect(new StateFolder(path).lock()).rejects.toBeInstanceOf(FolderInUse);
    await first.unlock();
    await new StateFolder(path).lock();
  });

  it("stays with the process that has taken the folder over", async () => {
    const folder = new StateFolder(path);
    await folder.lock();
    const lock = join(path, "sandbox.lock");
    await writeFile(lock, JSON.stringify({ pid: process.ppid }));
    await folder.write("connection.json", "{}");
    await folder.unlock();
    expect((await stat(lock)).isFile()).toBe(true);
    expect((await stat(folder.connectionFile)).isFile()).toBe(true);
  });

  it("is taken over from a process that has gone", async () => {
    await writeFile(join(path, "sandbox.lock"), JSON.stringify({ pid: 2 ** 22 + 1 }));
    await new StateFolder(path).lock();
    await expect(new StateFolder(path).lock()).rejects.toBeInstanceOf(FolderInUse);
  });

  it("is taken over when the process id now belongs to another program", async () => {
    const lock = join(path, "sandbox.lock");
    await writeFile(lock, JSON.stringify({ pid: process.pid }));
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(lock, longAgo, longAgo);
    await new StateFolder(path).lock();
    expect((await stat(lock)).mtimeMs).toBeGreaterThan(longAgo.getTime());
  });
});

describe("the connection of a state folder", () => {
  const connection = {
    endpoint: "https://127.0.0.1:1",
    ca: "PEM",
    token: "abc",
    tenantId: "t",
    pid: process.pid,
    simulated: true,
  } as const;

  it("is for its owner alone, with the token as a header that curl reads, and goes at the end", async () => {
    const folder = new StateFolder(path);
    await folder.lock();
    await folder.writeConnection(connection);
    for (const file of [folder.connectionFile, folder.authorizationFile]) {
      expect((await stat(file)).mode & 0o777).toBe(0o600);
    }
    const header = await folder.read("authorization.header");
    expect(header).toBe("Authorization: Bearer abc\n");
    await folder.unlock();
    expect(await readdir(path)).toEqual([]);
  });

  it("names the sandbox that has the folder once it serves", async () => {
    const folder = new StateFolder(path);
    await folder.lock();
    const refused = () => new StateFolder(path).lock();
    await expect(refused()).rejects.toThrow("still starting, process");
    await folder.writeConnection(connection);
    await expect(refused()).rejects.toThrow(
      `at https://127.0.0.1:1, process ${String(process.pid)}.`,
    );
  });
});
