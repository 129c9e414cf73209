"""Sentences for what the server itself refuses."""

from __future__ import annotations

from rayafin_desktop.engine.messages import Messages

MESSAGES: Messages = {
    "request.bad": "This request cannot be read: {why}.",
    "request.not_json": "The body is no JSON: {why}.",
    "request.not_an_object": "The body must be a JSON object.",
    "request.field_repeated": "{field} stands twice in one object.",
    "request.not_storable": "The body has a character that cannot be stored.",
    "request.needs_json": "Send the body as application/json.",
    "request.too_large": "The body is larger than {most} bytes.",
    "request.invalid": "This value cannot be used: {why}.",
    "request.unknown_parameter": "There is no parameter {name} here.",
    "request.parameter_repeated": "{name} stands twice.",
    "request.bad_parameter": "{value} is no possible value of {name}.",
    "request.missing_parameter": "{name} must be given.",
    "route.unknown": "There is nothing at this address.",
    "route.method": "This address does not take {method}.",
    "server.busy": "Too many requests. Try again in {seconds} seconds.",
    "server.fault": "Something went wrong here that should not have. Nothing was kept. Tell whoever runs the server the number {report}.",
    "token.missing": "Sign in first: this address needs a token (Authorization: Bearer ...).",
    "token.invalid": "This token does not hold, or not any longer. Sign in again.",
    "token.read_only": "This key may only read.",
    "idempotency.other_request": "This Idempotency-Key was used for another request.",
    "idempotency.bad_key": "An Idempotency-Key has 1 to 200 printable characters.",
    "report.period_backwards": "The period ends before it begins.",
    "report.no_such_record": "There is no such {what} here.",
}
