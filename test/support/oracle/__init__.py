"""What the Iceberg reader is compared with: forms of rows and schemas that two readers share."""
