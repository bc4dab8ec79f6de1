"""Exchange: what goes out to shops, spreadsheets and trainers, and what comes in. No Qt here."""
