"""A made-up country of provinces and counties, for trying out volumes and measuring speed."""
