"""Spreadsheets in and out: opened in a process of their own, written so that nothing in them is a formula."""
