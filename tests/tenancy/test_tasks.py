from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from celery import Celery, current_app
from django.conf import settings
from django.core.cache import cache

from mentoring import celery as project_celery
from mentoring.health import HEARTBEAT
from mentoring.tenancy.models import Membership
from mentoring.tenancy.scope import OutsideScope, organization_id_or_none, tenant_scope
from mentoring.tenancy.tasks import (
    BROKER,
    TenantTask,
    enqueue,
    send,
    send_if_available,
    send_to_each_organization,
    tenant_task,
)

# Work for no single organization: beat starts these, and they start tenant tasks or look only at the process itself.
GLOBAL_TASKS = {"mentoring.health.beat"}


def test_task_gets_the_organization_as_an_id_and_no_scope(organization):
    seen = []

    @tenant_task("test.seen")
    def task(organization_id):
        seen.append((organization_id, organization_id_or_none()))
        with pytest.raises(OutsideScope):
            Membership.objects.count()

    task(str(organization.id))
    assert seen == [(organization.id, None)]


def test_task_for_an_organization_that_is_gone_or_inactive_does_nothing(organization):
    seen = []

    @tenant_task("test.unseen")
    def task(organization_id):
        seen.append(organization_id)

    organization.is_active = False
    organization.save()
    task(organization.id)
    task(uuid4())
    assert seen == []


def test_task_refuses_an_argument_that_is_no_id(db):
    @tenant_task("test.id")
    def task(organization_id):
        raise AssertionError("must not run")

    with pytest.raises(ValueError, match="badly formed"):
        task("acme")
    with pytest.raises(TypeError):
        task()


def test_task_that_does_not_take_the_organization_first_cannot_be_defined():
    with pytest.raises(TypeError, match="must be organization_id"):
        tenant_task("test.careless")(lambda person_id: None)


def test_every_registered_task_is_a_tenant_task_or_listed():
    project_celery.app.loader.import_default_modules()
    ours = {
        name: task
        for name, task in current_app.tasks.items()
        if not name.startswith(("celery.", "crash.", "test."))
    }
    others = {name for name, task in ours.items() if not isinstance(task, TenantTask)}
    assert others <= GLOBAL_TASKS | {name for name in others if name.startswith("periodic.")}


@pytest.fixture
def sent(received):
    """The tasks that have reached the broker, with their arguments."""
    return lambda: [(message.headers["task"], message.payload[0]) for message in received()]


@pytest.fixture
def sent_headers(received):
    return lambda: [message.headers for message in received()]


@pytest.fixture
def received():
    """The messages that have reached the broker, read back from it."""
    queue = current_app.conf.task_default_queue

    def read() -> list:
        messages = []
        with current_app.connection_for_read() as broker, broker.SimpleQueue(queue) as waiting:
            while True:
                try:
                    message = waiting.get_nowait()
                except waiting.Empty:
                    return messages
                messages.append(message)
                message.ack()

    read()
    return read


def test_enqueue_waits_for_the_commit(organization, sent, django_capture_on_commit_callbacks):
    other_id = uuid4()
    with django_capture_on_commit_callbacks(execute=True), tenant_scope(organization.id):
        enqueue("test.work", other_id)
        assert sent() == []
    assert sent() == [("test.work", [str(organization.id), str(other_id)])]


def test_enqueue_of_a_rolled_back_request_sends_nothing(
    organization, sent, django_capture_on_commit_callbacks
):
    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(KeyError),
        tenant_scope(organization.id),
    ):
        enqueue("test.work")
        raise KeyError
    assert sent() == []


def test_each_active_organization_gets_its_own_task(organization, other_organization, sent):
    other_organization.is_active = False
    other_organization.save()
    send_to_each_organization("test.each", expires=60)
    assert ("test.each", [str(organization.id)]) in sent()


def test_task_of_a_tick_expires(organization, sent_headers):
    send_to_each_organization("test.each", expires=60)
    [headers] = [each for each in sent_headers() if each["task"] == "test.each"]
    left = datetime.fromisoformat(headers["expires"]) - datetime.now(UTC)
    assert timedelta(seconds=50) < left <= timedelta(seconds=60)


@pytest.mark.parametrize("entry", sorted(settings.CELERY_BEAT_SCHEDULE))
def test_tick_runs_and_whatever_it_sends_expires(entry, organization, sent_headers):
    project_celery.app.loader.import_default_modules()
    tick = settings.CELERY_BEAT_SCHEDULE[entry]
    assert tick["options"]["expires"]
    current_app.tasks[tick["task"]]()
    cache.delete(HEARTBEAT)  # one of them says that a worker runs; other tests ask
    assert all(headers["expires"] for headers in sent_headers())


def test_task_of_a_request_does_not_expire(organization, sent_headers, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), tenant_scope(organization.id):
        enqueue("test.work")
    [headers] = sent_headers()
    assert headers["expires"] is None


def test_request_waits_for_a_broker_once(caplog):
    lonely = Celery("lonely", broker="redis+socket:///no/such/valkey.sock", set_as_current=False)
    lonely.conf.broker_transport_options = current_app.conf.broker_transport_options
    try:
        for _ in range(3):
            send_if_available("test.work", [], app=lonely)
    finally:
        BROKER.close()
    assert caplog.text.count("not sent to the broker") == 3
    assert caplog.text.count("not tried") == 2


def test_a_broker_that_is_down_does_not_fail_the_request(caplog):
    lonely = Celery("lonely", broker="redis+socket:///no/such/valkey.sock", set_as_current=False)
    lonely.conf.broker_transport_options = current_app.conf.broker_transport_options
    send("test.work", [], expires=60, app=lonely)
    assert "not sent to the broker" in caplog.text
