"""Makes every object once, and runs them."""
