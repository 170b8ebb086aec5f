import { createHash } from "node:crypto";
import { z } from "zod";
import { environmentIds } from "../../project/environments";
import type { ProjectManifest } from "../../project/manifest";
import { projectPages } from "../../project/problems";
import type { ProjectDraft } from "../contracts/createProject";

/** Where drafts are kept; the extension's global storage in the product, a folder in tests. */
export interface DraftStorage {
  load(name: string): Promise<unknown>;
  save(name: string, value: unknown): Promise<void>;
  remove(name: string): Promise<void>;
}

/** A draft's manifest may be half done, so that only its outline is checked. */
const outline = z.looseObject({
  schemaVersion: z.literal(1),
  project: z.looseObject({ number: z.string() }),
  factory: z.looseObject({ prefix: z.string() }),
  location: z.looseObject({ region: z.string(), shortCode: z.string() }),
  team: z.looseObject({ members: z.array(z.unknown()) }),
  services: z.looseObject({}),
  network: z.looseObject({}),
  environments: z.record(z.string(), z.looseObject({ subscriptionId: z.string() })),
});

const draftSchema = z.object({
  manifest: outline,
  selected: z.array(z.enum(environmentIds)),
  texts: z.record(z.string(), z.string()),
  page: z.enum(projectPages),
  visited: z.array(z.enum(projectPages)),
});

/** Drafts by workspace: one while nothing is created, told apart from other workspaces and empty windows. */
export class DraftStore {
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly storage: DraftStorage) {}

  /** Undefined when there is none, or when it is of an older shape. */
  async load(key: string): Promise<ProjectDraft | undefined> {
    await this.last;
    const parsed = draftSchema.safeParse(await this.storage.load(nameOf(key)));
    if (!parsed.success) return undefined;
    // The outline holds; values that a person has not finished typing are allowed in a draft.
    const manifest: unknown = parsed.data.manifest;
    return { ...parsed.data, manifest: manifest as ProjectManifest };
  }

  /** Saves in the order of the calls. */
  save(key: string, draft: ProjectDraft): Promise<void> {
    const saved = this.last.then(() => this.storage.save(nameOf(key), draft));
    this.last = saved.catch(() => undefined);
    return saved;
  }

  remove(key: string): Promise<void> {
    const removed = this.last.then(() => this.storage.remove(nameOf(key)));
    this.last = removed.catch(() => undefined);
    return removed;
  }
}

const nameOf = (key: string) => createHash("sha256").update(key).digest("hex").slice(0, 16);
