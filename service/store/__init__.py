"""What is remembered: tables, migrations, sealing."""
