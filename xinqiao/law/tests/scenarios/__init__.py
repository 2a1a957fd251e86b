"""Whole matters as (day, who, what), with the standing that must follow; dates are those computed by hand."""
