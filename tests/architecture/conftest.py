import pytest

from tests.conftest import settings_for
from tests.servers import Broker
from utils.config import Settings, use_settings


@pytest.fixture(scope="module")
def configured(broker: Broker, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """This process with settings, for what needs no database."""
    settings = settings_for(tmp_path_factory.mktemp("settings"), "", broker.url)
    use_settings(settings)
    return settings
