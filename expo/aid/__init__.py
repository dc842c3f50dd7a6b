"""Aid for merchants in the administration: its register, its import, its lists."""
