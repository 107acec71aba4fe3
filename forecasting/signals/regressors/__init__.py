"""What is known ahead and moves sales: prices, promotions, public holidays."""
