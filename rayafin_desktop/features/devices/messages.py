"""What people read about devices and what they sent."""

MESSAGES = {
    "device.not_found": "There is no such device.",
    "device.not_one": "{count} devices are called {name}. Name one that there is; its series (A1, A2 ...) tells it from others.",
    "device.name_missing": "Give the device a name of at most 200 characters.",
    "device.known": "This device has joined already.",
    "device.too_many": "No more than {most} devices can follow one company.",
    "device.revoked": "{name} was taken away from this company. What it still holds can be handed over by its user.",
    "device.code_wrong": "This code is wrong, used or too old. Ask for a new one.",
    "device.token_refused": "The server does not know this device any more. Join with a new code; what you entered is kept.",
    "enrolment_code.not_found": "There is no such code.",
    "sync_exception.not_found": "There is no such entry.",
    "sync_exception.no_page": "This {kind} has no page of its own. Look for it in its list.",
    "sync_exception.decided": "{who} has decided about this already.",
    "sync_exception.reason_missing": "Say why it is not to be done.",
    "sync_exception.was_done": "This was done already; nothing needs to be carried out.",
    "sync_exception.repeat_it": "To carry it out, repeat it.",
}
