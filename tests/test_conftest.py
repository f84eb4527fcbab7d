"""The nets under all tests hold what they are there to hold."""

from __future__ import annotations

from pathlib import Path

from cittrainer import paths

pytest_plugins = ["pytester"]

CONFTEST = Path(__file__).with_name("conftest.py")


def test_a_test_that_leaves_a_thread_running_fails(pytester):
    impatient = CONFTEST.read_text(encoding="utf-8").replace("SECONDS = 2.0", "SECONDS = 0.0")
    pytester.makeconftest(impatient)
    pytester.makepyfile(
        """
        import threading

        end = threading.Event()

        def test_forgetful():
            threading.Thread(target=end.wait, name="forgotten").start()

        def test_tidy():
            end.set()
            thread = threading.Thread(target=int)
            thread.start()
            thread.join()
        """
    )

    outcome = pytester.runpytest_inprocess()

    outcome.assert_outcomes(passed=2, errors=1)
    outcome.stdout.fnmatch_lines(["*the test left [[]'forgotten'] running*"])


def test_no_test_touches_the_files_of_whoever_runs_it(tmp_path_factory):
    assert paths.data_folder().is_relative_to(tmp_path_factory.getbasetemp())
