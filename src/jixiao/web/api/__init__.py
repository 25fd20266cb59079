"""The HTTP API under /api: the same archive for programs, described in OpenAPI, its errors as problem details (RFC 9457)."""
