"""DynamoDB: writes, the streams of tables, and their streaming destinations."""
