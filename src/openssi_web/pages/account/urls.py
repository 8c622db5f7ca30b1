"""Addresses of sign-in and account, within the language of the page; the names are those that allauth looks for."""

from django.urls import path, re_path

from openssi_web.pages.account import page as account_page
from openssi_web.pages.account import views as account_views

LINK = r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[0-9A-Za-z-]+)$"

urlpatterns = [
    path("sign-in", account_views.SignIn.as_view(), name="account_login"),
    path("sign-in/code", account_views.SecondStep.as_view(), name="mfa_authenticate"),
    path("sign-in/closed", account_views.closed, name="account_inactive"),
    path("sign-out", account_views.SignOut.as_view(), name="account_logout"),
    path("password", account_views.PasswordForgotten.as_view(), name="account_reset_password"),
    path("password/sent", account_views.LinkSent.as_view(), name="account_reset_password_done"),
    re_path(LINK, account_views.PasswordByLink.as_view(), name="account_reset_password_from_key"),
    path("account", account_page.account_page, name="account"),
    path("account", account_page.account_page, name="mfa_index"),
    path("account", account_page.account_page, name="account_reset_password_from_key_done"),
    path("account/password", account_views.PasswordChange.as_view(), name="account_change_password"),
    path("account/confirm", account_views.Confirm.as_view(), name="account_reauthenticate"),
    path("account/confirm-by-code", account_views.ConfirmByCode.as_view(), name="mfa_reauthenticate"),
    path("account/second-factor", account_views.SecondFactorOn.as_view(), name="mfa_activate_totp"),
    path("account/second-factor/off", account_views.SecondFactorOff.as_view(), name="mfa_deactivate_totp"),
    path("account/recovery-codes", account_views.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new", account_views.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
]
