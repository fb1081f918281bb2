# SPDX-License-Identifier: EUPL-1.2
"""The tables of the program that the lists read. Django makes none of them."""

from django.db import models


def table(name):
    return type("Meta", (), {"managed": False, "db_table": name, "app_label": "django_lists"})


def key(to, column, **options):
    return models.ForeignKey(to, models.DO_NOTHING, db_column=column, **options)


class Organisation(models.Model):
    name = models.TextField()
    Meta = table("organisation")


class Participant(models.Model):
    last_name, first_name = models.TextField(), models.TextField()
    Meta = table("participant")


class Contract(models.Model):
    title, buyer = models.TextField(), key(Organisation, "buyer_id")
    Meta = table("public_contract")


class Lot(models.Model):
    number, ends_on, contract = models.TextField(), models.TextField(), key(Contract, "contract_id")
    Meta = table("lot")


class Engagement(models.Model):
    lot = key(Lot, "lot_id")
    Meta = table("engagement")


class EngagementEvent(models.Model):
    engagement, delta_units = key(Engagement, "engagement_id"), models.BigIntegerField(null=True)
    Meta = table("engagement_event")


class Statement(models.Model):
    employer = key(Organisation, "employer_id")
    Meta = table("statement")


class Line(models.Model):
    month, kind, declared_units = models.IntegerField(), models.TextField(), models.BigIntegerField()
    statement, participant = key(Statement, "statement_id"), key(Participant, "participant_id")
    engagement = key(Engagement, "engagement_id")
    Meta = table("hours_line")


class Decision(models.Model):
    line = models.OneToOneField(Line, models.DO_NOTHING, db_column="line_id", primary_key=True)
    kept_units, reason = models.BigIntegerField(), models.TextField()
    Meta = table("hours_decision")
