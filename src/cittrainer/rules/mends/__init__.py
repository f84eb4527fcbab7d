"""What would mend a finding with one click: values that say so in words and can be applied.

They are worked out when a finding is looked at, never at every move of the mouse.
"""

from cittrainer.rules.mends.offered import mends
from cittrainer.rules.mends.values import Mend, mended

__all__ = ["Mend", "mended", "mends"]
