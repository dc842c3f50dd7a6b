"""Moments and pages of the edition that tests of the programme and the stage use."""

import datetime
from zoneinfo import ZoneInfo

import time_machine
from django.test import Client

PATH = "/expo/pesta-lapak/"


def at(day, hour, minute=0, zone="Asia/Jakarta"):
    """Return a moment of November 2026."""
    return datetime.datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo(zone))


def page(address="acara/", now=None):
    """Return what a visitor gets below the edition's address, on the first day at half past nine or `now`."""
    with time_machine.travel(now or at(27, 9, 30), tick=False):
        return Client().get(PATH + address)
