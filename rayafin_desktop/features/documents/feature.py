"""Documents: files attached to records.

Promises that a file is kept once, commits with the record it hangs on, reads back exactly as it came or not
at all, and that no name or program of a stranger reaches the disk.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Check, Feature
from rayafin_desktop.engine.permissions import ACCOUNTANT, AUDITOR, BROKER, CASHIER, EVERYONE, OWNER, grant

from . import commands as c
from .messages import MESSAGES
from .model import Attachment, Blob
from .queries import ATTACHMENT_ROWS, attachments_of, damaged_files
from .screens import ATTACHMENTS
from .settings import LARGEST_FILE

FEATURE = Feature(
    name="documents",
    entities=(Blob, Attachment),
    commands=(
        handles(c.AttachFile, c.attach_file),
        handles(c.RemoveAttachment, c.remove_attachment),
        handles(c.SetLogo, c.set_company_logo),
    ),
    queries=(ATTACHMENT_ROWS,),
    records={"attachments_of": attachments_of},
    screens=(ATTACHMENTS,),
    settings=(LARGEST_FILE,),
    checks=(Check("documents.files", damaged_files),),
    grants={
        # All files of the company at once; those of a record are shown to whoever sees the record.
        "document.list": grant(OWNER, ACCOUNTANT, AUDITOR),
        "document.read": EVERYONE,
        "document.attach": grant(OWNER, ACCOUNTANT, CASHIER, BROKER),
        "document.remove": grant(OWNER, ACCOUNTANT),
    },
    messages=MESSAGES,
)
