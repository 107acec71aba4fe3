"""What Flower is told beside its command line. It reads this file from its working folder."""

from flower.views.monitor import Metrics
from tornado.web import authenticated

# Its memory survives a kill: by default it is written at a proper end only.
persistent = True
save_state_interval = 30000

# Flower leaves its figures open to everyone; here they need its password, as its pages do.
Metrics.get = authenticated(Metrics.get)
