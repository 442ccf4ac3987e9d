"""Whatever is done to an offer, in whatever order: nothing is online that no moderator has read, nothing is lost."""

from datetime import date
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from irdsu_app.jobs import deciding, fields, submission
from irdsu_app.jobs.fields import Fields
from irdsu_app.jobs.submission import STAGES, Done, Posting, Refused

TODAY = date(2026, 11, 26)
WHOLE = Fields(
    organisation="Ville de Brunelaie",
    presentation="Une ville.",
    title="Chargée ou chargé de mission",
    contract="cdd",
    missions="Animer",
    place="59100 Roubaix",
    deadline="2026-12-20",
    apply_email="rh@ville.fr",
)
TEXTS = st.sampled_from(("Un texte", "Un autre", ""))
NAMES = st.sampled_from(("title", "missions", "pay"))
BY = st.sampled_from(("poster", "moderator"))
REVISIONS = st.sampled_from((0, -1))


class Life(RuleBasedStateMachine):
    """An offer, those who act on it, and what each of them has read."""

    read = Bundle("read")

    @initialize(target=read)
    def begin(self):
        self.posting = Posting(id=uuid4(), written=WHOLE)
        self.approved: Fields | None = None
        self.typed: set[tuple[str, str]] = set()
        self.aside: set[tuple[str, str]] = set()
        self.board, self.letters = "", 0
        return fields.marks(WHOLE)

    def act(self, deed) -> Done | None:
        before = self.posting
        try:
            done = deed(before)
        except Refused as refusal:
            assert str(refusal)
            assert before == self.posting
            return None
        assert done.posting.revision >= before.revision
        assert done.posting == before or done.posting.revision > before.revision or done.posting.screen != before.screen
        self.posting = done.posting
        if done.deed:
            self.board = {"publish": "online", "deadline": self.board}.get(done.deed, done.deed)
        return done

    @rule(target=read)
    def look(self):
        return fields.marks(self.posting.written)

    @rule(name=NAMES, words=TEXTS, base=read, by=BY)
    def write(self, name, words, base, by):
        theirs = getattr(self.posting.written, name)
        done = self.act(lambda p: submission.write(p, {name: words}, base, by))
        if done is None:
            return
        now = getattr(self.posting.written, name)
        assert now == words or done.clashes == {name: words} or fields.mark(words) == base[name]
        if name in done.clashes:
            assert now == theirs

    @rule(email=st.sampled_from(("", "a@ville.fr", "b@ville.fr")), unlawful=st.booleans(), note=TEXTS)
    def send(self, email, unlawful, note):
        done = self.act(lambda p: submission.send(p, email, note, unlawful, TODAY))
        assert done is None or done.deed in ("", "deadline")

    @rule()
    def confirm(self):
        self.act(submission.confirm)

    @rule(by=BY, stale=REVISIONS)
    def publish(self, by, stale):
        read = self.posting.written
        done = self.act(lambda p: deciding.publish(p, p.revision + stale, by, TODAY))
        if done:
            assert by == "moderator"
            assert stale == 0
            self.approved = read

    @rule()
    def go_straight_online(self):
        self.send("a@ville.fr", False, "")
        self.confirm()
        self.publish("moderator", 0)

    @rule(by=BY, words=TEXTS)
    def correct(self, by, words):
        done = self.act(lambda p: deciding.ask_correction(p, words, p.revision, by))
        assert done is None or (by == "moderator" and words)

    @rule(by=BY)
    def refuse(self, by):
        self.act(lambda p: deciding.refuse(p, "doublon", "", p.revision, by))

    @rule(by=BY)
    def refuse_change(self, by):
        self.act(lambda p: deciding.refuse_change(p, "doublon", "", p.revision, by))

    @rule(by=BY, hold=st.booleans())
    def reopen(self, by, hold):
        self.act(lambda p: deciding.reopen(p, p.revision, by, hold))

    @rule(by=BY, until=st.sampled_from(("2027-01-31", "2026-11-01", "2030-01-01", "bientôt", "")))
    def extend(self, by, until):
        done = self.act(lambda p: submission.extend(p, until, by, TODAY))
        if done and self.approved:
            assert until in ("2027-01-31", "")
            self.approved = self.approved.model_copy(update={"deadline": until, "open_ended": not until})

    @rule(by=BY)
    def fill(self, by):
        self.act(lambda p: submission.fill(p, by))

    @rule(by=BY)
    def put_back(self, by):
        self.act(lambda p: submission.put_back(p, by))

    @rule(by=BY)
    def withdraw(self, by):
        self.act(lambda p: submission.withdraw(p, by))

    @rule()
    def revert(self):
        self.act(submission.revert)

    @rule()
    def another_link(self):
        before = self.posting.link_version
        done = self.act(submission.replace_link)
        assert done is None or done.posting.link_version == before + 1

    @rule()
    def copy(self):
        made = submission.duplicate(self.posting, uuid4(), TODAY)
        assert (made.stage, made.on_board, made.public) == ("draft", False, None)

    @invariant()
    def nothing_is_online_that_no_moderator_has_read(self):
        if self.posting.on_board:
            assert self.approved is not None
            assert self.posting.public == self.approved
            assert self.board == "online"
            assert self.posting.stage in ("online", "to_review", "to_correct")

    @invariant()
    def the_stage_is_one_of_those_that_are_said(self):
        assert self.posting.stage in STAGES
        assert self.posting.stage != "online" or self.posting.on_board

    @invariant()
    def nothing_goes_to_the_team_before_the_address_is_proved(self):
        if self.posting.stage in ("to_review", "to_correct", "online"):
            assert self.posting.confirmed


TestLife = Life.TestCase
