"""What may leave: small cells, complementary suppression, rounding."""
