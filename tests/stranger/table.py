"""Who gets what at which path: the whole answer to “may I?”, to be read as a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

COLUMNS: Final = {
    "visitor": ("visitor",),
    "outside": (
        "stranger",
        "declined",
        "removed",
        "removed facilitator",
        "facilitator of another group",
        "facilitator elsewhere",
        "coordinator",
        "coordinator elsewhere",
        "unproved coordinator",
    ),
    "left": ("left",),
    "asking": ("requested",),
    "shut-out": ("suspended", "banned"),
    "inside": ("member", "listener", "muted", "unproved facilitator"),
    "leads": ("facilitator",),
}
"""The people of the matrix, by what the table calls them together."""

UNPROVED: Final = ("unproved facilitator", "unproved coordinator")
"""Who has a task and showed no second factor: to the table a member or nobody, but for how a page is not there."""

ACTORS: Final = tuple(actor for actors in COLUMNS.values() for actor in actors)

DESK_COLUMNS: Final = {
    "visitor": ("visitor",),
    "others": tuple(actor for actor in ACTORS if actor not in ("visitor", "coordinator", "coordinator elsewhere")),
    "elsewhere": ("coordinator elsewhere",),
    "coordinates": ("coordinator",),
}
"""The same people, as the coordinator's desk tells them apart."""

# Where a page is not there, who is UNPROVED is led to the second step, whatever the page.
# page: 200 · not-here: 404, the one page for it · gone: 404, the one page for links · 405: only to who may be here
# log-in, sign-up, my-place, home, account, devices, erased, passkeys, phrase: led there; so to the talk (without
# script) and the group (at the coordinator's desk)
# acts: done, and written down; reads: shown, and that is written down; everything else changes nothing
# A HEAD is answered as a GET, a PUT or DELETE as a POST that is not understood: see `expected`.
# After @: the same path with another object. A line without columns: who of them gets something else.
TABLE: Final = """
path                            method  visitor   outside   left      asking    shut-out  inside    leads

home                            GET     page      page      page      page      page      page      page
home                            POST    405       405       405       405       405       405       405
my_place                        GET     log-in    page      page      page      page      page      page
my_place                        POST    not-here  405       405       405       405       405       405
account_login                   GET     page      my-place  my-place  my-place  my-place  my-place  my-place
account_login                   POST    page      my-place  my-place  my-place  my-place  my-place  my-place
account_logout                  GET     home      page      page      page      page      page      page
account_logout                  POST    home      home      home      home      home      home      home
set_language                    GET     home      home      home      home      home      home      home
set_language                    POST    home      acts      acts      acts      acts      acts      acts
silence                         GET     home      home      home      home      home      home      home
silence                         POST    home      acts      acts      acts      acts      acts      acts
accounts:sign_up                GET     page      my-place  my-place  my-place  my-place  my-place  my-place
accounts:sign_up                POST    acts      my-place  my-place  my-place  my-place  my-place  my-place
accounts:keep                   GET     my-place  my-place  my-place  my-place  my-place  my-place  my-place
accounts:keep                   POST    my-place  my-place  my-place  my-place  my-place  my-place  my-place
quick_exit                      GET     page      page      page      page      page      page      page
quick_exit                      POST    403       403       403       403       403       403       403
style                           GET     page      page      page      page      page      page      page
style                           POST    405       405       405       405       405       405       405
accounts:account                GET     log-in    page      page      page      page      page      page
accounts:account                POST    not-here  405       405       405       405       405       405
accounts:language               GET     log-in    page      page      page      page      page      page
accounts:language               POST    not-here  acts      acts      acts      acts      acts      acts
accounts:comfort                GET     log-in    page      page      page      page      page      page
accounts:comfort                POST    not-here  acts      acts      acts      acts      acts      acts
accounts:codes                  GET     log-in    page      page      page      page      page      page
accounts:codes                  POST    not-here  acts      acts      acts      acts      acts      acts
still_here                      GET     not-here  page      page      page      page      page      page
still_here                      POST    not-here  page      page      page      page      page      page
devices                         GET     log-in    page      page      page      page      page      page
devices                         POST    not-here  405       405       405       405       405       405
name_device                     GET     not-here  405       405       405       405       405       405
name_device                     POST    not-here  devices   devices   devices   devices   devices   devices
end_device                      GET     not-here  405       405       405       405       405       405
end_device                      POST    not-here  devices   devices   devices   devices   devices   devices
end_other_devices               GET     not-here  405       405       405       405       405       405
end_other_devices               POST    not-here  acts      acts      acts      acts      acts      acts
passphrase                      GET     log-in    page      page      page      page      page      page
passphrase                      POST    not-here  acts      acts      acts      acts      acts      acts
export                          GET     log-in    page      page      page      page      page      page
export                          POST    not-here  acts      acts      acts      acts      acts      acts
export_files                    GET     log-in    gone      gone      gone      gone      gone      gone
export_files                    GET     member=page
export_files                    POST    not-here  gone      gone      gone      gone      gone      gone
export_files                    POST    member=page
withdraw_consent                GET     log-in    not-here  page      page      page      page      page
withdraw_consent                GET     declined=page removed=page removed-facilitator=page
withdraw_consent                POST    not-here  not-here  acts      acts      acts      acts      acts
withdraw_consent                POST    declined=acts removed=acts removed-facilitator=acts
erase                           GET     log-in    page      page      page      page      page      page
erase                           POST    erased    acts      acts      acts      acts      acts      acts
erased                          GET     page      page      page      page      page      page      page
erased                          POST    405       405       405       405       405       405       405
accounts:sign_up_passkey        GET     page      my-place  my-place  my-place  my-place  my-place  my-place
accounts:sign_up_passkey        POST    page      my-place  my-place  my-place  my-place  my-place  my-place
accounts:log_in_passkey         GET     page      my-place  my-place  my-place  my-place  my-place  my-place
accounts:log_in_passkey         POST    page      my-place  my-place  my-place  my-place  my-place  my-place
accounts:log_in_code            GET     page      my-place  my-place  my-place  my-place  my-place  my-place
accounts:log_in_code            POST    page      my-place  my-place  my-place  my-place  my-place  my-place
accounts:log_in_step            GET     log-in    my-place  my-place  my-place  my-place  my-place  my-place
accounts:log_in_step            POST    log-in    my-place  my-place  my-place  my-place  my-place  my-place
accounts:ask_to_make            GET     405       405       405       405       405       405       405
accounts:ask_to_make            POST    page      page      page      page      page      page      page
accounts:ask_to_show            GET     405       405       405       405       405       405       405
accounts:ask_to_show            POST    page      page      page      page      page      page      page
accounts:mail_address           GET     log-in    page      page      page      page      page      page
accounts:mail_address           POST    not-here  acts      acts      acts      acts      acts      acts
accounts:remove_mail_address    GET     not-here  405       405       405       405       405       405
accounts:remove_mail_address    POST    not-here  account   account   account   account   account   account
accounts:remove_mail_address    POST    member=acts
accounts:confirm_mail_address   GET     log-in    gone      gone      gone      gone      gone      gone
accounts:confirm_mail_address   GET     member=page
accounts:confirm_mail_address   POST    not-here  gone      gone      gone      gone      gone      gone
accounts:confirm_mail_address   POST    member=acts
accounts:recovered              GET     log-in    account   account   account   account   account   account
accounts:recovered              POST    not-here  405       405       405       405       405       405
accounts:confirm                GET     log-in    page      page      page      page      page      page
accounts:confirm                POST    not-here  account   account   account   account   account   account
accounts:second_step            GET     log-in    page      page      page      page      page      page
accounts:second_step            POST    not-here  405       405       405       405       405       405
accounts:code_app               GET     log-in    page      page      page      page      page      page
accounts:code_app               POST    not-here  page      page      page      page      page      page
accounts:passkeys               GET     log-in    page      page      page      page      page      page
accounts:passkeys               POST    not-here  page      page      page      page      page      page
accounts:name_passkey           GET     not-here  405       405       405       405       405       405
accounts:name_passkey           POST    not-here  passkeys  passkeys  passkeys  passkeys  passkeys  passkeys
remove_passkey                  GET     not-here  405       405       405       405       405       405
remove_passkey                  POST    not-here  passkeys  passkeys  passkeys  passkeys  passkeys  passkeys
remove_code_app                 GET     not-here  405       405       405       405       405       405
remove_code_app                 POST    not-here  account   account   account   account   account   account
new_passphrase                  GET     log-in    phrase    phrase    phrase    phrase    phrase    phrase
new_passphrase                  POST    not-here  phrase    phrase    phrase    phrase    phrase    phrase

groups:list                     GET     page      page      page      page      page      page      page
groups:list                     POST    405       405       405       405       405       405       405
groups:show                     GET     page      page      page      page      page      page      page
groups:show                     POST    405       405       405       405       405       405       405
groups:join                     GET     sign-up   page      page      my-place  my-place  my-place  my-place
groups:join                     POST    sign-up   acts      acts      my-place  my-place  my-place  my-place
groups:desk                     GET     log-in    not-here  not-here  not-here  not-here  not-here  page
groups:desk                     POST    not-here  not-here  not-here  not-here  not-here  not-here  405
groups:admission                GET     not-here  not-here  not-here  not-here  not-here  not-here  405
groups:admission                POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
groups:decline                  GET     not-here  not-here  not-here  not-here  not-here  not-here  405
groups:decline                  POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
groups:appointment              GET     page      page      page      page      page      page      page
groups:appointment              POST    page      acts      acts      acts      gone      acts      acts
groups:appointment@coordinator  GET     page      page      page      page      page      page      page
groups:appointment@coordinator  POST    page      acts      acts      acts      acts      acts      acts
groups:appointment@used         GET     gone      gone      gone      gone      gone      gone      my-place
groups:appointment@used         GET     unproved-facilitator=my-place
groups:appointment@used         POST    gone      gone      gone      gone      gone      gone      my-place
groups:appointment@used         POST    unproved-facilitator=my-place
groups:appointment@expired      GET     gone      gone      gone      gone      gone      gone      gone
groups:appointment@expired      POST    gone      gone      gone      gone      gone      gone      gone
groups:house_page               GET     page      page      page      page      page      page      page
groups:house_page               POST    405       405       405       405       405       405       405
groups:host_page                GET     page      page      page      page      page      page      page
groups:host_page                POST    405       405       405       405       405       405       405
groups:host_texts               GET     log-in    not-here  not-here  not-here  not-here  not-here  not-here
groups:host_texts               GET     coordinator=page coordinator-elsewhere=page
groups:host_texts               POST    not-here  not-here  not-here  not-here  not-here  not-here  not-here
groups:host_texts               POST    coordinator=405 coordinator-elsewhere=405
deeds                           GET     log-in    not-here  not-here  not-here  not-here  not-here  not-here
deeds                           GET     coordinator=page
deeds                           POST    not-here  not-here  not-here  not-here  not-here  not-here  not-here
deeds                           POST    coordinator=405
groups:edit_host_page           GET     log-in    not-here  not-here  not-here  not-here  not-here  not-here
groups:edit_host_page           GET     coordinator=page
groups:edit_host_page           POST    not-here  not-here  not-here  not-here  not-here  not-here  not-here
groups:edit_host_page           POST    coordinator=acts
moderation:own_words            GET     log-in    not-here  not-here  not-here  not-here  not-here  not-here
moderation:own_words            GET     coordinator=page
moderation:own_words            POST    not-here  not-here  not-here  not-here  not-here  not-here  not-here
moderation:own_words            POST    coordinator=acts
groups:invitations              GET     log-in    not-here  not-here  not-here  not-here  not-here  page
groups:invitations              POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
groups:texts                    GET     log-in    not-here  not-here  not-here  not-here  not-here  page
groups:texts                    POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
groups:rules                    GET     log-in    not-here  not-here  not-here  not-here  not-here  page
groups:rules                    POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
groups:handover                 GET     log-in    not-here  not-here  not-here  not-here  not-here  page
groups:handover                 POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
groups:revoke_invitation        GET     not-here  not-here  not-here  not-here  not-here  not-here  405
groups:revoke_invitation        POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
groups:still_true               GET     not-here  not-here  not-here  not-here  not-here  not-here  405
groups:still_true               POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
groups:agree                    GET     log-in    not-here  not-here  not-here  not-here  my-place  my-place
groups:agree                    POST    not-here  not-here  not-here  not-here  not-here  my-place  my-place

rooms:room                      GET     log-in    not-here  not-here  not-here  not-here  page      page
rooms:room                      POST    not-here  not-here  not-here  not-here  not-here  405       405
rooms:room@backstage            GET     log-in    not-here  not-here  not-here  not-here  not-here  page
rooms:room@backstage            POST    not-here  not-here  not-here  not-here  not-here  not-here  405
rooms:plain                     GET     log-in    not-here  not-here  not-here  not-here  page      page
rooms:plain                     POST    not-here  not-here  not-here  not-here  not-here  page      acts
rooms:plain                     POST    member=acts unproved-facilitator=acts
rooms:plain@backstage           GET     log-in    not-here  not-here  not-here  not-here  not-here  page
rooms:plain@backstage           POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
rooms:plain_line                GET     log-in    not-here  not-here  not-here  not-here  page      page
rooms:plain_line                POST    not-here  not-here  not-here  not-here  not-here  page      page
rooms:plain_line                POST    member=acts
rooms:plain_take_back           GET     not-here  not-here  not-here  not-here  not-here  405       405
rooms:plain_take_back           POST    not-here  not-here  not-here  not-here  not-here  talk      talk
rooms:plain_take_back           POST    member=acts
rooms:put_away                  GET     not-here  not-here  not-here  not-here  not-here  405       405
rooms:put_away                  POST    not-here  not-here  not-here  not-here  not-here  talk      talk
rooms:put_away                  POST    member=acts
rooms:plain_acknowledge         GET     not-here  not-here  not-here  not-here  not-here  405       405
rooms:plain_acknowledge         POST    not-here  not-here  not-here  not-here  not-here  acts      acts
rooms:plain_acknowledge         POST    muted=talk
rooms:history                   GET     not-here  not-here  not-here  not-here  not-here  page      page
rooms:history                   POST    not-here  not-here  not-here  not-here  not-here  405       405
rooms:history@backstage         GET     not-here  not-here  not-here  not-here  not-here  not-here  page
rooms:history@backstage         POST    not-here  not-here  not-here  not-here  not-here  not-here  405
rooms:prepare                   GET     not-here  not-here  not-here  not-here  not-here  not-here  405
rooms:prepare                   POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
rooms:open                      GET     not-here  not-here  not-here  not-here  not-here  not-here  405
rooms:open                      POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
rooms:pause                     GET     not-here  not-here  not-here  not-here  not-here  not-here  405
rooms:pause                     POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
rooms:extend                    GET     not-here  not-here  not-here  not-here  not-here  not-here  405
rooms:extend                    POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
rooms:close                     GET     not-here  not-here  not-here  not-here  not-here  not-here  405
rooms:close                     POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
rooms:close@backstage           GET     not-here  not-here  not-here  not-here  not-here  not-here  not-here
rooms:close@backstage           POST    not-here  not-here  not-here  not-here  not-here  not-here  not-here
rooms:admit                     GET     not-here  not-here  not-here  not-here  not-here  not-here  405
rooms:admit                     POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
rooms:conceal                   GET     not-here  not-here  not-here  not-here  not-here  405       not-here
rooms:conceal                   GET     unproved-facilitator=not-here
rooms:conceal                   POST    not-here  not-here  not-here  not-here  not-here  acts      not-here
rooms:conceal                   POST    unproved-facilitator=not-here
rooms:conceal@facilitator       GET     not-here  not-here  not-here  not-here  not-here  not-here  not-here
rooms:conceal@facilitator       POST    not-here  not-here  not-here  not-here  not-here  not-here  not-here
rooms:reveal                    GET     not-here  not-here  not-here  not-here  not-here  405       not-here
rooms:reveal                    GET     unproved-facilitator=not-here
rooms:reveal                    POST    not-here  not-here  not-here  not-here  not-here  acts      not-here
rooms:reveal                    POST    unproved-facilitator=not-here
rooms:leave                     GET     not-here  not-here  405       not-here  not-here  405       405
rooms:leave                     POST    not-here  not-here  my-place  not-here  not-here  acts      acts
rooms:appoint_facilitator       GET     not-here  not-here  not-here  not-here  not-here  not-here  405
rooms:appoint_facilitator       POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
rooms:step_down                 GET     not-here  not-here  not-here  not-here  not-here  not-here  405
rooms:step_down                 POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
rooms:invitation                GET     page      page      page      page      page      my-place  my-place
rooms:invitation                POST    page      acts      acts      acts      gone      my-place  my-place
rooms:invitation@used           GET     gone      gone      gone      gone      gone      my-place  my-place
rooms:invitation@used           POST    gone      gone      gone      gone      gone      my-place  my-place
rooms:invitation@expired        GET     gone      gone      gone      gone      gone      my-place  my-place
rooms:invitation@expired        POST    gone      gone      gone      gone      gone      my-place  my-place
rooms:invitation@revoked        GET     gone      gone      gone      gone      gone      my-place  my-place
rooms:invitation@revoked        POST    gone      gone      gone      gone      gone      my-place  my-place
rooms:evenings                  GET     log-in    not-here  not-here  not-here  not-here  not-here  page
rooms:evenings                  POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
rooms:evening                   GET     log-in    not-here  not-here  not-here  not-here  not-here  page
rooms:evening                   POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
rooms:cancel                    GET     not-here  not-here  not-here  not-here  not-here  not-here  405
rooms:cancel                    POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
rooms:confirm                   GET     not-here  not-here  not-here  not-here  not-here  405       not-here
rooms:confirm                   GET     unproved-facilitator=not-here
rooms:confirm                   POST    not-here  not-here  not-here  not-here  not-here  acts      not-here
rooms:confirm                   POST    unproved-facilitator=not-here
rooms:give_back                 GET     not-here  not-here  not-here  not-here  not-here  405       not-here
rooms:give_back                 GET     unproved-facilitator=not-here
rooms:give_back                 POST    not-here  not-here  not-here  not-here  not-here  acts      not-here
rooms:give_back                 POST    unproved-facilitator=not-here

moderation:help                 GET     page      page      page      page      page      page      page
moderation:help                 POST    405       405       405       405       405       405       405
moderation:choose_country       GET     not-here  405       405       405       405       405       405
moderation:choose_country       POST    not-here  acts      acts      acts      acts      acts      acts
moderation:notice               GET     page      page      page      page      page      page      page
moderation:notice               POST    page      page      page      page      page      page      page
moderation:receipt              GET     page      page      page      page      page      page      page
moderation:receipt              POST    page      page      page      page      page      page      page
moderation:notices              GET     log-in    not-here  not-here  not-here  not-here  not-here  not-here
moderation:notices              GET     coordinator=page coordinator-elsewhere=page
moderation:notices              POST    not-here  not-here  not-here  not-here  not-here  not-here  not-here
moderation:notices              POST    coordinator=405 coordinator-elsewhere=405
moderation:worry                GET     not-here  not-here  not-here  not-here  not-here  405       405
moderation:worry                POST    not-here  not-here  not-here  not-here  not-here  acts      acts
moderation:offer_card           GET     not-here  not-here  not-here  not-here  not-here  not-here  405
moderation:offer_card           POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
moderation:start_care           GET     not-here  not-here  not-here  not-here  not-here  not-here  405
moderation:start_care           POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
moderation:calls                GET     not-here  not-here  not-here  not-here  not-here  page      page
moderation:calls                POST    not-here  not-here  not-here  not-here  not-here  405       405
moderation:care                 GET     log-in    not-here  not-here  not-here  not-here  not-here  page
moderation:care                 POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
moderation:alert_duty           GET     not-here  not-here  not-here  not-here  not-here  not-here  405
moderation:alert_duty           POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
moderation:care_case            GET     log-in    not-here  not-here  not-here  not-here  not-here  page
moderation:care_case            POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
moderation:duty                 GET     log-in    not-here  not-here  not-here  not-here  not-here  not-here
moderation:duty                 GET     coordinator=page coordinator-elsewhere=page
moderation:duty                 POST    not-here  not-here  not-here  not-here  not-here  not-here  not-here
moderation:duty                 POST    coordinator=acts coordinator-elsewhere=acts
moderation:helplines            GET     log-in    not-here  not-here  not-here  not-here  not-here  not-here
moderation:helplines            GET     coordinator=page coordinator-elsewhere=page
moderation:helplines            POST    not-here  not-here  not-here  not-here  not-here  not-here  not-here
moderation:helplines            POST    coordinator=405 coordinator-elsewhere=405
moderation:check_helpline       GET     log-in    not-here  not-here  not-here  not-here  not-here  not-here
moderation:check_helpline       GET     coordinator=page coordinator-elsewhere=page
moderation:check_helpline       POST    not-here  not-here  not-here  not-here  not-here  not-here  not-here
moderation:check_helpline       POST    coordinator=acts coordinator-elsewhere=acts
moderation:decide_notice        GET     log-in    not-here  not-here  not-here  not-here  not-here  not-here
moderation:decide_notice        GET     coordinator=page
moderation:decide_notice        POST    not-here  not-here  not-here  not-here  not-here  not-here  not-here
moderation:decide_notice        POST    coordinator=acts
moderation:hide                 GET     log-in    not-here  not-here  not-here  not-here  not-here  page
moderation:hide                 POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
moderation:mute                 GET     log-in    not-here  not-here  not-here  not-here  not-here  page
moderation:mute                 POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
moderation:unmute               GET     not-here  not-here  not-here  not-here  not-here  not-here  405
moderation:unmute               POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
moderation:remove               GET     log-in    not-here  not-here  not-here  not-here  not-here  page
moderation:remove               POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
moderation:look                 GET     not-here  not-here  not-here  not-here  not-here  405       405
moderation:look                 POST    not-here  not-here  not-here  not-here  not-here  page      page
moderation:look@backstage       GET     not-here  not-here  not-here  not-here  not-here  not-here  405
moderation:look@backstage       POST    not-here  not-here  not-here  not-here  not-here  not-here  page
moderation:guard                GET     log-in    not-here  not-here  not-here  not-here  not-here  page
moderation:guard                POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
moderation:try_line             GET     log-in    not-here  not-here  not-here  not-here  not-here  page
moderation:try_line             POST    not-here  not-here  not-here  not-here  not-here  not-here  page
moderation:held                 GET     log-in    not-here  not-here  not-here  not-here  not-here  page
moderation:held                 POST    not-here  not-here  not-here  not-here  not-here  not-here  405
moderation:release_held         GET     not-here  not-here  not-here  not-here  not-here  not-here  405
moderation:release_held         POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
moderation:return_held          GET     log-in    not-here  not-here  not-here  not-here  not-here  page
moderation:return_held          POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
moderation:drop_held            GET     log-in    not-here  not-here  not-here  not-here  not-here  page
moderation:drop_held            POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
moderation:taken                GET     log-in    not-here  not-here  not-here  not-here  not-here  page
moderation:taken                POST    not-here  not-here  not-here  not-here  not-here  not-here  405
moderation:report_line          GET     log-in    not-here  not-here  not-here  not-here  page      page
moderation:report_line          GET     member=talk
moderation:report_line          POST    not-here  not-here  not-here  not-here  not-here  acts      acts
moderation:report_line          POST    member=talk
moderation:report_person        GET     log-in    not-here  not-here  not-here  not-here  page      page
moderation:report_person        POST    not-here  not-here  not-here  not-here  not-here  acts      acts
moderation:reports_made         GET     log-in    page      page      page      page      page      page
moderation:reports_made         POST    not-here  405       405       405       405       405       405
moderation:reports              GET     log-in    not-here  not-here  not-here  not-here  not-here  page
moderation:reports              POST    not-here  not-here  not-here  not-here  not-here  not-here  405
moderation:report               GET     log-in    not-here  not-here  not-here  not-here  not-here  page
moderation:report               POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
moderation:read_report          GET     not-here  not-here  not-here  not-here  not-here  not-here  405
moderation:read_report          POST    not-here  not-here  not-here  not-here  not-here  not-here  reads
moderation:hand_on_report       GET     not-here  not-here  not-here  not-here  not-here  not-here  405
moderation:hand_on_report       POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
moderation:report@past          GET     log-in    not-here  not-here  not-here  not-here  not-here  not-here
moderation:report@past          POST    not-here  not-here  not-here  not-here  not-here  not-here  not-here
moderation:read_report@past     GET     not-here  not-here  not-here  not-here  not-here  not-here  not-here
moderation:read_report@past     POST    not-here  not-here  not-here  not-here  not-here  not-here  not-here
moderation:hand_on_report@past  GET     not-here  not-here  not-here  not-here  not-here  not-here  not-here
moderation:hand_on_report@past  POST    not-here  not-here  not-here  not-here  not-here  not-here  not-here
moderation:word                 GET     log-in    not-here  not-here  not-here  not-here  not-here  page
moderation:word                 POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
moderation:suspend              GET     log-in    not-here  not-here  not-here  not-here  not-here  page
moderation:suspend              POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
moderation:ban                  GET     log-in    not-here  not-here  not-here  not-here  not-here  page
moderation:ban                  POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
moderation:ladder               GET     log-in    not-here  not-here  not-here  not-here  not-here  page
moderation:ladder               POST    not-here  not-here  not-here  not-here  not-here  not-here  405
moderation:lift                 GET     not-here  not-here  not-here  not-here  not-here  not-here  405
moderation:lift                 POST    not-here  not-here  not-here  not-here  not-here  not-here  acts
moderation:leak_words           GET     log-in    page      page      page      page      page      page
moderation:leak_words           POST    not-here  acts      acts      acts      acts      acts      acts
moderation:decisions            GET     log-in    page      page      page      page      page      page
moderation:decisions            POST    not-here  405       405       405       405       405       405
moderation:statement            GET     log-in    not-here  not-here  not-here  not-here  not-here  not-here
moderation:statement            GET     member=page
moderation:statement            POST    not-here  not-here  not-here  not-here  not-here  not-here  not-here
moderation:statement            POST    member=acts
moderation:appeals              GET     log-in    not-here  not-here  not-here  not-here  not-here  not-here
moderation:appeals              GET     coordinator=page coordinator-elsewhere=page
moderation:appeals              POST    not-here  not-here  not-here  not-here  not-here  not-here  not-here
moderation:appeals              POST    coordinator=405 coordinator-elsewhere=405
moderation:figures              GET     log-in    not-here  not-here  not-here  not-here  not-here  not-here
moderation:figures              GET     coordinator=page coordinator-elsewhere=page
moderation:figures              POST    not-here  not-here  not-here  not-here  not-here  not-here  not-here
moderation:figures              POST    coordinator=405 coordinator-elsewhere=405
moderation:decide_appeal        GET     log-in    not-here  not-here  not-here  not-here  not-here  not-here
moderation:decide_appeal        GET     coordinator=page
moderation:decide_appeal        POST    not-here  not-here  not-here  not-here  not-here  not-here  not-here
moderation:decide_appeal        POST    coordinator=acts
moderation:read_appeal          GET     not-here  not-here  not-here  not-here  not-here  not-here  not-here
moderation:read_appeal          GET     coordinator=405
moderation:read_appeal          POST    not-here  not-here  not-here  not-here  not-here  not-here  not-here
moderation:read_appeal          POST    coordinator=reads

ws/rooms/<room_id>/             SOCKET  4401      4404      4404      4404      4404      welcome   welcome
ws/rooms/<room_id>/@backstage   SOCKET  4401      4404      4404      4404      4404      4404      welcome
"""

DESK_TABLE: Final = """
path                            method  visitor   others    elsewhere coordinates

rooms:coordination              GET     log-in    not-here  page      page
rooms:coordination              POST    not-here  not-here  405       405
rooms:coordination_open         GET     log-in    not-here  page      page
rooms:coordination_open         POST    not-here  not-here  acts      acts
rooms:coordinated               GET     log-in    not-here  not-here  page
rooms:coordinated               POST    not-here  not-here  not-here  405
rooms:coordinated_texts         GET     log-in    not-here  not-here  page
rooms:coordinated_texts         POST    not-here  not-here  not-here  acts
rooms:coordinated_confirm       GET     not-here  not-here  not-here  405
rooms:coordinated_confirm       POST    not-here  not-here  not-here  acts
rooms:coordinated_appoint       GET     not-here  not-here  not-here  405
rooms:coordinated_appoint       POST    not-here  not-here  not-here  acts
rooms:coordinated_withdraw      GET     not-here  not-here  not-here  405
rooms:coordinated_withdraw      POST    not-here  not-here  not-here  acts
rooms:coordinated_links         GET     log-in    not-here  not-here  page
rooms:coordinated_links         POST    not-here  not-here  not-here  group
moderation:coordinated_end_lead GET     log-in    not-here  not-here  page
moderation:coordinated_end_lead POST    not-here  not-here  not-here  acts
rooms:coordinated_pause         GET     log-in    not-here  not-here  page
rooms:coordinated_pause         POST    not-here  not-here  not-here  acts
rooms:coordinated_close         GET     log-in    not-here  not-here  page
rooms:coordinated_close         POST    not-here  not-here  not-here  acts
rooms:coordinated_reopen        GET     log-in    not-here  not-here  page
rooms:coordinated_reopen        POST    not-here  not-here  not-here  group

moderation:coordinated_report            GET     log-in    not-here  not-here  page
moderation:coordinated_report            POST    not-here  not-here  not-here  acts
moderation:read_coordinated_report       GET     not-here  not-here  not-here  405
moderation:read_coordinated_report       POST    not-here  not-here  not-here  reads
moderation:coordinated_report@group      GET     log-in    not-here  not-here  not-here
moderation:coordinated_report@group      POST    not-here  not-here  not-here  not-here
moderation:read_coordinated_report@group GET     not-here  not-here  not-here  not-here
moderation:read_coordinated_report@group POST    not-here  not-here  not-here  not-here
moderation:coordinated_suspend  GET     log-in    not-here  not-here  page
moderation:coordinated_suspend  POST    not-here  not-here  not-here  acts
moderation:coordinated_ban      GET     log-in    not-here  not-here  page
moderation:coordinated_ban      POST    not-here  not-here  not-here  acts
moderation:coordinated_taken    GET     log-in    not-here  not-here  page
moderation:coordinated_taken    POST    not-here  not-here  not-here  405
moderation:coordinated_lift     GET     not-here  not-here  not-here  405
moderation:coordinated_lift     POST    not-here  not-here  not-here  acts
"""


@dataclass(frozen=True)
class Row:
    """One path, perhaps with a certain object, and what each actor gets by each method."""

    name: str
    variant: str
    answers: dict[str, dict[str, str]]
    """Method, then actor."""

    @property
    def title(self) -> str:
        return f"{self.name}@{self.variant}" if self.variant else self.name

    def expected(self, actor: str, method: str) -> str:
        """What this actor gets; PUT and DELETE are not understood, but where a POST finds nothing."""
        if method in ("PUT", "DELETE"):
            return "not-here" if self.answers["POST"][actor] == "not-here" else "405"
        found = self.answers["GET" if method == "HEAD" else method][actor]
        looks = method in ("GET", "HEAD") and actor in UNPROVED
        return "second-step" if looks and found == "not-here" else found


def read(table: str = TABLE) -> list[Row]:
    """The rows of the table, in their order, and those of the coordinator's desk."""
    return [*_read(table, COLUMNS), *_read(DESK_TABLE, DESK_COLUMNS)]


def _read(table: str, columns: Mapping[str, tuple[str, ...]]) -> list[Row]:
    head, *lines = [line.split() for line in table.splitlines() if line.strip()]
    assert head[2:] == list(columns), head
    rows: dict[str, Row] = {}
    for title, method, *cells in lines:
        name, _, variant = title.partition("@")
        row = rows.setdefault(title, Row(name, variant, {}))
        if "=" in cells[0]:
            row.answers[method] |= {
                actor.replace("-", " "): cell for actor, cell in (each.split("=") for each in cells)
            }
            continue
        assert method not in row.answers, f"{title} {method} stands twice"
        row.answers[method] = _by_actor(cells, columns)
    return list(rows.values())


def _by_actor(cells: list[str], columns: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    groups = zip(columns.values(), cells, strict=True)
    return {actor: cell for actors, cell in groups for actor in actors}
