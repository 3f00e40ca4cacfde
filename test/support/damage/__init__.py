"""Files of Iceberg tables, damaged at random, and the readers that are shown them."""
