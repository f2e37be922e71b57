/** The one table of error codes: the HTTP status of each and its default message. */
export const ERROR_CODES = {
  InvalidParameter: { status: 400, title: "The specified parameter is not valid." },
  BadRequest: { status: 400, title: "The request could not be understood." },
  InvalidContentType: { status: 400, title: "The content type or encoding is not supported." },
  ResourceNotFound: { status: 400, title: "The resource you request is not found." },
  ReferenceExist: { status: 400, title: "The object is still in use." },
  Unauthorized: { status: 401, title: "You are unauthorized." },
  AccessDenied: { status: 403, title: "Access Denied." },
  RouteNotFound: { status: 404, title: "There is nothing at this path." },
  MethodNotAllowed: { status: 405, title: "This method is not allowed here." },
  VersionConflict: { status: 409, title: "The object was changed meanwhile." },
  EntityTooLarge: { status: 413, title: "The request is too large." },
  RequestLocked: { status: 423, title: "Locked after repeated failures." },
  RequestTooFrequently: { status: 429, title: "Request too frequently." },
  InternalError: { status: 500, title: "Something failed on our side." },
  ServiceUnavailable: { status: 503, title: "The hub cannot take this request right now." },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;
