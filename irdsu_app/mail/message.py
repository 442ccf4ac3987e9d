"""A written letter as the message that leaves: plain text first, its HTML, its calendar, its files. Pure."""

from email.message import EmailMessage
from email.policy import SMTP

from irdsu_app.mail.letter import Written

INVITATION = "invitation.ics"
WIRED = SMTP.clone(cte_type="7bit")
"""Every server takes seven bits."""


def compose(written: Written, sender: str, recipient: str, message_id: str) -> EmailMessage:
    """Make the message; raises ValueError when a header cannot be written (an address with a new line in it)."""
    message = EmailMessage(WIRED)
    message["From"], message["To"] = sender, recipient
    message["Subject"] = " ".join(written.subject.split())
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    if written.unsubscribe:
        message["List-Unsubscribe"] = f"<{written.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(written.text)
    if written.html:
        message.add_alternative(written.html, subtype="html")
    if written.invite is not None:
        ics, method = written.invite.ics.decode(), written.invite.method
        # Read by mail programs (the alternative), and kept as a file by those that do not know what it is.
        message.add_alternative(ics, subtype="calendar", params={"method": method})
        message.add_attachment(written.invite.ics, maintype="application", subtype="ics", filename=INVITATION)
    for file in written.files:
        main, _, sub = file.media.partition("/")
        message.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)
    return message
