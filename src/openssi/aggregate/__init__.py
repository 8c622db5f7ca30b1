"""Country values give regional, income-group and world values."""
