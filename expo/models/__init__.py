"""Models of the expo."""

from expo.models.aid import AidGrant, AidProgramme
from expo.models.booth import BoothCertificate, BoothLink, BoothPage, OpeningHours
from expo.models.call import CallQuestion, HallCapacity
from expo.models.catalogue_address import CatalogueAddress, CatalogueScope
from expo.models.edition import ExpoDay, ExpoIndexPage, ExpoPage, ExpoPartner
from expo.models.enquiry import Enquiry, EnquirySettings
from expo.models.guestbook import GuestEntry
from expo.models.hall import HallIndexPage, HallPage, StallCounter
from expo.models.import_job import ImportJob, ImportState
from expo.models.listing import BoothListing
from expo.models.participation import ExpoOffer, Participation, ParticipationStep
from expo.models.programme import Material, ProgrammeSession, Room, Speaker
from expo.models.received import Received
from expo.models.review import ReviewTask
from expo.models.showcase import ShowcaseIndexPage, ShowcaseItem, ShowcasePage
from expo.models.stage import Announcement, StageNote, Stream
from expo.models.stamps import StampCode, StampDraw, StampWinner

__all__ = [
    "AidGrant",
    "AidProgramme",
    "Announcement",
    "BoothCertificate",
    "BoothLink",
    "BoothListing",
    "BoothPage",
    "CallQuestion",
    "CatalogueAddress",
    "CatalogueScope",
    "Enquiry",
    "EnquirySettings",
    "ExpoDay",
    "ExpoIndexPage",
    "ExpoOffer",
    "ExpoPage",
    "ExpoPartner",
    "GuestEntry",
    "HallCapacity",
    "HallIndexPage",
    "HallPage",
    "ImportJob",
    "ImportState",
    "Material",
    "OpeningHours",
    "Participation",
    "ParticipationStep",
    "ProgrammeSession",
    "Received",
    "ReviewTask",
    "Room",
    "ShowcaseIndexPage",
    "ShowcaseItem",
    "ShowcasePage",
    "Speaker",
    "StageNote",
    "StallCounter",
    "StampCode",
    "StampDraw",
    "StampWinner",
    "Stream",
]
