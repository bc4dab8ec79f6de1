"""A review that is under way, whatever window shows it: it goes on when that is made anew."""

from PySide6.QtCore import QObject

from shelftag.ui.review.doubt_finder import DoubtFinder
from shelftag.ui.review.flow import ReviewFlow
from shelftag.ui.review.retraining import SelfRetraining
from shelftag.ui.session import Session


class ReviewUnderWay(QObject):
    """What a review knows that is not in the catalogue; there is no text in it.

    Attributes:
        flow: The pages.
        retraining: Has the model learn.
        doubts: The labels that look wrong.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.flow = ReviewFlow(session, self)
        self.retraining = SelfRetraining(session, self)
        self.doubts = DoubtFinder(session, self.flow.work, self)

    def let_go(self) -> None:
        """Tells the window that has shown it nothing more."""
        flow = self.flow
        signals = (flow.turned, flow.settled, flow.progressed, flow.stepped,
                   self.retraining.changed, self.doubts.changed)  # fmt: skip
        for signal in signals:
            signal.disconnect()
        self.setParent(None)
