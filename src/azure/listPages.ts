import { z } from "zod";
import type { AzureSession } from "./AzureSession";

/** Reads every page of a raw list; an empty page with a link is followed like any other. */
export async function listPages<T>(
  session: AzureSession,
  first: { readonly path: string; readonly apiVersion: string },
  item: z.ZodType<T>,
  signal?: AbortSignal,
): Promise<readonly T[]> {
  const page = z.object({ value: z.array(item), nextLink: z.string().nullish() });
  const found: T[] = [];
  let next: { readonly path: string; readonly apiVersion?: string } | undefined = first;
  while (next !== undefined) {
    const reply = page.parse(
      await session.send<unknown>({
        method: "GET",
        ...next,
        ...(signal === undefined ? {} : { signal }),
      }),
    );
    found.push(...reply.value);
    next = reply.nextLink ? { path: reply.nextLink } : undefined;
  }
  return found;
}
