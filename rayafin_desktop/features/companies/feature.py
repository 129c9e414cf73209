"""..."""
from rayafin_desktop.engine.feature import Feature
from . import model
FEATURE = Feature(name="companies", entities=(model.Company, ))
