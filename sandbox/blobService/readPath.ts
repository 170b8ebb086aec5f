import { storageFaults } from "./StorageFault";

export interface BlobPath {
  readonly account: string;
  readonly container: string;
  readonly blob: string;
}

const containerName = /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/u;
/** `$root`, `$logs` and `$web`. */
const systemContainer = /^\$(root|logs|web)$/u;
const longestBlobName = 1024;

/** `/account/container/blob`; a blob's name may hold slashes. Throws what Azure answers to names that cannot be. */
export function readPath(rawPath: string): BlobPath {
  const [account = "", container = "", ...rest] = rawPath.split("/").slice(1).map(decode);
  const blob = rest.join("/");
  if (systemContainer.test(container)) {
    throw storageFaults.notImplemented(`the container '${container}'`);
  }
  if (container !== "" && !containerName.test(container)) {
    throw storageFaults.invalidResourceName();
  }
  if (blob.length > longestBlobName) {
    throw storageFaults.nameTooLong();
  }
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f]/u.test(blob)) {
    throw storageFaults.invalidResourceName();
  }
  return { account, container, blob };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw storageFaults.invalidUri();
  }
}
