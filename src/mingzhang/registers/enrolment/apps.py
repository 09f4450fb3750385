"""Makes the room known to Django, for its migrations."""

from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    name = "mingzhang.registers.enrolment"
    label = "enrolment"
