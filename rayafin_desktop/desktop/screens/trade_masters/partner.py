"""A partner: whose page it is, what it does, what messages call it, where it banks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

from rayafin_desktop.desktop.grid.line_columns import LineColumn
from rayafin_desktop.desktop.wording import tr
from rayafin_desktop.desktop.workspace import Workspace
from rayafin_desktop.engine.screens import Field
from rayafin_desktop.features.partners.commands import BankInput, SavePartner, VerifyPartnerBank
from rayafin_desktop.features.partners.lists import PartnerDetail, partner_detail
from rayafin_desktop.features.partners.model import PartnerRole
from rayafin_desktop.features.partners.screens import PARTNER_FIELDS, ROLES

from .lines import YES, chosen, kind_of, number, words
from .page import LineAct, Lines, Master, MasterPage, Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class BankLine:
    """A bank account as entered."""

    bank: str = ""
    account_name: str = ""
    account_no: str = ""
    ifsc: str = ""
    is_primary: str = ""
    verified_on: date | None = None


_ROLE_FIELDS = tuple(
    Field(key=f"role_{one.value}", label=one.label, kind="check", span=2, section="Roles") for one in ROLES
)


def partner_page(workspace: Workspace) -> MasterPage:
    """The page of a partner; its record is the party's."""
    return MasterPage(
        workspace,
        Master(
            key="partner.edit",
            nav_key="partners",
            crumb="Partners",
            new_title="New partner",
            saved="Partner saved",
            permission="partner.save",
            fields=(*PARTNER_FIELDS, *_ROLE_FIELDS),
            grids=(_banks(),),
            load=partner_detail,
            show=_shown,
            command=_command,
            fixed=("party_id",),
        ),
    )


def _banks() -> Lines:
    columns: tuple[LineColumn[Any], ...] = (
        number(),
        words("bank", tr("Bank"), stretch=True),
        words("account_name", tr("In the name of"), width=220),
        words("account_no", tr("Account"), width=190),
        words("ifsc", tr("IFSC"), width=130),
        chosen("is_primary", tr("Primary"), YES, width=90),
        LineColumn(
            key="verified_on", title=tr("Checked"), get=lambda line: line.verified_on, kind="date", width=110
        ),
    )
    return Lines(
        name="banks",
        title="Bank accounts",
        hint="An account that stays as it is stays verified",
        kind=kind_of(columns, BankLine()),
        least=3,
        act=LineAct(
            label="Account checked today",
            icon="badge-check",
            permission="partner.verify",
            done="Account checked",
            command=lambda detail, line_no: VerifyPartnerBank(party_id=detail.id, line_no=line_no),
        ),
    )


def _shown(detail: PartnerDetail) -> Shown:
    blocked = tr("Blocked: {reason}", reason=detail.block_reason) if detail.is_blocked else ""
    return Shown(
        title=detail.name,
        values=SimpleNamespace(
            party_id=detail.id,
            party_name=detail.name,
            station_id=detail.station_id,
            station_name=detail.station_name,
            also=detail.also,
            kyc_required=detail.kyc_required,
            notes=detail.notes,
            **{f"role_{one.value}": one in detail.roles for one in PartnerRole},
        ),
        lines={
            "banks": [
                BankLine(
                    bank=one.bank,
                    account_name=one.account_name,
                    account_no=one.account_no,
                    ifsc=one.ifsc,
                    is_primary="yes" if one.is_primary else "",
                    verified_on=one.verified_on,
                )
                for one in detail.banks
            ]
        },
        banner=blocked,
    )


def _command(
    detail: PartnerDetail | None, values: dict[str, Any], lines: Mapping[str, list[Any]]
) -> SavePartner:
    ticked = [one for one in PartnerRole if values.pop(f"role_{one.value}")]
    before = () if detail is None else detail.roles
    # The first role is the one lists show: those it had keep their order.
    roles = [one for one in before if one in ticked]
    return SavePartner(
        version=None if detail is None else detail.version,
        is_new=detail is None,
        roles=(*roles, *(one for one in ticked if one not in roles)),
        banks=tuple(
            BankInput(
                bank=line.bank,
                account_name=line.account_name,
                account_no=line.account_no,
                ifsc=line.ifsc,
                is_primary=bool(line.is_primary),
            )
            for line in lines["banks"]
        ),
        **values,
    )
