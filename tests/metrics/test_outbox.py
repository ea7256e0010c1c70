"""The mails that have not left: how many, and since when."""

from structlog.testing import capture_logs

from app.mail.mailer import MailRefused
from tests.metrics.post import ABANDONED, LAG, OLDEST, PENDING, Post
from tests.support import sql


async def test_an_empty_outbox_has_no_lag(post: Post) -> None:
    reading = await post.read()

    assert [reading.value(name) for name in (PENDING, ABANDONED, LAG, OLDEST)] == [0, 0, 0, 0]


async def test_a_mail_that_nobody_sends_falls_behind(post: Post) -> None:
    await post.write()
    post.clock.advance(seconds=90)
    await post.write()
    reading = await post.read()

    assert [reading.value(name) for name in (PENDING, LAG, OLDEST)] == [2, 90, 90]


async def test_a_mail_that_has_left_is_not_counted(post: Post) -> None:
    await post.write()
    with capture_logs():
        await post.dispatcher.drain()

    assert (await post.read()).value(PENDING) == 0


async def test_a_mail_that_is_tried_in_vain_ages_but_does_not_lag(post: Post) -> None:
    await post.write()
    post.error = ConnectionRefusedError()
    with capture_logs():
        await post.dispatcher.drain()
    post.clock.advance(seconds=4)
    reading = await post.read()

    assert [reading.value(name) for name in (PENDING, LAG, OLDEST)] == [1, 0, 4]


async def test_a_mail_that_was_given_up_waits_for_a_person(post: Post) -> None:
    await post.write()
    post.error = MailRefused("550 no such mailbox")
    with capture_logs():
        await post.dispatcher.drain()
    post.clock.advance(days=1)
    reading = await post.read()

    assert [reading.value(name) for name in (PENDING, ABANDONED, LAG, OLDEST)] == [0, 1, 0, 0]


async def test_what_cannot_be_read_is_not_there_and_the_log_says_so(post: Post) -> None:
    await sql.execute(post.database, "DROP TABLE outbox")
    with capture_logs() as logs:
        reading = await post.read()

    assert reading.samples == []
    assert [line["event"] for line in logs] == ["outbox not measured"]
