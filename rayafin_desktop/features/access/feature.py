"""..."""
from rayafin_desktop.engine.feature import Feature
from . import model
FEATURE = Feature(name="access", entities=(model.User, model.Member))
