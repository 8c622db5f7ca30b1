"""What social protection costs and pays: expenditure, rates, amounts of benefits."""
