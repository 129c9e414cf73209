"""API keys: programs that ask the server in somebody's name.

Promises that a key is shown once and kept only as a hash, that it never may what its maker may not, and that
it ends when it is revoked, runs out, or its maker leaves.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature
from rayafin_desktop.engine.permissions import OWNER, grant

from . import keys as k
from .messages import MESSAGES
from .model import ApiKey
from .queries import API_KEY_ROWS

FEATURE = Feature(
    name="api_keys",
    entities=(ApiKey,),
    commands=(
        handles(k.CreateApiKey, k.create_api_key),
        handles(k.RevokeApiKey, k.revoke_api_key),
        handles(k.NoteApiKeyUse, k.note_api_key_use),
    ),
    queries=(API_KEY_ROWS,),
    grants={
        "api_key.manage": grant(OWNER),
        # No role has it: only the server itself notes that a key was used.
        "api_key.note": grant(),
    },
    messages=MESSAGES,
)
