from django.urls import path

from mentoring.members.views import first_run, invites, members, organizations, search, tokens

app_name = "members"

urlpatterns = [
    path("first-run/", first_run.FirstRun.as_view(), name="first-run"),
    path("organizations/", organizations.OrganizationList.as_view(), name="organization-list"),
    # Not /o/new/: the segment after /o/ is the slug of an organization.
    path("organizations/new/", organizations.OrganizationCreate.as_view(), name="organization-create"),
    path("o/<slug:slug>/", organizations.OrganizationHome.as_view(), name="home"),
    path("o/<slug:slug>/search/", search.Search.as_view(), name="search"),
    path("o/<slug:slug>/settings/", organizations.OrganizationEdit.as_view(), name="organization-edit"),
    path("o/<slug:slug>/leave/", members.MemberLeave.as_view(), name="leave"),
    path("o/<slug:slug>/members/", members.MemberList.as_view(), name="member-list"),
    path("o/<slug:slug>/members/<uuid:member>/", members.MemberDetail.as_view(), name="member-detail"),
    path("o/<slug:slug>/members/<uuid:member>/role/", members.MemberRole.as_view(), name="member-role"),
    path(
        "o/<slug:slug>/members/<uuid:member>/role/<slug:role>/restore/",
        members.MemberRole.as_view(),
        name="member-role-restore",
    ),
    path("o/<slug:slug>/members/<uuid:member>/remove/", members.MemberRemove.as_view(), name="member-remove"),
    path(
        "o/<slug:slug>/members/<uuid:member>/restore/", members.MemberRestore.as_view(), name="member-restore"
    ),
    path("o/<slug:slug>/members/invitations/", invites.InviteList.as_view(), name="invite-list"),
    path("o/<slug:slug>/members/invitations/new/", invites.InviteCreate.as_view(), name="invite-create"),
    path(
        "o/<slug:slug>/members/invitations/batches/<uuid:batch>/withdraw/",
        invites.InviteBatchWithdraw.as_view(),
        name="invite-batch-withdraw",
    ),
    path(
        "o/<slug:slug>/members/invitations/<uuid:invite>/resend/",
        invites.InviteResend.as_view(),
        name="invite-resend",
    ),
    path(
        "o/<slug:slug>/members/invitations/<uuid:invite>/withdraw/",
        invites.InviteWithdraw.as_view(),
        name="invite-withdraw",
    ),
    path("o/<slug:slug>/tokens/", tokens.TokenList.as_view(), name="token-list"),
    path("o/<slug:slug>/tokens/new/", tokens.TokenCreate.as_view(), name="token-create"),
    path("o/<slug:slug>/tokens/<uuid:token>/revoke/", tokens.TokenRevoke.as_view(), name="token-revoke"),
]
