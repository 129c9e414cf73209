"""Sentences for what the access feature refuses."""

from __future__ import annotations

MESSAGES = {
    "user.not_found": "This user was not found.",
    "user.stale": "Somebody changed this user a moment ago. Look again before you save.",
    "user.nobody": "This needs somebody who is signed in.",
    "user.name_missing": "The user needs a name.",
    "user.name_too_long": "The name is too long. At most 200 characters fit.",
    "user.email_invalid": "{email} is not an e-mail address.",
    "user.email_taken": "{email} already uses this book. Invite this user into the company instead.",
    "user.unknown_email": "Nobody with the address {email} uses this book. Add a new user instead.",
    "user.in_other_companies": "{name} also works in companies you do not own, and must change the password himself "
    "or ask their owner.",
    "user.sign_in_refused": "E-mail address or password is wrong. Check both and try again.",
    "user.locked": "Too many failed attempts. Try again in {seconds} seconds.",
    "user.no_company": "You are not a member of the company {code}. Ask its owner to invite you.",
    "member.not_found": "This member was not found.",
    "member.stale": "Somebody changed this member a moment ago. Look again before you save.",
    "member.already": "{name} is already a member of this company.",
    "member.last_owner": "The company must keep an active owner. Make somebody else an owner first.",
    "member.commission_out_of_range": "A commission rate is between 0 and 100 percent.",
    "member.commission_too_fine": "A commission rate has at most six decimals.",
    "password.too_short": "A password needs at least {shortest} characters. Four or five random words are easy to keep.",
    "password.too_long": "A password has at most {longest} characters.",
    "password.easy_to_guess": "This password is easy to guess: it is made of names, common words or runs of keys. "
    "Choose another one.",
    "password.wrong": "The present password is wrong.",
    "member.session_ended": "{who} no longer works in this company. Sign in again.",
    "member.owner_in_branch": "An owner works in all branches. Leave the branch empty.",
    "invite.not_found": "This invitation was not found.",
    "invite.stale": "Somebody changed this invitation a moment ago. Look again before you save.",
    "invite.too_many": "{most} invitations wait already. Revoke those that are not needed.",
    "invite.redeemed": "{email} has redeemed this invitation already.",
    "invite.wrong": "This invitation is not valid: address or code is wrong, or it was used, ended or ran out. "
    "Ask for a new code.",
    "role_change.not_found": "This change of a role was not found.",
    "role_change.stale": "Somebody changed this role a moment ago. Look again before you save.",
    "role.permission_unknown": "There is no permission {permission}.",
    "role.owner_fixed": "What an owner may do cannot be changed: somebody must be able to do everything.",
    "role.owners_only": "{permission} stays with owners: who has it could give himself everything else.",
    "role.auditor_only_reads": "An auditor only reads. Give this person another role.",
    "role.never_taken": "{permission} cannot be taken from this role.",
    "session.not_found": "This sign-in was not found.",
    "session.stale": "This sign-in changed a moment ago. Look again.",
    "session.label_too_long": "The name of the machine is too long. At most 200 characters fit.",
    "session.unknown_token": "This program is not signed in. Sign in again.",
    "session.over": "This sign-in is over. Sign in again.",
    "session.token_reused": "This sign-in was ended: a token of it was used a second time, which only a copy would do. "
    "Sign in again, and change the password if you cannot explain it.",
}
