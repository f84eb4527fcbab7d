"""What somebody says of their times in plain English, as times; and times as such words.

Nothing is guessed in silence: each piece of the text is either understood, and then told in a
sentence, or it is named as not understood, and then nothing of it counts. The words are those of
``vocabulary``; hours without “am” or “pm” are those of a working day, so that “1” is 13:00.
"""

from cittrainer.rules.availability_words.calendar import Calendar
from cittrainer.rules.availability_words.reading import Heard, Piece, heard
from cittrainer.rules.availability_words.wording import how_words, in_short, worded

__all__ = ["Calendar", "Heard", "Piece", "heard", "how_words", "in_short", "worded"]
