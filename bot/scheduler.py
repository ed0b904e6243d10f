"""The ticks. Jobs ask the database what is due: nothing is remembered here, so nothing is forgotten."""

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = structlog.get_logger()


class Scheduler:
    """APScheduler with interval jobs only: a late tick runs once, a slow job is not overlapped, a failing one stays."""

    def __init__(self, real: Callable[[], datetime]) -> None:
        """`real` tells the unmoved time, which is the one APScheduler itself goes by."""
        self._real = real
        self._jobs = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)  # a skipped tick is no news …
        logging.getLogger("apscheduler.executors").setLevel(logging.CRITICAL)  # … nor one that a stop has cut off

    def every(self, seconds: float, job: Callable[[], Awaitable[object]]) -> None:
        """Run `job` every so many seconds, the first time at once."""
        name = getattr(job, "__qualname__", repr(job))

        async def tick() -> None:
            try:
                await job()
            except Exception:  # the next tick tries again
                log.exception("tick_failed", job=name)

        self._jobs.add_job(tick, "interval", seconds=seconds, name=name, next_run_time=self._real())

    def start(self) -> None:
        """Begin ticking, in the running loop."""
        self._jobs.start()

    def resync(self) -> None:
        """Tick now: after a jump back of the wall clock the next tick would wait for the old time to return."""
        for job in self._jobs.get_jobs():
            job.modify(next_run_time=self._real())

    def stop(self) -> None:
        """Tick no more. What a job has not committed did not happen."""
        self._jobs.shutdown(wait=False)
