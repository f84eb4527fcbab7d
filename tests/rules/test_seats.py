from cittrainer.rules.seats import SeatCount, Waiting, next_in_line, seat_count


def test_only_enrolled_and_finished_trainees_hold_a_seat():
    states = [
        "nominated", "approved", "declined", "waitlisted", "enrolled", "withdrawn", "no_show",
        "completed", "not_completed", "enrolled", "waitlisted",
    ]  # fmt: skip

    assert seat_count(5, states) == SeatCount(5, 4, 2)
    assert seat_count(5, states).left == 1


def test_a_course_beyond_its_seats_has_none_left_and_says_by_how_many():
    full = seat_count(2, ["enrolled"] * 3)

    assert (full.left, full.over) == (0, 1)
    assert (seat_count(3, ["enrolled"] * 3).left, seat_count(3, ["enrolled"] * 3).over) == (0, 0)


def test_those_who_waited_longest_come_first():
    waiting = [Waiting(7, since=30), Waiting(9, since=10), Waiting(8, since=20)]

    assert next_in_line(waiting, 2) == (9, 8)
    assert next_in_line(waiting, 9) == (9, 8, 7)
    assert next_in_line(waiting, 0) == ()
    assert next_in_line(waiting, -1) == ()
