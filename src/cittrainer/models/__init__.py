"""Mapped classes: the vocabulary of the program. No queries, no rules."""

from cittrainer.models.academy import Academy
from cittrainer.models.agencies import Agency, AgencyAlias, AgencyKind
from cittrainer.models.attendance import AttendanceEntry, AttendanceMark
from cittrainer.models.base import Base, Entry, Record
from cittrainer.models.certificates import Certificate
from cittrainer.models.courses import (
    Block,
    BlockPart,
    Course,
    CourseDay,
    CourseGroup,
    CourseState,
    Room,
)
from cittrainer.models.curricula import (
    Curriculum,
    CurriculumState,
    CurriculumVersion,
    Delivery,
    Module,
)
from cittrainer.models.enrollments import (
    Enrollment,
    EnrollmentState,
    EnrollmentStateEntry,
    ExcusedBlock,
    FormHandedIn,
    GroupMember,
)
from cittrainer.models.evaluations import (
    Answer,
    AnswerSheet,
    EvaluationForm,
    FormKind,
    Question,
    QuestionKind,
)
from cittrainer.models.history import Change, Step, StepKind
from cittrainer.models.people import (
    SWORN_ROLES,
    Employment,
    IdentifierKind,
    NotTheSame,
    Person,
    PersonIdentifier,
    TraineeRole,
)
from cittrainer.models.presenters import (
    CONFIDENTIAL_KINDS,
    ActualPresenter,
    AgencyNotBookedFor,
    Availability,
    AvailabilityKind,
    Booking,
    BookingState,
    BookingStateEntry,
    ConfidentialRecord,
    Presenter,
    PresenterKind,
)
from cittrainer.models.standards import Requirement, Standard

__all__ = [
    "CONFIDENTIAL_KINDS",
    "SWORN_ROLES",
    "Academy",
    "ActualPresenter",
    "Agency",
    "AgencyAlias",
    "AgencyKind",
    "AgencyNotBookedFor",
    "Answer",
    "AnswerSheet",
    "AttendanceEntry",
    "AttendanceMark",
    "Availability",
    "AvailabilityKind",
    "Base",
    "Block",
    "BlockPart",
    "Booking",
    "BookingState",
    "BookingStateEntry",
    "Certificate",
    "Change",
    "ConfidentialRecord",
    "Course",
    "CourseDay",
    "CourseGroup",
    "CourseState",
    "Curriculum",
    "CurriculumState",
    "CurriculumVersion",
    "Delivery",
    "Employment",
    "Enrollment",
    "EnrollmentState",
    "EnrollmentStateEntry",
    "Entry",
    "EvaluationForm",
    "ExcusedBlock",
    "FormHandedIn",
    "FormKind",
    "GroupMember",
    "IdentifierKind",
    "Module",
    "NotTheSame",
    "Person",
    "PersonIdentifier",
    "Presenter",
    "PresenterKind",
    "Question",
    "QuestionKind",
    "Record",
    "Requirement",
    "Room",
    "Standard",
    "Step",
    "StepKind",
    "TraineeRole",
]
