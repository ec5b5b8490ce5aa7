"""Built-in scenarios: folders of YAML files, data only."""
