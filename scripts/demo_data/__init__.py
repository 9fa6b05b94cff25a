"""Made-up yearly reports for demonstrations: descriptions in YAML become workbooks."""
