"""A postman in a process of its own, to be killed: delivers until nothing is due, says `done`, or waits with `stay`."""

import asyncio
import sys

from irdsu_app.mail import post, smtp
from irdsu_app.mail.letter import Written
from irdsu_app.settings import settings


def main() -> None:
    post.bind({"test.": lambda kind, data: Written(f"{kind} {data['number']}", "Bonjour.")})
    lines = [smtp.Wire(smtp.office(settings.smtp_url), settings.sender) for _ in range(2)]
    print(asyncio.run(post.Postman(lines).round()), flush=True)


if __name__ == "__main__":
    sys.exit(main())
