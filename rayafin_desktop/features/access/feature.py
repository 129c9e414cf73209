"""Access: who uses the book, what each may do in which company, and signing in.

Promises that a company never loses its last active owner, that passwords are kept only as keyed hashes,
and that every sign-in of a known user, refused or not, is counted and audited.
"""

from __future__ import annotations

from rayafin_desktop.engine.commands import handles
from rayafin_desktop.engine.feature import Feature, reacts
from rayafin_desktop.engine.permissions import ACCOUNTANT, AUDITOR, EVERYONE, OWNER, grant
from rayafin_desktop.features.companies.happenings import CompanyCreated

from . import commands as c
from . import invites as i
from . import resets as r
from . import second_factor as f
from . import sessions as s
from .messages import MESSAGES
from .model import Invite, Member, PasswordReset, RoleChange, SecondFactor, Session, User
from .proving import ProveSession, prove_session, require_proof
from .queries import INVITE_ROWS, SESSION_ROWS, USER_ROWS, member_detail
from .roles import ChangeRole, change_role
from .screens import SCREENS
from .settings import SETTINGS
from .sign_in import RecordSignIn, record_sign_in

FEATURE = Feature(
    name="access",
    entities=(User, Member, Invite, RoleChange, Session, SecondFactor, PasswordReset),
    commands=(
        handles(c.AddUser, c.add_user),
        handles(c.InviteMember, c.invite_member),
        handles(c.UpdateMember, c.update_member),
        handles(c.DeactivateUser, c.deactivate_user),
        handles(c.ReactivateUser, c.reactivate_user),
        handles(c.SetPassword, c.set_password),
        handles(c.ChangeOwnPassword, c.change_own_password),
        handles(RecordSignIn, record_sign_in),
        handles(i.InviteUser, i.invite_user),
        handles(i.RenewInvite, i.renew_invite),
        handles(i.RevokeInvite, i.revoke_invite),
        handles(i.RedeemInvite, i.redeem_invite),
        handles(ChangeRole, change_role),
        handles(f.EnrolSecondFactor, f.enrol_second_factor),
        handles(f.ConfirmSecondFactor, f.confirm_second_factor),
        handles(f.RemoveSecondFactor, f.remove_second_factor),
        handles(f.RenewRecoveryCodes, f.renew_recovery_codes),
        handles(f.ResetSecondFactor, f.reset_second_factor),
        handles(r.IssuePasswordReset, r.issue_password_reset),
        handles(r.RedeemPasswordReset, r.redeem_password_reset),
        handles(ProveSession, prove_session),
        handles(s.OpenSession, s.open_session),
        handles(s.RefreshSession, s.refresh_session_now),
        handles(s.EndSession, s.end_session),
        handles(s.EndSessionsOfUser, s.end_sessions_of_user),
    ),
    gates=(require_proof,),
    reactions=(reacts(CompanyCreated, c.founder_joins),),
    queries=(USER_ROWS, INVITE_ROWS, SESSION_ROWS),
    records={"member_detail": member_detail},
    screens=SCREENS,
    settings=SETTINGS,
    grants={
        "user.manage": grant(OWNER),
        "role.change": grant(OWNER),
        "user.read": grant(OWNER, ACCOUNTANT, AUDITOR),
        "user.change_own_password": EVERYONE,
        "second_factor.own": EVERYONE,
        "session.end": EVERYONE,
        # No role has it: only signing in itself runs with this permission.
        "user.sign_in": grant(),
    },
    messages=MESSAGES,
)
