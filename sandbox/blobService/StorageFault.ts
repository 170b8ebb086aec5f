/** An error as Azure Storage answers it; codes and messages as in its REST reference. */
export class StorageFault extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly options: {
      /** Further elements of the body, for example `HeaderName`. */
      readonly details?: Readonly<Record<string, string>>;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
  }
}

const invalidValue =
  "Value for one of the query parameters specified in the request URI is invalid.";

export const storageFaults = {
  accountBeingCreated: () =>
    new StorageFault(
      409,
      "AccountBeingCreated",
      "The specified account is in the process of being created.",
    ),
  blobAlreadyExists: () =>
    new StorageFault(409, "BlobAlreadyExists", "The specified blob already exists."),
  blobNotFound: () => new StorageFault(404, "BlobNotFound", "The specified blob does not exist."),
  conditionNotMet: (status: 304 | 412) =>
    new StorageFault(
      status,
      "ConditionNotMet",
      "The condition specified using HTTP conditional header(s) is not met.",
    ),
  containerAlreadyExists: () =>
    new StorageFault(409, "ContainerAlreadyExists", "The specified container already exists."),
  containerNotFound: () =>
    new StorageFault(404, "ContainerNotFound", "The specified container does not exist."),
  invalidBlobOrBlock: () =>
    new StorageFault(400, "InvalidBlobOrBlock", "The specified blob or block content is invalid."),
  invalidBlockList: () =>
    new StorageFault(400, "InvalidBlockList", "The specified block list is invalid."),
  invalidHeader: (name: string, value: string) =>
    new StorageFault(
      400,
      "InvalidHeaderValue",
      "The value for one of the HTTP headers is not in the correct format.",
      { details: { HeaderName: name, HeaderValue: value } },
    ),
  invalidQuery: (name: string, value: string, reason: string) =>
    new StorageFault(400, "InvalidQueryParameterValue", invalidValue, {
      details: { QueryParameterName: name, QueryParameterValue: value, Reason: reason },
    }),
  invalidRange: (length: number) =>
    new StorageFault(
      416,
      "InvalidRange",
      "The range specified is invalid for the current size of the resource.",
      { headers: { "Content-Range": `bytes */${String(length)}` } },
    ),
  invalidResourceName: () =>
    new StorageFault(
      400,
      "InvalidResourceName",
      "The specified resource name contains invalid characters.",
    ),
  invalidUri: () =>
    new StorageFault(
      400,
      "InvalidUri",
      "The requested URI does not represent any resource on the server.",
    ),
  invalidXml: () =>
    new StorageFault(400, "InvalidXmlDocument", "XML specified is not syntactically valid."),
  md5Mismatch: (given: string, computed: string) =>
    new StorageFault(
      400,
      "Md5Mismatch",
      "The MD5 value specified in the request did not match with the MD5 value calculated by the server.",
      { details: { UserSpecifiedMd5: given, ServerCalculatedMd5: computed } },
    ),
  missingHeader: (name: string) =>
    new StorageFault(
      400,
      "MissingRequiredHeader",
      "An HTTP header that's mandatory for this request is not specified.",
      { details: { HeaderName: name } },
    ),
  nameTooLong: () =>
    new StorageFault(400, "OutOfRangeInput", "One of the request inputs is out of range."),
  /** What Azure has and the sandbox has not. */
  notImplemented: (what: string) =>
    new StorageFault(501, "SandboxNotImplemented", `The sandbox does not have this: ${what}.`),
  outOfRangeQuery: (name: string, value: string) =>
    new StorageFault(
      400,
      "OutOfRangeQueryParameterValue",
      "One of the query parameters specified in the request URI is outside the permissible range.",
      { details: { QueryParameterName: name, QueryParameterValue: value } },
    ),
  publicAccessNotPermitted: () =>
    new StorageFault(
      409,
      "PublicAccessNotPermitted",
      "Public access is not permitted on this storage account.",
    ),
  tooLarge: (maximumBytes: number) =>
    new StorageFault(
      413,
      "RequestBodyTooLarge",
      "The request body is too large and exceeds the maximum permissible limit.",
      { details: { MaxLimit: String(maximumBytes) } },
    ),
} as const;
