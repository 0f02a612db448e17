"""API of the organization, its members, invitations and tokens."""

from django.urls import path

from mentoring.members.api.invite_batches import InviteBatchesApi, InviteBatchWithdrawApi
from mentoring.members.api.invites import InviteApi, InviteResendApi, InvitesApi
from mentoring.members.api.memberships import MemberApi, MemberRestoreApi, MembersApi
from mentoring.members.api.organization import MeApi, OrganizationApi
from mentoring.members.api.search import SearchApi
from mentoring.members.api.tokens import ApiTokenApi, ApiTokensApi

api_urls = [
    path("", OrganizationApi.as_view(), name="organization"),
    path("me/", MeApi.as_view(), name="me"),
    path("search/", SearchApi.as_view(), name="search"),
    path("members/", MembersApi.as_view(), name="member-list"),
    path("members/<uuid:id>/", MemberApi.as_view(), name="member-detail"),
    path("members/<uuid:id>/restore/", MemberRestoreApi.as_view(), name="member-restore"),
    path("invitations/", InvitesApi.as_view(), name="invite-list"),
    path("invitations/<uuid:id>/", InviteApi.as_view(), name="invite-detail"),
    path("invitations/<uuid:id>/resend/", InviteResendApi.as_view(), name="invite-resend"),
    path("invitation-batches/", InviteBatchesApi.as_view(), name="invite-batch-list"),
    path(
        "invitation-batches/<uuid:id>/withdraw/",
        InviteBatchWithdrawApi.as_view(),
        name="invite-batch-withdraw",
    ),
    path("api-tokens/", ApiTokensApi.as_view(), name="api-token-list"),
    path("api-tokens/<uuid:id>/", ApiTokenApi.as_view(), name="api-token-detail"),
]
