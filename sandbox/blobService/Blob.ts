/** Bytes in one file of the blob service. */
export interface BlobPart {
  readonly file: string;
  readonly length: number;
  /** Set when the part was uploaded as a block. */
  readonly blockId?: string;
}

export interface Block extends BlobPart {
  readonly blockId: string;
}

/** HTTP headers that a blob is served with. */
export interface BlobHeaders {
  readonly contentType: string;
  readonly contentEncoding?: string;
  readonly contentLanguage?: string;
  readonly contentDisposition?: string;
  readonly cacheControl?: string;
  /** Base64; unknown for a blob of blocks unless the client said it. */
  readonly contentMd5?: string;
}

/** A block blob as it is read. */
export interface Blob {
  readonly name: string;
  readonly etag: string;
  /** Epoch milliseconds, whole seconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly parts: readonly BlobPart[];
  readonly headers: BlobHeaders;
  readonly metadata: Readonly<Record<string, string>>;
  /** Absent: that of the account. */
  readonly accessTier?: string;
}

/** What is kept under one name: the blob and the blocks that wait for a block list. */
export interface BlobEntry {
  /** Id of the container's record, lower-cased. */
  readonly container: string;
  readonly name: string;
  readonly blob?: Blob;
  readonly uncommitted: readonly Block[];
}

export function lengthOf(parts: readonly BlobPart[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}
