"""Forms: fields that know their values, and one dialog drawn from a descriptor."""
